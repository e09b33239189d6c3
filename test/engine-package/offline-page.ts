/** The example page in Chromium: it answers, and after its server is gone, too. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assembleExample } from "../../packages/engine/example/assemble.ts";
import { serveFolders } from "../../packages/engine/example/static-server.ts";
import { noChromium, type Page, skipped, startChromium } from "./chromium.ts";

const WAIT_MS = 120_000;

/** Until an expression of the page is true. */
const until = (page: Page, condition: string) =>
  page.evaluate(`new Promise((resolve, reject) => {
    const since = Date.now();
    const look = () => {
      if (${condition}) resolve(true);
      else if (Date.now() - since > ${WAIT_MS}) reject(new Error(document.body.innerText));
      else setTimeout(look, 20);
    };
    look();
  })`);
const answers = (page: Page) => page.evaluate<string>("document.getElementById('answer').dataset.answers");
const type = (text: string) =>
  `document.querySelector("textarea").value = ${JSON.stringify(text)};
   document.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));`;

export function testOfflinePage(engine: () => string): void {
  test.skipIf(noChromium)(`the example page works without a network once it was loaded${skipped}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "retort-page-"));
    await assembleExample(folder, engine());
    const server = await serveFolders({ "": folder });
    const chromium = await startChromium();
    try {
      const page = await chromium.page();
      await page.goto(server.url);
      await until(page, 'document.getElementById("offline").textContent.startsWith("Page and model are kept")');
      expect(await page.evaluate('document.getElementById("progress").hidden')).toBe(true);
      const online = await answers(page);
      expect(JSON.parse(online)[0][0]).toMatchObject({ label: "positive" });
      await server.close();

      const offline = await chromium.page();
      await offline.goto(server.url);
      await until(offline, 'document.getElementById("answer").dataset.answers !== undefined');
      expect(await answers(offline)).toBe(online);
      await offline.evaluate(type("dull, and far too long"));
      await until(offline, 'document.getElementById("answer").dataset.answers.startsWith(`[[{"label":"negative"`)');
      expect(await offline.evaluate('document.getElementById("figures").textContent')).toMatch(
        /^answered in [\d.]+ ms; /,
      );

      // A model that was never loaded is not there: the page says so.
      await offline.evaluate('document.querySelectorAll("input[name=model]")[1].click()');
      await until(offline, 'document.getElementById("problem").textContent.includes("could not be fetched")');
    } finally {
      await chromium.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
