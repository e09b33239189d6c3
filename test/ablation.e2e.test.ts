/** The ablation's runner in miniature: whole processes on a made-up data set and the cpu backend. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeTinyEncoder, writeTinyGlue } from "./fixtures/tiny-training.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ablation-e2e-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyGlue(join(folder, "data"), "mrpc", 32, 40);
  const plan = {
    question: "Does a larger step help?",
    base: "{task}/teacher",
    tasks: ["mrpc"],
    seeds: [17],
    set: {
      ...{ "encoder.source": join(folder, "encoder"), "export.storage": "f32" },
      ...{ "train.max_length": 32, "train.batch_size": 8, "train.epochs": 2 },
    },
    levers: { rate: { set: { "train.learning_rate": 0.01 } }, wrong: { set: { "options.layers": 9 } } },
    together: [],
  };
  await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
});
afterAll(() => rm(folder, { recursive: true }));

const SCRIPT = fileURLToPath(new URL("../bench/ablation/run.ts", import.meta.url));

/** Ends with what it printed, whatever its exit code. */
async function run(...more: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const where = ["--data", join(folder, "data"), "--out", join(folder, "out"), "--backend", "cpu"];
  const args = [SCRIPT, join(folder, "plan.json"), ...where, ...more];
  return promisify(execFile)(process.execPath, args).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

test("cells are trained once, one that fails leaves the others be, and tables say what they came to", async () => {
  const first = await run("--at-once", "2");
  expect(first.code).toBe(1);
  expect(first.stderr).toContain("3 cells, 0 of them done");
  expect(first.stderr).toMatch(/wrong of mrpc, seed 17 ended with 1: .*layers/);
  const lines = first.stdout.split("\n").filter((line) => line.startsWith("| mrpc"));
  expect(lines.map((line) => line.split(" | ")[1])).toEqual(["`base`", "`rate`", "`base`", "`rate`"]);
  // Stored as F32 it is served as it was trained.
  expect(lines.slice(2)).toEqual(lines.slice(0, 2));

  const cell = join(folder, "out/ablation/plan/mrpc/rate/seed-17");
  const record = JSON.parse(await readFile(join(cell, "training.json"), "utf8"));
  expect(lines[1]).toContain(` | ${record.dev_unseen.f1.toFixed(4)} | `);
  expect(existsSync(join(cell, "checkpoint"))).toBe(false);

  const second = await run("--dry-run");
  expect(second.stderr.trim().split("\n")).toEqual([
    "ablation: 3 cells, 2 of them done",
    "ablation: missing: wrong of mrpc, seed 17",
  ]);
  expect(second.stdout).toBe(first.stdout);

  // The figures stand beside the plan: they count although the models are gone.
  await rm(join(folder, "out/ablation"), { recursive: true });
  const third = await run("--dry-run");
  expect(third.stderr).toContain("3 cells, 2 of them done");
  expect(third.stdout).toBe(first.stdout);
});
