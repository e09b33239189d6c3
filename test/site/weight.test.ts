import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildSite, weighSite } from "../../site/build.ts";

/** Everything that a browser may ever fetch of the page: all views, the engine with both binaries, the service worker. */
const MOST_BYTES = 150_000;

test("the page with everything weighs at most 150 KB gzipped", async () => {
  const folder = await mkdtemp(join(tmpdir(), "retort-site-"));
  await buildSite(folder);
  const files = await weighSite(folder);
  await rm(folder, { recursive: true });
  expect(files.length).toBeGreaterThan(12);
  expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_BYTES);
});
