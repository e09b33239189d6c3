import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureAdminKey, readDevVars } from "./dev-vars.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-vars-"));
});
afterEach(() => rm(root, { recursive: true }));

test("the admin key is made once, at random, readable by the owner alone", async () => {
  const made = await ensureAdminKey(root);
  expect(made).toMatchObject({ created: true, key: expect.stringMatching(/^retort_[\w-]{32}$/) });
  expect(await ensureAdminKey(root)).toEqual({ key: made.key, created: false });
  expect((await stat(join(root, ".dev.vars"))).mode & 0o777).toBe(0o600);
});

test("what is in the file already stays, even where its last line has no end", async () => {
  await writeFile(join(root, ".dev.vars"), "# mine\nOTHER=1");
  const { key } = await ensureAdminKey(root);
  expect(await readDevVars(root)).toEqual({ OTHER: "1", RETORT_ADMIN_KEY: key });
  expect(await readFile(join(root, ".dev.vars"), "utf8")).toContain("# mine\n");
});

test("a key that the user chose is kept", async () => {
  await writeFile(join(root, ".dev.vars"), 'RETORT_ADMIN_KEY="chosen"\n');
  expect(await ensureAdminKey(root)).toEqual({ key: "chosen", created: false });
});
