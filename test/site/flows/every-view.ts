/** What holds of every view, once it has shown all it has. */
import { expect } from "vitest";
import type { Browser } from "../browser.ts";

/** axe finds nothing in light and dark, wide and narrow; at 390 pixels nothing but tables is wider than the page; nobody else is asked. */
export async function expectWellMade(tab: Browser): Promise<void> {
  for (const width of [1280, 390]) {
    await tab.resize(width);
    for (const scheme of ["light", "dark"] as const) {
      await tab.colours(scheme);
      expect([width, scheme, await tab.axe()]).toEqual([width, scheme, []]);
    }
  }
  expect(await tab.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  expect(await tab.strangers()).toEqual([]);
  await tab.colours("light");
  await tab.resize(1280);
}
