/** A picture of a view, once it has all that it waits for. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Chromium, Page } from "../engine-package/chromium.ts";

export interface Wanted {
  url: string;
  width: 1280 | 390;
  colours: "light" | "dark";
}

const HEIGHTS = { 1280: 900, 390: 844 };
const PATIENCE_MS = 120_000;
/** So long nothing may change before the picture is taken. */
const STILL_MS = 1500;

/** Bytes that a picture may have, so that it does not make a clone heavy. */
const MOST_BYTES = 120_000;
const QUALITIES = [80, 70, 60, 50, 40];

/** As WebP, of what is seen at once. Throws when the view goes on changing for two minutes. */
export async function pictureOf(chromium: Chromium, { url, width, colours }: Wanted): Promise<Buffer> {
  const page = await chromium.page();
  const size = { width, height: HEIGHTS[width], deviceScaleFactor: 1, mobile: width === 390 };
  await page.call("Emulation.setDeviceMetricsOverride", size);
  await page.call("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: colours }] });
  await page.goto(url);
  await untilStill(page);
  try {
    for (const quality of QUALITIES) {
      const { data } = await page.call("Page.captureScreenshot", { format: "webp", quality });
      const picture = Buffer.from(data, "base64");
      if (picture.byteLength <= MOST_BYTES) return picture;
    }
    throw new Error(`${url} has more than ${MOST_BYTES} bytes at the lowest quality`);
  } finally {
    await page.call("Page.close");
  }
}

/** Waits until the view has its head, waits for nothing and has stood for a while. */
async function untilStill(page: Page): Promise<void> {
  const looks = `(document.querySelector("main h1") === null || document.querySelector("main .waiting") !== null)
    ? null : document.querySelector("main").innerHTML`;
  let [before, since] = [null as string | null, Date.now()];
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(200)) {
    const now = await page.evaluate<string | null>(looks);
    if (now === null || now !== before) since = Date.now();
    else if (Date.now() - since >= STILL_MS) return;
    before = now;
  }
  throw new Error("the view does not come to rest");
}
