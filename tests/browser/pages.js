// pages.js: every main page: for everybody's eyes and hands, valid, light, and as wide as the screen.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import { Validator } from "@seriousme/openapi-schema-validator";
import { enter } from "./story.js";

const LOOKS = [
  { name: "zh light", cookies: { lang: "zh", theme: "light" } },
  { name: "en dark", cookies: { lang: "en", theme: "dark" } },
  { name: "zh elder", cookies: { lang: "zh", elder: "1", theme: "light" }, large: true },
  // The widest words in the largest letters: only whether they fit.
  { name: "en elder", cookies: { lang: "en", elder: "1", theme: "light" }, large: true, fit: true },
];
const WIDTHS = [320, 390, 1440];
const WEIGHT = 60 * 1024;
const RULES = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "require-sri": "off" } });

// What everybody may open, and what each of the staff has besides, by login: each feature's test/pages.json, and for what
// spans several tests/browser/pages.json. CODE is a public case; "/list > /list/A-*/edit" is the page "/edit" of the first link of
// "/list" whose address begins with "/list/A-".
function allPages(root) {
  const features = readdirSync(join(root, "src/features"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = [...features.map((entry) => join(root, "src/features", entry.name, "test/pages.json")), join(root, "tests/browser/pages.json")];
  const all = { visitor: [] };
  for (const file of files.filter((name) => existsSync(name)))
    for (const [login, paths] of Object.entries(JSON.parse(readFileSync(file, "utf8")))) (all[login] ??= []).push(...paths);
  return all;
}

// Where the time of a look goes, in seconds by what is done: "#" lines of the log.
const spent = {};
async function timed(what, work) {
  const begun = Date.now();
  try {
    return await work();
  } finally {
    spent[what] = (spent[what] ?? 0) + (Date.now() - begun) / 1000;
  }
}

function shorten(list) {
  return [...new Set(list)].join("\n");
}

async function publicCase(page) {
  await page.goto("/appeal?c=YH-BL");
  const href = await page.locator('main a[href^="/appeal/BL-"]').first().getAttribute("href");
  return href.slice("/appeal/".length);
}

// What axe says of the page as it stands; rules: only these, all when there are none.
export async function axeOf(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate((only) => window.axe.run(document, { resultTypes: ["violations"], ...(only && { runOnly: only }) }), rules);
  return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 140)).join(" | ")}`);
}

async function validOf(answer) {
  const report = await RULES.validateString(await answer.text());
  return report.results.flatMap((r) => r.messages).map((m) => `${m.ruleId}: ${m.message} (line ${m.line})`);
}

// Wider than the window? Names what sticks out.
function tooWide() {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return "";
  const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > most + 1);
  return `${document.documentElement.scrollWidth} > ${most}: ` + out.slice(0, 3).map((e) => e.tagName + "." + e.className).join(", ");
}

// The pages of one view differ in what stands in them, not in their elements: axe looks at the first. Another look changes
// colours alone.
function axeRules(seen, login, path, look) {
  if (look.fit) return null;
  const view = `${look.name} ${login} ${path.split("?")[0]}`;
  if (seen.has(view)) return null;
  seen.add(view);
  return look === LOOKS[0] ? [] : ["color-contrast"];
}

async function resolve(page, path) {
  const [list, wanted] = path.split(" > ");
  if (!wanted) return path;
  const [begin, rest] = wanted.split("*");
  await page.goto(list);
  const href = await page.locator(`main a[href^="${begin}"]`).first().getAttribute("href");
  return href.split("?")[0] + rest;
}

// One reader's pages in one look; adds what is wrong.
async function readAll(world, look, login, paths, seen, wrong) {
  const context = await world.open({ viewport: { width: 390, height: 844 } });
  await context.addCookies(Object.entries(look.cookies).map(([name, value]) => ({ name, value, url: world.url })));
  const page = login === "visitor" ? await context.newPage() : await enter(context, login);
  for (const wanted of paths) {
    const path = await resolve(page, wanted), at = `${login} ${path}: `;
    const answer = await timed("opening", () => page.goto(path)), rules = axeRules(seen, login, wanted, look);
    if (answer.status() >= 400 && path !== "/no/such/page") wrong.status.push(at + answer.status());
    for (const width of WIDTHS) {
      const out = await timed("widths", async () => (await page.setViewportSize({ width, height: 844 }), page.evaluate(tooWide)));
      if (out) wrong.width.push(`${at}${width}: ${out}`);
      if (rules && width !== 320) wrong.axe.push(...(await timed(rules.length ? "axe, colours" : "axe, all", () => axeOf(page, rules.length ? rules : undefined))).map((w) => `${at}${width}: ${w}`));
    }
    // Large text is other numbers in the style sheet: the page's text is that of the first look.
    if (!look.large) wrong.html.push(...(await timed("validating", () => validOf(answer))).map((w) => at + w));
  }
  await context.close();
}

// Runs the jobs, two at once.
async function twoAtOnce(jobs) {
  const worker = async () => { for (let job; (job = jobs.shift());) await job(); };
  await Promise.all([worker(), worker()]);
}

async function inLooks(world, looks, code) {
  const seen = new Set(), jobs = [], all = allPages(world.root);
  const wrong = looks.map(() => ({ axe: [], html: [], width: [], status: [] }));
  for (const [i, look] of looks.entries())
    for (const [login, paths] of Object.entries(all))
      jobs.push(() => readAll(world, look, login, paths.map((path) => path.replace("CODE", code)), seen, wrong[i]));
  await twoAtOnce(jobs);
  console.log("# " + Object.entries(spent).map(([what, s]) => `${what} ${s.toFixed(0)} s`).join(", "));
  for (const [i, look] of looks.entries())
    for (const [what, list] of Object.entries({ "is answered": wrong[i].status, "has no violation for axe": wrong[i].axe, "is valid HTML": wrong[i].html, "fits 320, 390 and 1440": wrong[i].width }))
      await world.check(`every page ${what}, ${look.name}`, () => {
        if (list.length) throw new Error(shorten(list));
      });
}

// Everything a first visit brings over the line.
async function weightOf(world, path) {
  const context = await world.open({ viewport: { width: 390, height: 844 } }), page = await context.newPage();
  const wire = await context.newCDPSession(page);
  let bytes = 0;
  await wire.send("Network.enable");
  wire.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
  await page.goto(path, { waitUntil: "networkidle" });
  await context.close();
  return bytes;
}

async function codeOf(world) {
  const context = await world.open(), code = await publicCase(await context.newPage());
  await context.close();
  return code;
}

export async function weights(world) {
  const code = await codeOf(world);
  for (const path of ["/", "/appeal", "/appeal/new?at=YH-BL", "/appeal/CODE", "/appeal/track", "/ledger", "/territory", "/account/sign-in"])
    await world.check(`${path} weighs less than 60 KB`, async () => {
      const bytes = await weightOf(world, path.replace("CODE", code));
      if (bytes >= WEIGHT) throw new Error(`${bytes} bytes`);
    });
  await world.check("openapi.json is valid OpenAPI", async () => {
    const result = await new Validator().validate(await (await fetch(world.url + "/api/openapi.json")).json());
    if (!result.valid) throw new Error(JSON.stringify(result.errors, null, 1).slice(0, 2000));
  });
}

// Every page in the looks of these names.
export async function pages(world, names) {
  await inLooks(world, LOOKS.filter((look) => names.includes(look.name)), await codeOf(world));
}
