// hot.js: a hot issue from the first call to the all-clear: three residents, with and without scripts, and who keeps its card.
import assert from "node:assert";
import { axeOf } from "./pages.js";
import { enter, file } from "./story.js";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };

// What workers tell comes a moment later.
async function comes(page, path, text) {
  for (let i = 0; i < 40; i++) {
    await page.goto(path);
    if ((await page.locator("main").innerText()).includes(text)) return;
    await page.waitForTimeout(250);
  }
  throw new Error(`${path} never says ${text}`);
}

async function fits(page) {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "it is too wide");
  assert.deepEqual(await axeOf(page), []);
}

async function counted(page, text) {
  await page.goto("/appeal/new?at=YH-BL");
  await page.fill('textarea[name="text"]', text);
  await page.check('input[name="anon"][value="nobody"]');
}

async function receipt(page) {
  await page.waitForURL(/\/receipt$/);
  const [code, pin] = await page.locator(".plate.xl").allTextContents();
  assert.match(pin, /^\d{6}$/);
  assert.match(await page.locator("main").innerText(), /录像主机坏了，物业在换/);
  return code;
}

export async function hot({ open, check }) {
  const first = await open(PHONE), second = await open(PHONE), third = await open({ ...PHONE, javaScriptEnabled: false }), staff = await open(DESK);
  let lead, desk, card, two, three;

  await check("the first call of a hot issue gets a card", async () => {
    lead = (await file(await first.newPage(), { text: "地下车库监控坏了，车被划了没有录像" })).code;
    desk = await enter(staff, "sujingwen");
    await desk.goto("/hot/new?lead=" + lead);
    await fits(desk);
    await desk.fill('input[name="title"]', "车库监控坏了");
    await desk.fill('textarea[name="text"]', "录像主机坏了，物业在换。");
    await desk.fill('textarea[name="todo"]', "保安每小时巡一次。");
    await desk.fill('textarea[name="words"]', "监控、录像、摄像头");
    await desk.getByRole("button", { name: "开卡片" }).last().click();
    await desk.waitForURL(/\/hot\/R-\d{4}-\d{4}\/desk$/);
    card = /R-\d{4}-\d{4}/.exec(desk.url())[0];
  });
  if (!card) return;
  await check("the next caller sees it while writing, and is counted by one press", async () => {
    const page = await second.newPage();
    await counted(page, "车库的摄像头是黑的，三天了");
    await page.locator("#event button", { hasText: "就是这件，算上我家" }).click();
    two = await receipt(page);
    await fits(page);
  });
  await check("without scripts it is shown before anything is filed", async () => {
    const page = await third.newPage();
    await counted(page, "车库里的录像调不出来");
    await page.getByRole("button", { name: "提交" }).last().click();
    await page.getByRole("heading", { name: "这件事已经在办了" }).waitFor();
    await page.locator("button", { hasText: "就是这件，算上我家" }).click();
    three = await receipt(page);
  });
  await check("who keeps it sees three, when and where, and sends word", async () => {
    await desk.goto(`/hot/${card}/desk`);
    assert.match(await desk.locator("h1").innerText(), /3 户说的是同一件事/);
    await fits(desk);
    await desk.locator("summary", { hasText: "有新消息" }).click();
    await desk.fill('textarea[name="text"]', "主机换好了，正在接线，今晚能看。");
    await desk.getByRole("button", { name: "存下，告诉大家" }).last().click();
    await desk.getByText("存好了").waitFor();
  });
  await check("all three read the news in their own case", async () => {
    await comes(await first.newPage(), "/appeal/" + lead, "主机换好了，正在接线");
    await comes(await second.newPage(), "/appeal/" + two, "主机换好了，正在接线");
    await comes(await third.newPage(), "/appeal/" + three, "主机换好了，正在接线");
    const page = await second.newPage();
    await page.goto(`/hot/${card}?of=${two}`);
    await page.getByRole("heading", { name: "您的这一件还是您的" }).waitFor();
    await fits(page);
  });
  await check("the all-clear reaches all three", async () => {
    await desk.goto(`/hot/${card}/desk`);
    await desk.getByRole("link", { name: "看一遍，再告诉 3 户" }).click();
    await desk.fill('textarea[name="over"]', "监控好了，录像能查。");
    await desk.getByRole("button", { name: "过去了，告诉 3 户" }).click();
    await desk.getByText("正在告诉大家").waitFor();
    await comes(await first.newPage(), "/appeal/" + lead, "监控好了，录像能查");
    await comes(await second.newPage(), "/appeal/" + two, "监控好了，录像能查");
    await comes(await third.newPage(), "/appeal/" + three, "监控好了，录像能查");
    const page = await third.newPage();
    await counted(page, "车库的监控又黑了");
    await page.getByRole("button", { name: "提交" }).last().click();
    await page.waitForURL(/\/receipt$/);
  });
  for (const context of [first, second, third, staff]) await context.close();
}
