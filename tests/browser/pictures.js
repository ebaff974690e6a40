// pictures.js: the pictures of docs/manual: takes them, and notices when a page is no longer what its picture shows.
//
// Pixels differ with every font, so a picture is held against what stands on its page: headings, names of fields and columns, buttons,
// in their order and with # for digits. docs/manual/img/pictures.json keeps that; ./test --accept-pictures writes both anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { enter } from "./story.js";

const PHONE = { width: 390, height: 844 }, DESK = { width: 1200, height: 780 }, WEIGHT = 60 * 1024;

// A case of the demo by its title: codes carry the month.
async function open(page, list, title, under = "") {
  await page.goto(list);
  await page.goto((await page.locator("main a", { hasText: title }).first().getAttribute("href")) + under);
}

async function receipt(page) {
  await page.goto("/appeal/new?at=YH-BL");
  await page.fill('textarea[name="text"]', "2单元一楼楼道灯坏了快一周，晚上老人下楼看不见。");
  await page.check('input[name="anon"][value="nobody"]');
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.waitForURL(/\/receipt$/);
}

async function desk(page, title) {
  await page.goto("/appeal/queue?tab=all&q=" + encodeURIComponent(title));
  await page.goto(await page.locator("main tbody a").first().getAttribute("href"));
}

const PICTURES = [
  { name: "home", look: PHONE, go: (page) => page.goto("/?c=YH-BL") },
  { name: "new", look: PHONE, go: (page) => page.goto("/appeal/new?at=YH-BL") },
  { name: "receipt", look: PHONE, go: receipt },
  { name: "case", look: PHONE, login: "linxiaoman", go: (page) => open(page, "/appeal/mine", "2单元一楼楼道灯不亮") },
  { name: "book", look: PHONE, login: "linxiaoman", go: (page) => page.goto("/share?place=YH-BL") },
  { name: "queue", look: DESK, login: "sujingwen", go: (page) => page.goto("/appeal/queue") },
  { name: "desk", look: DESK, login: "sujingwen", go: (page) => desk(page, "楼下101好像要开麻将馆") },
  { name: "enter", look: DESK, login: "sujingwen", go: (page) => page.goto("/appeal/enter?at=YH-BL") },
  { name: "reply", look: DESK, login: "shangqiming", go: (page) => desk(page, "3号楼电梯一个月停三回"), at: 'form[action$="/reply"] button' },
  { name: "people", look: DESK, login: "caoyunqi", go: (page) => page.goto("/account/people") },
  { name: "catalogue", look: DESK, login: "caoyunqi", go: (page) => page.goto("/catalogue") },
  { name: "territory", look: DESK, login: "caoyunqi", go: (page) => page.goto("/territory/YH-BL-B3") },
  { name: "poster", look: PHONE, login: "caoyunqi", go: (page) => page.goto("/territory/YH-BL-B3/poster") },
];

// What stands on the page, without what the demo fills in.
function outline() {
  const seen = [], words = (e) => {
    const copy = e.cloneNode(true);
    copy.querySelectorAll("select, .count").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim().replace(/\d+/g, "#").slice(0, 60);
  };
  for (const e of document.querySelectorAll("h1, h2, h3, legend, label, th, dt, summary, button, main nav a")) {
    if (e.closest("tbody, footer, [hidden]") || !words(e)) continue;
    const line = `${e.tagName.toLowerCase()} ${words(e)}`;
    if (!seen.includes(line)) seen.push(line);
  }
  return seen;
}

async function shoot(page) {
  const wire = await page.context().newCDPSession(page);
  for (const quality of [82, 65, 45, 30]) {
    const { data } = await wire.send("Page.captureScreenshot", { format: "webp", quality });
    const bytes = Buffer.from(data, "base64");
    if (bytes.length < WEIGHT || quality === 30) return bytes;
  }
}

function difference(was, is) {
  const lines = [...is.filter((l) => !was.includes(l)).map((l) => "+ " + l), ...was.filter((l) => !is.includes(l)).map((l) => "- " + l)];
  return (lines.length ? lines : ["the order changed"]).join("\n");
}

// Every picture is shown by a manual of each language, and none is missing or heavy.
function shown(folder) {
  const manuals = readdirSync(folder).filter((name) => name.endsWith(".md")), wrong = [];
  for (const lang of ["zh-CN", "en"]) {
    const text = manuals.filter((name) => name.endsWith(`.${lang}.md`)).map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
    const named = [...text.matchAll(/\]\(img\/([a-z]+)\.webp\)/g)].map((found) => found[1]);
    for (const name of named) if (!PICTURES.some((p) => p.name === name)) wrong.push(`${lang}: nobody takes ${name}`);
    for (const { name } of PICTURES) if (!named.includes(name)) wrong.push(`${lang}: no manual shows ${name}`);
  }
  for (const { name } of PICTURES) {
    const file = join(folder, "img", name + ".webp");
    if (!existsSync(file)) wrong.push(`${name}.webp is missing`);
    else if (readFileSync(file).length >= WEIGHT) wrong.push(`${name}.webp weighs ${readFileSync(file).length} bytes`);
  }
  return wrong;
}

// A page with another word or without a field is another page; other figures are not.
async function noticed(world) {
  const context = await world.open({ viewport: PHONE }), page = await context.newPage();
  await page.goto("/appeal/track");
  const was = difference([], await page.evaluate(outline));
  const after = async (change) => (await page.evaluate(change), difference([], await page.evaluate(outline)) !== was);
  const wrong = [];
  if (await after(() => { document.querySelector("main h1, main h2").append(" "); })) wrong.push("white space counts");
  if (!(await after(() => { document.querySelector("main button").textContent = "别的"; }))) wrong.push("another word is not seen");
  await page.reload();
  if (!(await after(() => { document.querySelector("main label").remove(); }))) wrong.push("a field that went is not seen");
  await context.close();
  if (wrong.length) throw new Error(wrong.join("\n"));
}

// accept: take them all anew.
export async function pictures(world, accept) {
  const folder = join(world.root, "docs/manual"), kept = join(folder, "img/pictures.json");
  const was = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {}, is = {};
  for (const picture of PICTURES) {
    await world.check(`the picture ${picture.name} shows the page as it is`, async () => {
      const context = await world.open({ viewport: picture.look });
      await context.addCookies([{ name: "theme", value: "light", url: world.url }]);
      const page = picture.login ? await enter(context, picture.login) : await context.newPage();
      await picture.go(page);
      if (picture.at) await page.locator(picture.at).first().scrollIntoViewIfNeeded();
      is[picture.name] = await page.evaluate(outline);
      if (accept) writeFileSync(join(folder, "img", picture.name + ".webp"), await shoot(page));
      await context.close();
      if (!accept && JSON.stringify(was[picture.name]) !== JSON.stringify(is[picture.name]))
        throw new Error(`it is stale (./test --accept-pictures takes it anew)\n${difference(was[picture.name] ?? [], is[picture.name])}`);
    });
  }
  if (accept) writeFileSync(kept, JSON.stringify(is, null, 1) + "\n");
  await world.check("a page that changed is noticed", () => noticed(world));
  await world.check("every picture is shown and light", () => {
    const wrong = shown(folder);
    if (wrong.length) throw new Error(wrong.join("\n"));
  });
}
