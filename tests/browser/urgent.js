// urgent.js: whom to call, while writing and before sending, with and without scripts; and an alarm that is heard.
import assert from "node:assert";
import { file, signIn } from "./story.js";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };
const FIRE = "楼下着火了快来";

// Tones are counted, not heard.
function countTones() {
  window.tones = 0;
  window.AudioContext = class {
    constructor() { this.state = "running"; this.currentTime = 0; this.destination = {}; }
    createOscillator() { window.tones++; return { frequency: {}, connect() {}, start() {}, stop() {} }; }
    createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} }; }
    resume() { return Promise.resolve(); }
  };
}

async function fill(page) {
  await page.goto("/appeal/new?at=YH-BL");
  await page.fill('textarea[name="text"]', FIRE);
  await page.check('input[name="anon"][value="nobody"]');
}

async function band({ open, check }) {
  await check("whom to call stands there while one writes, and no word of it in an address", async () => {
    const context = await open(PHONE), page = await context.newPage(), asked = [];
    page.on("request", (request) => asked.push(decodeURIComponent(request.url())));
    await fill(page);
    await page.locator('#urgent [role="alert"] a[href="tel:119"]').waitFor();
    assert.ok(!asked.some((url) => url.includes("着火")), "the text travels in an address");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390), "the page is wider than the phone");
    await page.getByRole("button", { name: "提交" }).click();
    await page.waitForURL(/\/receipt$/);
    await page.locator('a[href="tel:119"]').waitFor();
    await context.close();
  });
  await check("without scripts the first press says whom to call and loses nothing, the second sends", async () => {
    const context = await open({ ...PHONE, javaScriptEnabled: false }), page = await context.newPage();
    await fill(page);
    await page.fill('input[name="spot"]', "一楼门厅");
    await page.getByRole("button", { name: "提交" }).click();
    await page.locator('[role="alert"] a[href="tel:119"]').waitFor();
    assert.equal(await page.inputValue('textarea[name="text"]'), FIRE);
    assert.equal(await page.inputValue('input[name="spot"]'), "一楼门厅");
    await page.getByRole("button", { name: "提交" }).click();
    await page.waitForURL(/\/receipt$/);
    await context.close();
  });
}

async function alarm({ open, check }) {
  await check("an urgent case is heard on an open desk until somebody has looked, and can be muted", async () => {
    const staff = await open(DESK), resident = await open(PHONE);
    await staff.addInitScript(countTones);
    const queue = await signIn(staff, "sujingwen");
    await queue.goto("/appeal/queue");
    await queue.locator("#alarm-seen, #alarm:empty").first().waitFor({ state: "attached" });
    if (await queue.locator("#alarm-seen").isVisible()) await queue.click("#alarm-seen");
    const before = await queue.evaluate(() => window.tones);
    const page = await resident.newPage();
    await fill(page);
    await page.locator("#urgent .note").waitFor();
    await page.getByRole("button", { name: "提交" }).click();
    await page.waitForURL(/\/receipt$/);
    const code = await page.locator(".plate.xl").first().textContent();
    await queue.locator(`[data-alarm^="${code}."]`).waitFor();
    await queue.waitForFunction((n) => window.tones > n, before);
    await queue.waitForFunction(() => document.title.startsWith("("));
    const heard = await queue.evaluate(() => window.tones);
    await queue.waitForFunction((n) => window.tones > n, heard); // again, as long as nobody looked
    await queue.click("#alarm-mute");
    assert.match(await queue.locator("#alarm-until").textContent(), /静音到 \d\d:\d\d/);
    await queue.click("#alarm-seen");
    assert.ok(!(await queue.title()).startsWith("("));
    assert.ok((await queue.locator("#queue tbody tr").first().textContent()).includes("急件"), "it does not stand first");
    await queue.evaluate(() => localStorage.clear());
    await staff.close();
    await resident.close();
  });
  await check("to whom each goes is shown before several are dispatched, and one press takes them back, without scripts", async () => {
    const resident = await open(PHONE), { code } = await file(await resident.newPage(), { text: "三号楼下面的地下车库灯坏了，积水两周，请来修。", place: "和平里片区 3号楼" });
    await resident.close();
    const context = await open({ ...DESK, javaScriptEnabled: false }), page = await signIn(context, "sujingwen");
    await page.goto("/appeal/queue?tab=new");
    await page.locator("#queue tbody input").first().check(); // it is urgent
    await page.locator("#queue tbody tr", { hasText: code }).locator("input").check();
    await page.getByRole("button", { name: "派件", exact: true }).click();
    await page.locator("main", { hasText: "这是急件" }).first().waitFor();
    await page.getByRole("button", { name: "派这 1 件" }).click();
    await page.getByRole("button", { name: "派错了，收回这 1 件" }).click();
    await page.locator("main", { hasText: "都收回来了" }).first().waitFor();
    await context.close();
  });
}

export async function urgent(world) {
  await band(world);
  await alarm(world);
}
