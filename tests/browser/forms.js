// forms.js: forms as hands use them: Enter, pressing twice, Back, a session that is over, drafts, how far sending is, choosing by
// typing with and without scripts, and windows of 400 %.
import assert from "node:assert";
import { signIn } from "./story.js";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };

async function fill(page, text, anon = "nobody") {
  await page.goto("/appeal/new?at=YH-BL");
  await page.fill('textarea[name="text"]', text);
  await page.check(`input[name="anon"][value="${anon}"]`);
}

async function pressing({ open, check }) {
  for (const javaScriptEnabled of [true, false])
    await check(`Enter in a field files the matter ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const context = await open({ ...PHONE, javaScriptEnabled }), page = await context.newPage();
      await fill(page, "单元门口的灯不亮，按回车提交" + javaScriptEnabled);
      await page.locator('input[name="spot"]').press("Enter");
      await page.waitForURL(/\/receipt$/);
      await page.locator("main", { hasText: "接下来" }).waitFor();
      await context.close();
    });
  await check("pressed twice is sent once, and the button says so", async () => {
    const context = await open(DESK), page = await signIn(context, "sujingwen");
    await page.goto("/appeal/queue?tab=new");
    await page.locator("#queue tbody tr a").first().click();
    await page.waitForURL(/\/desk(\?|$)/);
    let posts = 0;
    await page.route(/\/note$/, async (route) => { posts++; await new Promise((go) => setTimeout(go, 800)); await route.continue(); });
    const form = page.locator('form[action$="/note"]');
    await form.locator("textarea").fill("按了两次的便签");
    const said = await form.locator("button").last().evaluate(async (button) => {
      button.click();
      button.click();
      await new Promise((go) => setTimeout(go, 50));
      return button.disabled + " " + button.textContent;
    });
    assert.equal(said, "true 正在提交…");
    await page.locator("main", { hasText: "按了两次的便签" }).first().waitFor();
    assert.equal(posts, 1);
    await context.close();
  });
  await check("Back after the receipt, and the same words again: asked whether it is the same", async () => {
    const context = await open(PHONE), page = await context.newPage();
    await fill(page, "楼下井盖松了，晚上很响");
    await page.getByRole("button", { name: "提交" }).click();
    await page.waitForURL(/\/receipt$/);
    const code = await page.locator(".plate.xl").first().textContent();
    await fill(page, "楼下井盖松了，晚上很响");
    await page.getByRole("button", { name: "提交" }).click();
    await page.locator(".note", { hasText: "您刚刚反映过一件一样的" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "是同一件，去看看" }).getAttribute("href"), "/appeal/" + code);
    await page.locator(".sticky .btn.pri", { hasText: "是另一件，提交" }).click();
    await page.waitForURL(/\/receipt$/);
    assert.notEqual(await page.locator(".plate.xl").first().textContent(), code);
    await context.close();
  });
}

async function sessions({ open, check }) {
  await check("a session that is over leads through signing in back to the form", async () => {
    const context = await open(DESK), page = await signIn(context, "sujingwen");
    await page.goto("/appeal/queue?tab=new");
    await page.locator("#queue tbody tr a").first().click();
    await page.waitForURL(/\/desk(\?|$)/);
    await context.clearCookies();
    await page.locator('form[action$="/note"] textarea').fill("登录过期前写的便签");
    await page.locator('form[action$="/note"] button').last().click();
    await page.getByRole("link", { name: "去登录，接着提交" }).click();
    await page.fill('input[name="login"]', "sujingwen");
    await page.fill('input[name="password"]', "linli-demo-2026");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/carry$/);
    await page.locator("textarea", { hasText: "登录过期前写的便签" }).first().waitFor();
    await context.close();
  });
  await check("signed in in another tab, the old form is taken at once", async () => {
    const context = await open(DESK), page = await context.newPage();
    await fill(page, "登录前打开的表单，另一个窗口登录了");
    await signIn(context, "sujingwen");
    await page.getByRole("button", { name: "提交" }).click();
    await page.waitForURL(/\/receipt$/);
    await context.close();
  });
}

async function drafts({ open, check }) {
  await check("a draft is offered with its photo, not put back unasked, and can be thrown away", async () => {
    const context = await open(PHONE), page = await context.newPage(), text = page.locator('textarea[name="text"]');
    await page.goto("/appeal/new?at=YH-BL");
    await text.fill("写到一半的话");
    await page.setInputFiles(".pics input[type=file]", "before.jpg");
    await page.locator(".pics figure.new").waitFor();
    await page.waitForTimeout(300);
    await page.goto("/");
    await page.goto("/appeal/new?at=YH-BL");
    await page.locator("#draft").waitFor();
    assert.equal(await text.inputValue(), "");
    await page.getByRole("button", { name: "继续写" }).click();
    assert.equal(await text.inputValue(), "写到一半的话");
    assert.equal(await page.locator(".pics figure.new").count(), 1);
    await page.goto("/appeal/new?at=YH-BL");
    await page.getByRole("button", { name: "不要了" }).click();
    await page.waitForTimeout(300);
    await page.goto("/appeal/new?at=YH-BL");
    await page.waitForTimeout(500);
    assert.equal(await page.locator("#draft").isVisible(), false);
    await context.close();
  });
  await check("another reader is not offered it", async () => {
    const context = await open(DESK), page = await context.newPage();
    await page.goto("/appeal/new?at=YH-BL");
    await page.fill('textarea[name="text"]', "别人不该看到的话");
    await page.waitForTimeout(300);
    const mine = await signIn(context, "sujingwen");
    await mine.goto("/appeal/new?at=YH-BL");
    await mine.waitForTimeout(500);
    assert.equal(await mine.locator("#draft").isVisible(), false);
    await context.close();
  });
  await check("sending photos says how far it is and can be stopped", async () => {
    const context = await open(PHONE), page = await context.newPage();
    await fill(page, "照片上传要看得见进度");
    await page.setInputFiles(".pics input[type=file]", "before.jpg");
    await page.locator(".pics figure.new").waitFor();
    await page.route(/\/appeal$/, async (route) => { await new Promise((go) => setTimeout(go, 1500)); await route.continue().catch(() => {}); });
    await page.getByRole("button", { name: "提交" }).click();
    await page.locator("#progress", { hasText: /已传 \d+%|正在登记/ }).waitFor();
    await page.getByRole("button", { name: "取消，回去改" }).click();
    await page.getByRole("button", { name: "提交" }).waitFor();
    assert.equal(await page.inputValue('textarea[name="text"]'), "照片上传要看得见进度");
    await page.unroute(/\/appeal$/);
    await page.getByRole("button", { name: "提交" }).click();
    await page.waitForURL(/\/receipt$/);
    await context.close();
  });
}

async function picking({ open, check }) {
  for (const javaScriptEnabled of [true, false])
    await check(`a body is found by its initials and chosen ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const context = await open({ ...DESK, javaScriptEnabled }), page = await signIn(context, "sujingwen");
      await page.goto("/appeal/queue?tab=new");
      await page.locator("#queue tbody tr a").first().click();
      await page.waitForURL(/\/desk(\?|$)/);
      const form = page.locator('form[action$="/dispatch"]', { has: page.locator("textarea") });
      const folded = page.locator("#send details:not([open])", { has: form });
      if (await folded.count()) await folded.locator("summary").first().click();
      await form.locator("textarea").fill("说明不会丢");
      await form.locator('input[name="find_org"]').fill("wyfw");
      if (!javaScriptEnabled) await form.getByRole("button", { name: "找" }).click();
      await form.locator("label.choice", { hasText: "物业服务" }).first().waitFor();
      await form.locator("label.choice", { hasText: "物业服务" }).locator("input").first().check();
      assert.equal(await form.locator("textarea").inputValue(), "说明不会丢");
      await context.close();
    });
  await check("at 400 % the form is seen, not the button alone", async () => {
    const context = await open({ viewport: { width: 360, height: 225 } }), page = await context.newPage();
    await page.goto("/appeal/new?at=YH-BL");
    assert.equal(await page.locator(".sticky").evaluate((e) => getComputedStyle(e).position), "static");
    await context.close();
  });
}

export async function forms(world) {
  await pressing(world);
  await sessions(world);
  await drafts(world);
  await picking(world);
}
