/** A run moves between backends by its checkpoint, and what each of them makes of it is the same up to rounding. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testedBackends } from "../trainer/backend/for-each-backend.ts";
import type { BackendName } from "../trainer/backend/tf.ts";
import { compare, TOLERANCE } from "../trainer/check/compare.ts";
import { loadCheckpoint } from "../trainer/training/checkpoint.ts";
import { checkpointFolder } from "../trainer/training/trained-model.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue } from "./fixtures/tiny-training.ts";

const RECIPE = "sst2/teacher-run-1";
/** Without dropout, whose masks are each backend's own; six steps, since AdamW carries a difference of rounding on. */
const SETTINGS = {
  "train.dropout": "0",
  "train.epochs": "1",
  "train.learning_rate": "0.0005",
  "train.average_decay": "0.9",
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-mixed-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyGlue(join(folder, "data"), "sst2", 48, 16);
});
afterAll(() => rm(folder, { recursive: true }));

let runs = 0;

/** Trains on each backend in turn, for three steps on all but the last, and returns what the checkpoint holds. */
async function trained(backends: BackendName[], dropout = 0): Promise<Record<string, Float32Array>> {
  const out = join(folder, `out-${runs++}`);
  const settings = { ...SETTINGS, "train.dropout": String(dropout) };
  for (const [i, backend] of backends.entries()) {
    let steps = 0;
    const job = tinyJob(folder, RECIPE, settings, { backend, out, existing: i === 0 ? "refuse" : "resume" });
    const shouldStop = () => (i < backends.length - 1 && ++steps === 3 ? "interrupted" : undefined);
    const { kind } = await trainHere(job, { shouldStop });
    expect(kind).toBe(i < backends.length - 1 ? "interrupted" : "finished");
  }
  const { progress, parameters, average } = (await loadCheckpoint(checkpointFolder(out, RECIPE)))!;
  expect(progress.step).toBe(6);
  const isRounding = (name: string) => name.endsWith("attention.self.key.bias"); // its gradient is 0
  return Object.fromEntries([
    ...[...parameters]
      .filter(([name]) => !isRounding(name))
      .flatMap(([name, { value, m, v }]) => [
        [name, value],
        [`first moment of ${name}`, m],
        [`second moment of ${name}`, v],
      ]),
    ...[...average!].filter(([name]) => !isRounding(name)).map(([name, { data }]) => [`average of ${name}`, data]),
  ]);
}

const others = testedBackends.filter((name) => name !== "cpu");
const turns = others.flatMap((name): BackendName[][] => [[name], [name, "cpu"], ["cpu", name]]);

/** Rounding in six steps: a moment is a mean of gradients that differ by `TOLERANCE`, of parameters that have moved apart. */
const AFTER_STEPS = 10 * TOLERANCE;

test.each(turns.map((backends) => [backends.join(", then "), backends] as const))("on %s", async (_, backends) => {
  reference ??= trained(["cpu"]);
  const { largest, where } = compare(await reference, await trained(backends));
  expect(largest, where).toBeLessThan(AFTER_STEPS);
});
let reference: Promise<Record<string, Float32Array>> | undefined;

test.runIf(others.includes("webgpu"))(
  "on webgpu two runs are equal to the last bit, one interrupted",
  {
    tags: ["long"],
  },
  async () => {
    const whole = await trained(["webgpu"], 0.1);
    expect(await trained(["webgpu", "webgpu"], 0.1)).toEqual(whole);
  },
);

test.runIf(others.includes("webgpu"))(
  "a GPU lost in mid-run is one sentence, and the checkpoint is whole",
  async () => {
    const out = join(folder, "out-lost");
    const job = tinyJob(folder, RECIPE, SETTINGS, { backend: "webgpu", out });
    const [recipes, backends] = ["training/run-recipe.ts", "backend/tf.ts"].map((path) =>
      JSON.stringify(new URL(`../trainer/${path}`, import.meta.url).href),
    );
    const script = `
    const { runRecipe } = await import(${recipes});
    const { tf } = await import(${backends});
    const onStep = (_, done) => done === 2 && setTimeout(() => tf.backend().device.destroy());
    const job = ${JSON.stringify(job)};
    await runRecipe(job, job, { log() {}, onStep, checkpointSeconds: 0 }).catch((error) => console.log(error.message));`;
    const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect({ stdout, status }).toEqual({
      stdout:
        "the GPU was lost, and with it all it held: a training run goes on from its checkpoint when it is resumed\n",
      status: 0,
    });
    const { progress } = (await loadCheckpoint(checkpointFolder(out, RECIPE)))!;
    expect(progress.step).toBe(2);
    await trainHere({ ...job, backend: "cpu", existing: "resume" });
    expect((await loadCheckpoint(checkpointFolder(out, RECIPE)))!.progress.step).toBe(6);
  },
);
