import { expect, test } from "vitest";
import { weighSite } from "../../site/build.ts";

test("the whole page, with the engine and the service worker, has at most 150 KB gzipped", async () => {
  const files = await weighSite();
  const names = files.map(({ file }) => file);
  for (const name of ["site/app.js", "site/style.css", "site/relaxed.wasm", "site/plain.wasm", "service-worker.js"])
    expect(names).toContain(name);
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  expect(bytes, files.map(({ file, bytes }) => `${file} ${bytes}`).join("\n")).toBeLessThanOrEqual(150_000);
});
