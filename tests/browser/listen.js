// listen.js: a tea session of nine matters, typed by keyboard while people speak, and ended; the words outlive a closed page and a lost network.
import assert from "node:assert";
import { enter } from "./story.js";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };
const NINE = Array.from({ length: 9 }, (_, i) => `地下车库第 ${i + 1} 盏灯不亮`);

async function begin(page, title) {
  await page.goto("/listen/new");
  await page.check('input[name="kind"][value="tea"]');
  await page.fill('input[name="title"]', title);
  await page.fill('input[name="host"]', "社区书记");
  await page.check('input[name="now"]');
  await page.getByRole("button", { name: "记下" }).last().click();
  await page.waitForURL(/\/enter$/);
  return /L-\d{4}-\d{4}/.exec(page.url())[0];
}

export async function listen({ open, check }) {
  const context = await open(DESK), page = await enter(context, "sujingwen");
  const day = new Date(Date.now() + 7 * 864e5).toISOString().slice(0, 10);
  let code;
  await check("nine matters are typed by keyboard alone, a line each", async () => {
    code = await begin(page, "九件事");
    await page.focus('input[name="text1"]');
    for (const text of NINE) {
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    }
    assert.deepEqual(await page.locator('input[name^="text"]').evaluateAll((all) => all.map((i) => i.value).filter(Boolean)), NINE);
  });
  await check("what was typed and not sent is offered when the page is opened again", async () => {
    await page.reload();
    assert.equal(await page.inputValue('input[name="text1"]'), "");
    await page.getByRole("button", { name: "放回来" }).click();
    assert.equal(await page.inputValue('input[name="text9"]'), NINE[8]);
  });
  await check("without a network nothing is sent and nothing lost; with it, it is saved by itself", async () => {
    await context.setOffline(true);
    await page.getByRole("button", { name: "记下，接着听" }).click();
    await page.locator("#offline").waitFor({ state: "visible" });
    assert.equal(await page.inputValue('input[name="text9"]'), NINE[8]);
    await context.setOffline(false);
    await page.getByText("记了 9 条").waitFor();
    assert.equal(await page.locator("#draft").isVisible(), false);
  });
  await check("it cannot end before each line is settled or has an owner and a day", async () => {
    await page.getByRole("button", { name: "结束", exact: true }).last().click();
    await page.getByText("还没有人负责").first().waitFor();
    for (let i = 1; i <= 9; i++) {
      assert.equal(await page.inputValue(`input[name="text${i}"]`), NINE[i - 1]);
      if (i % 3 === 0) await page.fill(`input[name="words${i}"]`, "物业在场，当场答应今晚换");
      else {
        await page.selectOption(`select[name="owner${i}"]`, { index: 1 });
        await page.fill(`input[name="day${i}"]`, day);
      }
    }
    await page.fill('input[name="came"]', "12");
    await page.check('input[name="shown"]');
    await page.getByRole("button", { name: "结束", exact: true }).last().click();
    await page.waitForURL(new RegExp(`/listen/${code}$`));
    await page.getByText("提了 9 件，当场说清 3 件").waitFor();
    assert.equal(await page.locator('a[href^="/appeal/"][href$="/desk"]').count(), 6);
  });
  await check("without scripts it is a form with lines to spare", async () => {
    const plain = await open({ ...PHONE, javaScriptEnabled: false }), form = await enter(plain, "sujingwen");
    await begin(form, "没有脚本也能记");
    assert.equal(await form.locator('input[name^="text"]').count(), 3);
    await form.fill('input[name="text1"]', "健身器材松了");
    await form.fill('input[name="words1"]', "当场拧紧了");
    await form.getByRole("button", { name: "记下，接着听" }).click();
    assert.equal(await form.locator('input[name^="text"]').count(), 4);
    await plain.close();
  });
  await context.close();
}
