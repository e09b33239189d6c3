/**
 * How soon the page shows something: first contentful paint of each view in headless Chromium, as the browser reports it, cold (nothing
 * kept) and again with what the first load left.
 *
 *     node bench/site/paint.ts http://localhost:8787 --loads 15
 */
import { arch, cpus } from "node:os";
import { parseArgs } from "node:util";
import { weighSite } from "../../site/build.ts";
import { type Page, startChromium } from "../../test/engine-package/chromium.ts";

const VIEWS = ["/", "/leaderboard?suite=glue/sst2", "/model/sst2-kronecker-19x", "/experiments"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { loads: { type: "string", default: "15" } },
});
const [url] = positionals;
const loads = Number(values.loads);
if (url === undefined || !(loads >= 1)) {
  console.error("node bench/site/paint.ts URL [--loads N]");
  process.exit(2);
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
const told = (numbers: readonly number[]) => `${median(numbers).toFixed(0)} / ${Math.max(...numbers).toFixed(0)}`;

async function paintOf(page: Page, address: string): Promise<number> {
  await page.goto(address);
  return page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
    }).observe({ type: "paint", buffered: true });
  })`);
}

const bytes = (await weighSite()).reduce((sum, each) => sum + each.bytes, 0);
console.log(
  `${cpus()[0]!.model.trim()}, ${cpus().length} cores, ${arch()}; the page with everything: ${bytes} bytes gzipped`,
);
console.log("| view | cold, ms: median / slowest | again |\n|---|---:|---:|");
const chromium = await startChromium();
try {
  for (const view of VIEWS) {
    const [cold, warm]: [number[], number[]] = [[], []];
    for (let load = 0; load < loads; load++) {
      const page = await chromium.page();
      await page.call("Network.enable");
      await page.call("Network.clearBrowserCache");
      cold.push(await paintOf(page, url + view));
      warm.push(await paintOf(page, url + view));
      await page.call("Page.close");
    }
    console.log(`| ${view} | ${told(cold)} | ${told(warm)} |`);
  }
} finally {
  await chromium.close();
}
