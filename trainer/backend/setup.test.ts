import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureMiniLm } from "../data/pretrained.ts";
import { findPip } from "../fetch/pip-download.ts";
import { SetupError } from "../fetch/setup-error.ts";
import { checkNativeBackend, setUpNativeBackend } from "./setup.ts";

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "retort-setup-"));
  vi.stubEnv("RETORT_CACHE", cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

test("an empty cache is reported as absent and left empty", async () => {
  expect(await checkNativeBackend()).toEqual({ kind: "absent", folder: join(cache, "tensorflow-2.21.0") });
  expect(await readdir(cache)).toEqual([]);
});

test("a binding that does not load is reported as broken, with the loader's reason", async () => {
  await mkdir(join(cache, "tensorflow-2.21.0"));
  await writeFile(join(cache, "tensorflow-2.21.0", "tfjs_binding.node"), "half a download");
  expect(await checkNativeBackend()).toMatchObject({
    kind: "broken",
    reason: expect.stringContaining("file too short"),
  });
});

test("a missing compiler is named before anything is downloaded, with how to install it", async () => {
  vi.stubEnv("PATH", cache);
  vi.stubEnv("CXX", "");
  await expect(setUpNativeBackend()).rejects.toThrow(/no C\+\+ compiler was found.*apt-get install g\+\+/);
  expect(await readdir(cache)).toEqual([]);
});

test("a missing Python is named, with how to install it", async () => {
  vi.stubEnv("PYTHON", join(cache, "python3"));
  const error = await findPip(cache).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(SetupError);
  expect((error as Error).message).toMatch(/python3 was not found.*apt-get install python3-pip/);
});

test("a cache that cannot be written to is one clear sentence", async () => {
  await writeFile(join(cache, "file"), "");
  for (const [folder, reason] of [
    [join(cache, "file"), "lies under something that is not a folder"],
    ["/proc/retort", "cannot be made"],
  ]) {
    vi.stubEnv("RETORT_CACHE", folder);
    const error = await ensureMiniLm().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SetupError);
    expect((error as Error).message).toContain(`${folder}/all-MiniLM-L6-v2: ${reason}`);
  }
});
