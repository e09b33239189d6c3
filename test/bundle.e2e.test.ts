/** The trainer as one file, as a machine without node_modules gets it (`npm run bundle:trainer`). */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Job } from "../cli/training/job.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue } from "./fixtures/tiny-training.ts";

const NAME = "sst2/teacher-run-1";
const root = fileURLToPath(new URL("../", import.meta.url));
const node = (args: string[], cwd: string) => spawnSync(process.execPath, args, { cwd, encoding: "utf8" });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-bundle-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyGlue(join(folder, "data"), "sst2", 16, 8);
  const { status, stderr } = node(["trainer/bundle.ts"], root);
  expect({ status, stderr }).toMatchObject({ status: 0 });
});
afterAll(() => rm(folder, { recursive: true }));

const inBundle = (file: string) => join(root, "out/trainer/recipes", file);

test("trains to the same bytes as the trainer in its files", async () => {
  const own = tinyJob(folder, NAME, { "train.epochs": "1" });
  await trainHere(own);
  const { name, place, overrides, existing, ...where } = { ...own, out: join(folder, "carried") };
  const job: Job = { order: { name, place, overrides, existing }, where, checkpointSeconds: 120, again: "the same" };
  const { status, stderr } = node([inBundle("trainer.mjs"), JSON.stringify(job)], folder);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const [here, there] = await Promise.all(
    [own.out, where.out].map((out) => readFile(join(out, NAME, "weights.safetensors"))),
  );
  expect(there!.equals(here!)).toBe(true);
});

test("measures a step", () => {
  const small = ["--layers", "1", "--width", "8", "--heads", "2", "--batch", "2", "--length", "4"];
  const flags = ["--backend", "cpu", "--runs", "1", "--steps", "1", "--warm-up", "0", ...small];
  const { status, stdout, stderr } = node([inBundle("bench.mjs"), ...flags], folder);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const { setting, sides, ratio } = JSON.parse(stdout);
  expect(setting).toMatchObject({ backend: "cpu", layers: 1, width: 8, batch: 2, length: 4 });
  expect(sides.retort.runs).toHaveLength(1);
  expect(ratio).toEqual({});
  const refused = node([inBundle("bench.mjs"), "--batch", "many"], folder);
  expect(refused.stderr).toContain("--batch takes a number of at least 1, got many");
});
