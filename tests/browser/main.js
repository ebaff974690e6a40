// main.js: the program as people meet it: starts it with the demo district, opens it in Debian's chromium.
//
//   LINLI=path/to/linli ROOT=path/to/tree node main.js [PART…]   each check is one "ok" or "not ok" line, with the time it took
//   MADE=folder …                                                begins with a copy of this folder, where migrate and demo have run
//   PICTURES=accept …                                            only takes the pictures of the manuals anew
//   PICTURES=check …                                             only looks whether they are stale
//
// Parts are suites of ./test, with a server each: "people" use the program, every page is looked at in "light" and in "dark" letters.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { forms } from "./forms.js";
import { hot } from "./hot.js";
import { intake } from "./intake.js";
import { maps } from "./maps.js";
import { pages, weights } from "./pages.js";
import { pictures } from "./pictures.js";
import { presses } from "./presses.js";
import { story } from "./story.js";
import { urgent } from "./urgent.js";
import { listen } from "./listen.js";
import { whistle } from "./whistle.js";

const linli = process.env.LINLI, root = process.env.ROOT;
const data = mkdtempSync(join(tmpdir(), "linli-browser-"));
const db = "sqlite:" + join(data, "linli.db");
let server, browser, failed = 0;

export async function check(name, run) {
  const begun = Date.now(), took = () => ` (${((Date.now() - begun) / 1000).toFixed(1)} s)`;
  try {
    await run();
    console.log("ok " + name + took());
  } catch (error) {
    failed++;
    console.log("not ok " + name + took());
    console.log(String(error.message || error).split("\n").slice(0, 25).map((line) => "# " + line).join("\n"));
  }
}

function command(...words) {
  return execFileSync(linli, [...words, "--db", db], { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
}

// The address it says it listens at.
function serve() {
  server = spawn(linli, ["serve", "--db", db, "--data", data, "--listen", "127.0.0.1:0", "--demo", "--trust-proxy", "127.0.0.1"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (bytes) => {
      said += bytes;
      const found = /ready at (\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    server.on("exit", (status) => reject(new Error("the server ended with " + status)));
  });
}

function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

// A new browser window. What asks another origin, and what scripts complain about, is kept for two checks at the end.
const strays = [], complaints = [];
// Each window comes from a network of its own: what one network may do in a minute is not what is tried here.
let windows = 0;
async function open(url, options = {}) {
  windows++;
  const context = await browser.newContext({
    baseURL: url, locale: "zh-CN", timezoneId: "Asia/Shanghai",
    extraHTTPHeaders: { "X-Forwarded-For": `10.${windows >> 8}.${windows & 255}.1` }, ...options,
  });
  context.setDefaultTimeout(15000);
  context.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(url + "/") && !/^(data|blob):/.test(to)) strays.push(to);
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(message.text())) complaints.push(message.text());
  });
  return context;
}

function fill() {
  if (process.env.MADE) return cpSync(process.env.MADE, data, { recursive: true });
  command("migrate");
  command("demo", "--data", data);
}

const PARTS = {
  people: async (world) => {
    await pictures(world, process.env.PICTURES === "accept");
    if (process.env.PICTURES) return;
    await story(world);
    await forms(world);
    await urgent(world);
    await hot(world);
    await presses(world);
    await maps(world);
    await listen(world);
    await whistle(world);
    await intake(world);
  },
  light: async (world) => {
    await pages(world, ["zh light", "en elder"]);
    await weights(world);
  },
  dark: (world) => pages(world, ["en dark", "zh elder"]),
};

async function main() {
  const parts = process.argv.slice(2);
  fill();
  const url = await serve();
  browser = await launch();
  const world = { url, root, data, command, open: (options) => open(url, options), check };
  for (const part of parts.length ? parts : Object.keys(PARTS)) await PARTS[part](world);
  await check("no request leaves the server", () => {
    if (strays.length) throw new Error([...new Set(strays)].join("\n"));
  });
  await check("no script complains", () => {
    if (complaints.length) throw new Error([...new Set(complaints)].join("\n"));
  });
}

async function end() {
  if (browser) await browser.close().catch(() => {});
  if (server) {
    server.removeAllListeners("exit");
    const gone = new Promise((resolve) => server.on("exit", resolve));
    server.kill("SIGTERM");
    await gone;
  }
  rmSync(data, { recursive: true, force: true });
}

process.on("SIGTERM", () => end().then(() => process.exit(143)));
process.on("SIGINT", () => end().then(() => process.exit(130)));
main().catch((error) => {
  failed++;
  console.log("not ok the browser tests run to their end\n# " + error.stack);
}).then(end).then(() => process.exit(failed ? 1 : 0));
