/** What a page hands over as files: their texts, in the order in which they were saved. */
import { expect } from "vitest";
import type { Browser } from "../browser.ts";

/** Call it before the buttons are pressed, after the page was loaded. */
export const keepSaved = (tab: Browser): Promise<void> =>
  tab.evaluate(`{
    window.saved = [];
    const url = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => { blob.text().then((text) => saved.push(text)); return url(blob); };
  }`);

/** Presses the button and waits for the file. */
export async function save(tab: Browser, button: string): Promise<string> {
  const before = await tab.evaluate<number>("saved.length");
  await tab.press(button);
  await expect.poll(() => tab.evaluate("saved.length")).toBeGreaterThan(before);
  return tab.evaluate("saved.at(-1)");
}
