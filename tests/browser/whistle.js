// whistle.js: a whistle of three bodies on its people's devices: one comes by the digits, one by position, one by a photo, late.
import assert from "node:assert";
import { join } from "node:path";
import { enter } from "./story.js";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };

// From a case, by a desk without scripts: the bodies are ticked, one leads.
async function blow(open, place) {
  const context = await open({ ...DESK, javaScriptEnabled: false }), page = await enter(context, "wanjingtao");
  await page.goto("/appeal/queue?tab=all");
  await page.locator("#queue tbody tr", { hasText: "BL-" }).locator("a").first().click();
  await page.getByRole("link", { name: "一家办不完，吹哨叫几家来" }).click();
  assert.notEqual(await page.inputValue('input[name="origin"]'), "");
  await page.fill('input[name="title"]', "隔离桩又被搬开了");
  await page.fill('textarea[name="about"]', "三家各管一段，夜里没有人管。");
  await page.fill('textarea[name="goal"]', "夜里谁看着");
  await page.fill('input[name="find"]', place.code);
  await page.getByRole("button", { name: "找", exact: true }).click();
  await page.locator(`input[name="place"][value="${place.id}"]`).check();
  for (const name of ["云河街道综合执法队", "云河派出所", "云河街道应急安全办"])
    await page.locator("li", { hasText: name }).locator('input[name="org"]').check();
  await page.locator("li", { hasText: "云河派出所" }).locator('input[name="lead"]').check();
  await page.locator("form.panel").getByRole("button", { name: "吹哨" }).last().click();
  await page.waitForURL(/\/whistle\/W-\d{4}-\d{4}$/);
  const code = /W-\d{4}-\d{4}/.exec(page.url())[0];
  await page.goto(`/whistle/${code}/poster`);
  const digits = (await page.locator(".plate.xl").first().textContent()).trim();
  assert.match(digits, /^\d{6}$/);
  await context.close();
  return { code, digits };
}

export async function whistle({ url, root, open, check }) {
  const { place } = await (await fetch(`${url}/api/territory/YH-BL-B4`)).json();
  let code, digits;
  await check("a whistle is blown from a case, without scripts", async () => {
    ({ code, digits } = await blow(open, place));
  });
  await check("who is on the way says so and comes by the digits, without scripts", async () => {
    const context = await open({ ...PHONE, javaScriptEnabled: false }), page = await enter(context, "zhaolichuan");
    await page.goto(`/whistle/${code}/arrive`);
    await page.locator("section", { hasText: "先回一声" }).locator('input[name="text"]').first().fill("两个人，十分钟");
    await page.getByRole("button", { name: "在路上" }).click();
    await page.goto(`/whistle/${code}/arrive`);
    await page.locator("main", { hasText: "说在路上：两个人，十分钟" }).waitFor();
    await page.fill('input[name="code"]', digits);
    await page.getByRole("button", { name: "我到了" }).click();
    await page.locator("main", { hasText: "用现场的码报到" }).waitFor();
    await context.close();
  });
  await check("a phone at the place arrives by its position; one that is far away is told how far", async () => {
    const far = { longitude: place.lon + 0.01, latitude: place.lat }, near = { longitude: place.lon + 0.0001, latitude: place.lat };
    const context = await open({ ...PHONE, geolocation: far, permissions: ["geolocation"] }), page = await enter(context, "gaomingxuan");
    await page.goto(`/whistle/${code}/arrive`);
    await page.getByRole("button", { name: "用定位报到" }).click();
    await page.locator("main", { hasText: /您离现场还有 \d+ 米/ }).waitFor();
    await context.setGeolocation(near);
    await page.getByRole("button", { name: "用定位报到" }).click();
    await page.locator("main", { hasText: /用定位报到，离现场 \d+ 米/ }).waitFor();
    await context.close();
  });
  await check("a photo of the place is a proof that who whistled sees; all sign what they concluded", async () => {
    const phone = await open(PHONE), body = await enter(phone, "jinhesheng");
    await body.goto(`/whistle/${code}/arrive`);
    await body.setInputFiles('input[name="photo"]', join(root, "tests/data/before.jpg"));
    await body.getByRole("button", { name: "我到了" }).click();
    await body.locator("main", { hasText: "拍了现场，请吹哨的人看照片" }).waitFor();
    const desk = await open(DESK), page = await enter(desk, "wanjingtao");
    await page.goto(`/whistle/${code}`);
    const photo = page.locator('img[alt="到场时拍的照片"]');
    await photo.scrollIntoViewIfNeeded();
    await page.waitForFunction((image) => image.naturalWidth > 0, await photo.elementHandle());
    await page.locator("form", { hasText: "一起定了什么" }).locator('textarea[name="text"]').fill("派出所夜里看，执法队白天看。");
    await page.fill('input[name="task1"]', "夜里巡两次");
    await page.selectOption('select[name="owner1"]', { label: "云河派出所" });
    await page.fill('input[name="day1"]', new Date(Date.now() + 9 * 86400000).toISOString().slice(0, 10));
    await page.getByRole("button", { name: "定结论" }).click();
    await page.locator("main", { hasText: "定了 1 条" }).waitFor();
    await body.goto(`/whistle/${code}`);
    await body.getByRole("button", { name: "代表我的单位签字" }).click();
    await body.locator("main", { hasText: "1 / 3 家签了" }).waitFor();
    await phone.close();
    await desk.close();
  });
}
