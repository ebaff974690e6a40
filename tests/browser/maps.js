// maps.js: a base map of the district's own, from its data folder.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { basemap } from "./basemap.js";

export async function maps({ data, command, open, check }) {
  const archive = join(data, "map.pmtiles");
  await check("the archive of the data folder lies under the map, fetched in pieces", async () => {
    writeFileSync(archive, basemap(114.0489, 22.6548));
    command("setting", "set", "map.file", "1");
    const context = await open();
    try {
      const page = await context.newPage(), parts = [];
      page.on("response", (answer) => { if (answer.url().includes("/territory/base.pmtiles")) parts.push(answer.status()); });
      // The setting holds from the next page that is made: kept pages are a minute old at most.
      await page.goto("/appeal/map?z=14&x=114.0489&y=22.6548");
      await page.locator(".leaflet-tile-loaded").first().waitFor();
      await page.waitForFunction(() => [...document.querySelectorAll("canvas.leaflet-tile")].some((canvas) => {
        const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data, colours = new Set();
        for (let i = 0; i < all.length; i += 4) colours.add(all[i] << 16 | all[i + 1] << 8 | all[i + 2]);
        return colours.size > 1;
      }));
      if (!parts.length || parts.some((status) => status !== 206)) throw new Error("answers: " + parts.join(" "));
      if (!(await page.locator("path.edge").count())) throw new Error("the boundaries are not drawn over it");
    } finally {
      await context.close();
      command("setting", "set", "map.file", "0");
      rmSync(archive, { force: true });
    }
  });
}
