import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { tf } from "../backend/tf.ts";
import type { Example } from "../data/dataset.ts";
import { seededRandom } from "../data/random.ts";
import { fineTune } from "../methods/fine-tune.ts";
import { pkd } from "../methods/pkd.ts";
import { importBert } from "../models/import-hf.ts";
import { initialWeights } from "../models/initial-weights.ts";
import { Recipe } from "../recipes/recipe.ts";
import { loadBest, loadCheckpoint } from "./checkpoint.ts";
import { Learner } from "./learner.ts";
import { type TrainingRun, trainLoop, trainStep } from "./train-loop.ts";

const encoder = await importBert(new URL("../../test/golden/tiny-bert", import.meta.url).pathname);
const config = { ...encoder.config, pooling: "mean" as const, labels: 2 };

/** A learnable task: are the text's pieces drawn from 5..30 or from 31..56? */
function examples(count: number, seed: number): Example[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const label = random() < 0.5 ? 1 : 0;
    const body = Array.from(
      { length: 3 + Math.floor(random() * 4) },
      () => (label ? 5 : 31) + Math.floor(random() * 26),
    );
    const ids = [2, ...body, 3];
    return { id: `made-${seed}-${i}`, text_a: "", ids, typeIds: ids.map(() => 0), label };
  });
}

const recipe = Recipe.parse({
  question: "Does it learn?",
  task: "sst2",
  method: "teacher",
  model: { id: "tiny-teacher", description: "a test's model" },
  seed: 17,
  encoder: { source: "tiny-bert", pooling: "mean", layers: null },
  distill: null,
  soup: null,
  train: {
    epochs: 2,
    batch_size: 8,
    learning_rate: 4e-3,
    weight_decay: 0.01,
    warmup: 0.1,
    max_gradient_norm: 1,
    dropout: 0.1,
    average_decay: 0.9,
    frozen: ["bert.embeddings.word_embeddings"],
    max_length: 32,
    limit: null,
  },
  export: { storage: "f32" },
});

forEachBackend(() => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "retort-train-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const newRun = (name: string, changes: Partial<TrainingRun> = {}): TrainingRun => ({
    recipe,
    config,
    initial: initialWeights(encoder, config, recipe.seed),
    train: examples(96, 1),
    dev: examples(40, 2),
    objective: fineTune,
    folder: join(folder, name),
    fingerprint: "a",
    code: "test",
    ...changes,
  });
  const valuesIn = async (name: string) => {
    const checkpoint = await loadCheckpoint(join(folder, name));
    return new Map([...(checkpoint?.parameters ?? [])].map(([key, { value }]) => [key, value]));
  };

  test("learns, and leaves the weights with the best dev accuracy", async () => {
    const longer = { ...recipe, train: { ...recipe.train, epochs: 4, dropout: 0, frozen: [] } };
    const outcome = await trainLoop(newRun("a", { recipe: longer }));
    const { dev, step, examplesSeen } = outcome.progress;
    expect(outcome.kind).toBe("finished");
    expect([step, examplesSeen, dev.length]).toEqual([48, 384, 4]);
    expect(Math.max(...dev.map((d) => d.accuracy))).toBeGreaterThan(0.9);
    const best = await loadBest(join(folder, "a"));
    expect(best?.weights.size).toBe(newRun("a").initial.size);
  });

  test("two runs with one seed are equal to the last bit; another seed is another run", async () => {
    await trainLoop(newRun("a"));
    await trainLoop(newRun("b"));
    await trainLoop(newRun("c", { recipe: { ...recipe, seed: 18 } }));
    const [a, b, c] = [await valuesIn("a"), await valuesIn("b"), await valuesIn("c")];
    expect(a).toEqual(b);
    expect(a.get("classifier.weight")).not.toEqual(c.get("classifier.weight"));
  });

  test("a run stopped anywhere and resumed ends like one that was never stopped", async () => {
    const whole = await trainLoop(newRun("whole"));
    for (let stops = 0; ; stops++) {
      let steps = 0;
      const outcome = await trainLoop(newRun("parts"), {
        shouldStop: () => (++steps === 9 ? "interrupted" : undefined),
      });
      if (outcome.kind === "finished") {
        expect(stops).toBe(2);
        expect({ ...outcome.progress, wallSeconds: 0 }).toEqual({ ...whole.progress, wallSeconds: 0 });
        break;
      }
    }
    expect(await valuesIn("parts")).toEqual(await valuesIn("whole"));
    expect((await loadBest(join(folder, "parts")))?.bytes).toEqual((await loadBest(join(folder, "whole")))?.bytes);
  });

  test("what is frozen keeps its pre-trained values, the rest moves", async () => {
    await trainLoop(newRun("a"));
    const best = (await loadBest(join(folder, "a")))?.weights;
    for (const [name, { data }] of newRun("a").initial) {
      const moved = best?.get(name)?.data.some((value, i) => value !== data[i]);
      expect(moved, name).toBe(!name.startsWith("bert.embeddings.word_embeddings"));
    }
  });

  test("a checkpoint of another experiment is refused", async () => {
    await trainLoop(newRun("a"), { shouldStop: () => "interrupted" });
    await expect(trainLoop(newRun("a", { fingerprint: "b" }))).rejects.toThrow("another recipe");
  });

  test("no tensor is left behind from step to step, with and without a teacher", () => {
    const targets = (positions: readonly number[]) => ({
      logits: tf.zeros([positions.length, 2]) as never,
      states: [tf.ones([positions.length, config.width]) as never],
    });
    const options = { temperature: 10, alpha: 0.5, beta: 0.65, normalise: true };
    for (const objective of [fineTune, pkd(options, targets)]) {
      const run = newRun("leak", { objective });
      const learner = new Learner(recipe, run.initial);
      trainStep(run, learner, [0, 1, 2, 3], 1e-3);
      learner.current();
      const { numTensors, numBytes } = tf.memory();
      for (let i = 0; i < 4; i++) {
        trainStep(run, learner, [4 + i, 9, 12], 1e-3);
        learner.current();
        expect(tf.memory()).toMatchObject({ numTensors, numBytes });
      }
      learner.dispose();
    }
  });

  test("a loss that is not finite stops the run with the step's number and leaves the weights alone", async () => {
    const run = newRun("a");
    const initial = new Map(run.initial);
    initial.set("classifier.bias", { shape: [2], data: Float32Array.of(Number.NaN, 0) });
    await expect(trainLoop({ ...run, initial })).rejects.toThrow("not finite at step 1");
  });
});
