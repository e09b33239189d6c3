/** A picture of a view, once it has what it waits for. */
import type { Chromium } from "../engine-package/chromium.ts";

export interface Wanted {
  url: string;
  width: number;
  colours?: "light" | "dark";
  /** An element that is there when all is. */
  until: string;
  /** What is done before, as the page's own script. */
  before?: string;
  /** All of the page, not only what is seen at once. */
  whole?: boolean;
  format: "png" | "webp";
  /** Of WebP, 0 to 100. */
  quality?: number;
}

const PATIENCE_MS = 60_000;
const HEIGHTS: Record<number, number> = { 1280: 860, 390: 844 };

/** Throws when the element does not come within a minute. */
export async function pictureOf(chromium: Chromium, wanted: Wanted): Promise<Buffer> {
  const { url, width, colours = "light", until, before, whole = false, format, quality } = wanted;
  const page = await chromium.page();
  const size = { width, height: HEIGHTS[width] ?? 860, deviceScaleFactor: 1, mobile: width < 500 };
  await page.call("Emulation.setDeviceMetricsOverride", size);
  await page.call("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: colours }] });
  await page.goto(url);
  if (before !== undefined) await page.evaluate(before);
  const isThere = `document.querySelector(${JSON.stringify(until)}) !== null`;
  const end = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate<boolean>(isThere))) {
    if (Date.now() > end) throw new Error(`${url}: ${until} does not come`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await page.evaluate("new Promise((drawn) => setTimeout(drawn, 500))"); // charts take their width once they stand
  const how = { format, captureBeyondViewport: whole, ...(quality !== undefined && { quality }) };
  const { data } = await page.call("Page.captureScreenshot", how);
  await page.call("Page.close");
  return Buffer.from(data, "base64");
}
