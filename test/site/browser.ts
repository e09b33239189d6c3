/** A tab as a person uses it: looks for what has a role and a name, clicks, types, presses keys. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { expect } from "vitest";
import type { Page } from "../engine-package/chromium.ts";

const HEIGHTS: Record<number, number> = { 1280: 800, 390: 844 };

const quoted = (text: string) => JSON.stringify(text);

/** The keys that flows press, by what the protocol asks for. */
const KEYS: Record<string, { code: string; keyCode: number; text?: string }> = {
  Tab: { code: "Tab", keyCode: 9 },
  Enter: { code: "Enter", keyCode: 13, text: "\r" },
  Escape: { code: "Escape", keyCode: 27 },
  " ": { code: "Space", keyCode: 32, text: " " },
  ArrowDown: { code: "ArrowDown", keyCode: 40 },
  ArrowUp: { code: "ArrowUp", keyCode: 38 },
};

export class Browser {
  readonly page: Page;
  readonly url: string;
  private constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
  }

  static async open(page: Page, url: string, width: number): Promise<Browser> {
    const browser = new Browser(page, url);
    await browser.resize(width);
    return browser;
  }

  async resize(width: number): Promise<void> {
    const size = { width, height: HEIGHTS[width] ?? 800, deviceScaleFactor: 1, mobile: width < 500 };
    await this.page.call("Emulation.setDeviceMetricsOverride", size);
  }

  /** `light` or `dark`, as the system would say. */
  colours(scheme: "light" | "dark"): Promise<unknown> {
    return this.page.call("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: scheme }],
    });
  }

  goto(path: string): Promise<void> {
    return this.page.goto(`${this.url}${path}`);
  }

  evaluate<Value>(expression: string): Promise<Value> {
    return this.page.evaluate<Value>(expression);
  }

  /** What the page shows, as text. */
  text(selector = "body"): Promise<string> {
    return this.evaluate(`document.querySelector(${quoted(selector)})?.innerText ?? ""`);
  }

  count(selector: string): Promise<number> {
    return this.evaluate(`document.querySelectorAll(${quoted(selector)}).length`);
  }

  /** Waits until the text is shown. */
  async shows(text: string | RegExp, selector = "body"): Promise<void> {
    const seen = expect.poll(() => this.text(selector), { timeout: 120_000 });
    await (typeof text === "string" ? seen.toContain(text) : seen.toMatch(text));
  }

  async has(selector: string): Promise<void> {
    await expect.poll(() => this.count(selector), { timeout: 120_000, message: selector }).toBeGreaterThan(0);
  }

  async click(selector: string): Promise<void> {
    await this.has(selector);
    await this.evaluate(`document.querySelector(${quoted(selector)}).click()`);
  }

  /** Clicks the button or link whose accessible text is this. */
  async press(name: string): Promise<void> {
    const found = `[...document.querySelectorAll("button, a, summary, [role=tab]")].find((each) =>
      (each.getAttribute("aria-label") ?? each.textContent).trim() === ${quoted(name)})`;
    await expect.poll(() => this.evaluate(`${found} !== undefined`), { timeout: 120_000, message: name }).toBe(true);
    await this.evaluate(`${found}.click()`);
  }

  /** Puts a text into the field with this label, or chooses it of a list. */
  async fill(label: string, value: string): Promise<void> {
    const found = `[...document.querySelectorAll("label")].find((each) =>
      each.textContent.trim().startsWith(${quoted(label)}))?.control`;
    await expect.poll(() => this.evaluate(`Boolean(${found})`), { timeout: 120_000, message: label }).toBe(true);
    await this.evaluate(`{
      const field = ${found};
      const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value");
      set.call(field, ${quoted(value)});
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }`);
  }

  async type(text: string): Promise<void> {
    await this.page.call("Input.insertText", { text });
  }

  async key(key: string): Promise<void> {
    const { code, keyCode, text } = KEYS[key]!;
    const what = { key, code, windowsVirtualKeyCode: keyCode, ...(text && { text }) };
    await this.page.call("Input.dispatchKeyEvent", { type: "keyDown", ...what });
    await this.page.call("Input.dispatchKeyEvent", { type: "keyUp", ...what });
  }

  /** Writes a PNG of what is shown, or of the whole page. */
  async screenshot(path: string, whole = false): Promise<void> {
    const { data } = await this.page.call("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.from(data, "base64"));
  }

  /** What axe finds against WCAG 2.2 A and AA and its best practices: one line a violation, with the first element. */
  async axe(): Promise<string[]> {
    const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await this.evaluate(`${source}; undefined`);
    return this.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
      violations.map(({ id, help, nodes }) => id + ": " + help + ": " + nodes.slice(0, 3).map(({ html }) => html).join(" | ")))`);
  }

  /** What a screen reader is told: role and name of everything that has one, a line each. */
  async heard(): Promise<string[]> {
    await this.page.call("Accessibility.enable");
    const { nodes } = await this.page.call("Accessibility.getFullAXTree");
    return nodes
      .filter((node: { ignored: boolean; name?: { value: string } }) => !node.ignored && node.name?.value)
      .map((node: { role: { value: string }; name: { value: string } }) => `${node.role.value}: ${node.name.value}`);
  }

  /** What asked a server other than the page's own, or its policy forbade, since the page was loaded. */
  strangers(): Promise<string[]> {
    return this.evaluate(`performance.getEntriesByType("resource").map(({ name }) => name)
      .filter((name) => !name.startsWith(location.origin) && !name.startsWith("blob:" + location.origin))`);
  }
}
