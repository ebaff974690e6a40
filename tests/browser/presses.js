// presses.js: what the everyday stories cost: presses, loads, and the order of a call; narrow and large pages that once did not wrap.
import assert from "node:assert";
import { signIn } from "./story.js";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };

// A page whose presses and loads are counted; typing is none.
function counted(page) {
  const count = { presses: 0, loads: 0 };
  page.on("framenavigated", (frame) => { if (frame === page.mainFrame()) count.loads++; });
  count.press = async (locator) => {
    count.presses++;
    await locator.click();
  };
  return count;
}

async function filing({ open, check }) {
  await check("filing from the poster is five presses at most", async () => {
    const context = await open(PHONE), page = await context.newPage();
    await page.goto("/appeal/new?at=YH-BL-B3&via=poster");
    const count = counted(page);
    await count.press(page.locator('textarea[name="text"]'));
    await page.keyboard.type("三号楼门口的台阶松了，踩上去会晃");
    await count.press(page.locator("label.choice", { has: page.locator('input[name="anon"][value="nobody"]') }));
    await count.press(page.getByRole("button", { name: "提交" }));
    await page.waitForURL(/\/receipt$/);
    assert.ok(count.presses <= 5 && count.loads === 1, JSON.stringify(count));
    assert.match(await page.locator("main").innerText(), /转给家人/);
    await context.close();
  });
  await check("a link is handed on: copied where the device cannot share", async () => {
    const context = await open({ ...PHONE, permissions: ["clipboard-read", "clipboard-write"] }), page = await context.newPage();
    await page.addInitScript(() => { Object.defineProperty(window.navigator, "share", { value: undefined }); });
    await page.goto("/appeal/new?at=YH-BL-B3&via=poster");
    await page.fill('textarea[name="text"]', "五号楼门口的灯罩掉了一半");
    await page.check('input[name="anon"][value="nobody"]');
    await page.getByRole("button", { name: "提交" }).click();
    await page.waitForURL(/\/receipt$/);
    await page.getByRole("button", { name: "转给家人" }).click();
    await page.getByText("链接复制好了").waitFor();
    assert.match(await page.evaluate(() => window.navigator.clipboard.readText()), /\/appeal\/BL-\d{4}-\d{4}$/);
    await context.close();
  });
}

async function dispatching({ open, check }) {
  await check("a case nobody has classed is sent by one press and one load", async () => {
    const context = await open(DESK), visitor = await context.newPage();
    await visitor.goto("/appeal/new?at=YH-BL-B3");
    await visitor.fill('textarea[name="text"]', "楼道灯不亮了，三楼到四楼全黑");
    await visitor.check('input[name="anon"][value="nobody"]');
    await visitor.locator("details", { hasText: "自己选" }).locator("summary").first().click().catch(() => {});
    await visitor.evaluate(() => document.querySelectorAll('input[name="item"]').forEach((i) => { i.checked = false; }));
    await visitor.getByRole("button", { name: "提交" }).click();
    await visitor.waitForURL(/\/receipt$/);
    const code = (await visitor.locator(".plate.xl").first().textContent()).trim();
    const page = await signIn(context, "sujingwen");
    await page.goto("/appeal/" + code + "/desk");
    const count = counted(page);
    await count.press(page.locator("#send button.pri:visible").first());
    await page.waitForURL((to) => !to.pathname.endsWith("/dispatch"));
    await page.waitForLoadState();
    assert.deepEqual([count.presses, count.loads], [1, 1]);
    assert.match(await page.locator("main").innerText(), /派/);
    await context.close();
  });
}

async function calling({ open, check }) {
  await check("a call is entered in its order: who calls, what, where", async () => {
    const context = await open(DESK), page = await signIn(context, "sujingwen");
    await page.goto("/appeal/enter");
    const order = await page.evaluate(() => [...document.querySelectorAll("main form input, main form textarea, main form select")]
      .filter((field) => field.type !== "hidden" && field.getClientRects().length).map((field) => field.name || field.id));
    const at = (name) => { const i = order.indexOf(name); assert.ok(i >= 0, name + " is missing: " + order); return i; };
    assert.ok(at("phone") < at("text") && at("text") < at("find_place"), String(order));
    await context.close();
  });
}

async function fitting({ open, check }) {
  await check("whom to call fits 320 px, also in large text and English", async () => {
    const context = await open({ viewport: { width: 320, height: 640 } }), page = await context.newPage();
    for (const look of ["", "大字", "English"]) {
      if (look) await page.locator(`footer a:text-is("${look}")`).click();
      await page.goto("/urgent");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, look + " is " + wide + " px wide");
    }
    await context.close();
  });
  await check("a poster is one sheet, A4 and A5, and fifty are fifty", async () => {
    const context = await open(DESK), page = await context.newPage();
    const sheets = async (path) => {
      await page.goto(path);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      return [(pdf.match(/\/Type \/Page\b/g) || []).length, /\/MediaBox \[0 0 (\d+)/.exec(pdf)[1]];
    };
    assert.deepEqual(await sheets("/territory/YH-BL-B3/poster"), [1, "594"]);
    assert.deepEqual(await sheets("/territory/YH-BL-B3/poster?size=a5"), [1, "420"]);
    await page.goto("/territory/YH-BL/posters");
    const all = await page.locator(".poster").count();
    assert.deepEqual(await sheets("/territory/YH-BL/posters"), [all, "594"]);
    await context.close();
  });
}

async function choosing({ open, check }) {
  for (const javaScriptEnabled of [true, false])
    await check(`a home is found by its name and chosen ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const context = await open({ ...PHONE, javaScriptEnabled }), page = await signIn(context, "bianyulu");
      await page.goto("/account/profile");
      await page.fill('input[name="find_home"]', "和平里3号楼");
      await page.locator('[data-pick] button').click();
      await page.locator("label.choice", { hasText: "3号楼2单元" }).locator("input").first().check();
      await page.getByRole("button", { name: "保存" }).last().click();
      await page.waitForURL(/\/account$/);
      assert.match(await page.locator("main").innerText(), /3号楼2单元/);
      await context.close();
    });
}

export async function presses(world) {
  await filing(world);
  await dispatching(world);
  await calling(world);
  await fitting(world);
  await choosing(world);
}
