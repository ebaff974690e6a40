// intake.js: a table of cases that is taken in while one watches: its page counts on by itself, is stopped and gone on with, and says
// at the end what did not go in; the same table once more brings nothing twice.
import assert from "node:assert";
import { axeOf } from "./pages.js";
import { enter } from "./story.js";

const DESK = { viewport: { width: 1440, height: 900 } };
const ROWS = 1200, BAD = 7;

function table(stamp) {
  const lines = ["编号,标题,内容,时间,地点"];
  for (let i = 1; i <= ROWS; i++) lines.push(`旧-${stamp}-${i},第 ${i} 盏路灯不亮,路口第 ${i} 盏灯晚上不亮,${i === BAD ? "不知道" : "2026-10-04 09:00"},北岭社区`);
  return { name: "旧系统.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n") + "\n") };
}

async function begin(page, file) {
  await page.goto("/appeal/import");
  await page.setInputFiles('input[name="file"]', file);
  await page.getByRole("button", { name: "看看会收成什么样" }).click();
  await page.waitForURL(/\/import\/map/);
  await page.getByRole("button", { name: /就这样导入/ }).click();
  await page.waitForURL(/\/import\/\d+$/);
}

export async function intake({ open, check }) {
  const context = await open(DESK), page = await enter(context, "caoyunqi"), file = table(Date.now());
  const over = () => page.locator("#take:not([data-running])").waitFor({ timeout: 120000 });
  await check("a table that is being taken in is watched: its page counts on by itself, and ends by itself", async () => {
    await begin(page, file);
    const first = await page.locator("#take [role=status]").innerText();
    await page.evaluate(() => { window.watched = true; });
    if (await page.locator("#take[data-running]").count()) {
      await page.waitForFunction((was) => document.querySelector("#take [role=status]").innerText !== was, first, { timeout: 60000 });
      // What counts on is a part of the page; whole it is loaded again only for the buttons of its end.
      const still = await page.evaluate(() => window.watched || !document.querySelector("#take[data-running]"));
      assert.ok(still, "the page was loaded again while it counted");
      await over();
    }
    assert.match(await page.locator("#take").innerText(), /没有收 1 行/);
    assert.equal(await page.locator("#take progress").getAttribute("value"), "1000");
    assert.equal(await page.getByRole("link", { name: "下载没有收的行" }).count(), 1);
    assert.equal((await axeOf(page)).length, 0);
  });
  await check("the same table again brings no case twice, also when it was stopped and gone on with", async () => {
    await begin(page, file);
    const stop = page.getByRole("button", { name: "先停下" });
    if (await stop.count()) {
      await stop.click();
      const go = page.getByRole("button", { name: "接着收" });
      await go.or(page.getByRole("link", { name: "去工单队列" })).first().waitFor();
      if (await go.count()) await go.first().click();
    }
    await over();
    assert.match(await page.locator("#take").innerText(), new RegExp(`新收 0 件，以前收过的 ${(ROWS - 1).toLocaleString("en")} 件`));
  });
  await context.close();
}
