// pages.js: every main page: for everybody's eyes and hands, valid, light, and as wide as the screen.
import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import { Validator } from "@seriousme/openapi-schema-validator";
import { signIn } from "./story.js";

const LOOKS = [
  { name: "zh light", cookies: { lang: "zh", theme: "light" } },
  { name: "en dark", cookies: { lang: "en", theme: "dark" } },
  { name: "zh elder", cookies: { lang: "zh", elder: "1", theme: "light" } },
];
const WIDTHS = [320, 390, 1440];
const WEIGHT = 60 * 1024;
const RULES = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "require-sri": "off" } });

// What everybody may open, and what each of the staff has besides. CODE is a public case.
const PUBLIC = ["/", "/appeal", "/appeal/map", "/appeal/new", "/appeal/new?at=YH-BL", "/appeal/track", "/appeal/CODE", "/appeal/mine",
  "/ledger", "/ledger?c=YH-BL&period=year", "/territory", "/catalogue", "/account", "/account/sign-in",
  "/account/sign-in?by=phone", "/no/such/page"];
const OWN = {
  linxiaoman: ["/", "/account", "/account/profile", "/account/phone", "/account/erase", "/account/sessions/end", "/account/tokens", "/account/totp", "/appeal/mine"],
  sujingwen: ["/appeal/queue", "/appeal/queue?tab=all", "/appeal/CODE/desk", "/appeal/enter?at=YH-BL", "/territory"],
  caoyunqi: ["/account/people", "/account/people/new", "/account/orgs", "/catalogue"],
};

function shorten(list) {
  return [...new Set(list)].join("\n");
}

async function publicCase(page) {
  await page.goto("/appeal?c=YH-BL");
  const href = await page.locator('main a[href^="/appeal/BL-"]').first().getAttribute("href");
  return href.slice("/appeal/".length);
}

async function readers({ open, url }, look) {
  const list = [];
  for (const login of [null, ...Object.keys(OWN)]) {
    const context = await open({ viewport: { width: 390, height: 844 } });
    await context.addCookies(Object.entries(look.cookies).map(([name, value]) => ({ name, value, url })));
    const page = login ? await signIn(context, login) : await context.newPage();
    list.push({ login: login || "visitor", context, page, paths: login ? OWN[login] : PUBLIC });
  }
  return list;
}

// What axe says of the page as it stands.
async function axeOf(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 140)).join(" | ")}`);
}

async function validOf(context, path) {
  const answer = await context.request.get(path), report = await RULES.validateString(await answer.text());
  return report.results.flatMap((r) => r.messages).map((m) => `${m.ruleId}: ${m.message} (line ${m.line})`);
}

// Wider than the window? Names what sticks out.
function tooWide() {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return "";
  const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > most + 1);
  return `${document.documentElement.scrollWidth} > ${most}: ` + out.slice(0, 3).map((e) => e.tagName + "." + e.className).join(", ");
}

async function inLook(world, look, code) {
  const wrong = { axe: [], html: [], width: [], status: [] };
  for (const { login, context, page, paths } of await readers(world, look)) {
    for (const raw of paths) {
      const path = raw.replace("CODE", code), at = `${login} ${path}: `;
      const answer = await page.goto(path);
      if (answer.status() >= 400 && path !== "/no/such/page") wrong.status.push(at + answer.status());
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 844 });
        const out = await page.evaluate(tooWide);
        if (out) wrong.width.push(`${at}${width}: ${out}`);
        if (width !== 320) wrong.axe.push(...(await axeOf(page)).map((w) => `${at}${width}: ${w}`));
      }
      wrong.html.push(...(await validOf(context, path)).map((w) => at + w));
    }
    await context.close();
  }
  for (const [what, list] of Object.entries({ "is answered": wrong.status, "has no violation for axe": wrong.axe, "is valid HTML": wrong.html, "fits 320, 390 and 1440": wrong.width }))
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

async function weights(world, code) {
  for (const path of ["/", "/appeal", "/appeal/new?at=YH-BL", "/appeal/CODE", "/appeal/track", "/ledger", "/territory", "/account/sign-in"])
    await world.check(`${path} weighs less than 60 KB`, async () => {
      const bytes = await weightOf(world, path.replace("CODE", code));
      if (bytes >= WEIGHT) throw new Error(`${bytes} bytes`);
    });
}

async function document({ url, check }) {
  await check("openapi.json is valid OpenAPI", async () => {
    const result = await new Validator().validate(await (await fetch(url + "/api/openapi.json")).json());
    if (!result.valid) throw new Error(JSON.stringify(result.errors, null, 1).slice(0, 2000));
  });
}

export async function pages(world) {
  const context = await world.open(), code = await publicCase(await context.newPage());
  await context.close();
  for (const look of LOOKS) await inLook(world, look, code);
  await weights(world, code);
  await document(world);
}
