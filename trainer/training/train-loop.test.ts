import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { tf } from "../backend/tf.ts";
import { seededRandom } from "../data/random.ts";
import { modelAsStored } from "../export/as-stored.ts";
import { fineTuning } from "../methods/fine-tuned.ts";
import { pkdObjective } from "../methods/pkd.ts";
import { initialWeights } from "../models/bert/initial-weights.ts";
import { architectureOf } from "../models/describe.ts";
import { importBert } from "../models/import-hf.ts";
import { predictLogits } from "../models/predict.ts";
import type { Weights } from "../models/weights.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import { taskNamed } from "../tasks/index.ts";
import type { Example } from "../tasks/task.ts";
import { loadBest, loadCheckpoint } from "./checkpoint.ts";
import { Learner } from "./learner.ts";
import { i8Rounding } from "./rounding.ts";
import { trainLoop } from "./train-loop.ts";
import { examplesAtOnce, trainStep } from "./train-step.ts";
import type { TrainingRun } from "./training-run.ts";

const encoder = await importBert(new URL("../../test/golden/tiny-bert", import.meta.url).pathname);
const config = { ...encoder.config, pooling: "mean" as const, labels: 2 };
const task = taskNamed("sst2");
const fineTune = fineTuning(task);

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
    return { id: `made-${seed}-${i}`, ids, typeIds: ids.map(() => 0), target: label };
  });
}

const settings: TrainSettings = {
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
  judged: 1,
  limit: null,
};

forEachBackend(() => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "retort-train-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const [train, dev] = [examples(96, 1), examples(40, 2)];
  const judge: TrainingRun["judge"] = (weights) => {
    const logits = predictLogits(weights, config, dev);
    const correct = dev.filter(({ target }, i) => (logits[i][1] > logits[i][0] ? 1 : 0) === target);
    return { primary: "accuracy", metrics: { accuracy: correct.length / dev.length }, loss: 0 };
  };

  const newRun = (name: string, changes: Partial<TrainingRun> = {}): TrainingRun => ({
    seed: 17,
    settings,
    config,
    initial: initialWeights(encoder, config, 17),
    frozen: settings.frozen,
    train,
    targets: (positions) => task.targets(positions.map((i) => train[i])),
    judge,
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
    const longer = { ...settings, epochs: 4, dropout: 0, frozen: [] };
    const outcome = await trainLoop(newRun("a", { settings: longer, frozen: [] }));
    const { dev, step, examplesSeen } = outcome.progress;
    expect(outcome.kind).toBe("finished");
    expect([step, examplesSeen, dev.length]).toEqual([48, 384, 4]);
    expect(Math.max(...dev.map((d) => d.metrics.accuracy))).toBeGreaterThan(0.9);
    const best = await loadBest(join(folder, "a"));
    expect(best?.weights.size).toBe(newRun("a").initial.size);
  });

  test("two runs with one seed are equal to the last bit; another seed is another run", async () => {
    await trainLoop(newRun("a"));
    await trainLoop(newRun("b"));
    await trainLoop(newRun("c", { seed: 18 }));
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

  test("dev is judged so many times an epoch, and once where rounds end at one step", async () => {
    const looks = async (judged: number) => {
      const often = { ...settings, epochs: 1, judged };
      const { progress } = await trainLoop(newRun(`judged-${judged}`, { settings: often }));
      return progress.dev.map(({ step, epoch }) => [step, epoch]);
    };
    expect(await looks(3)).toEqual([
      [4, 1 / 3],
      [8, 2 / 3],
      [12, 1],
    ]);
    const [last, ...before] = (await looks(24)).reverse(); // 12 steps
    expect(last).toEqual([12, 1]);
    expect(before).toHaveLength(11);
  });

  test("what is frozen keeps its pre-trained values, the rest moves", async () => {
    await trainLoop(newRun("a"));
    const best = (await loadBest(join(folder, "a")))?.weights;
    for (const [name, { data }] of newRun("a").initial) {
      const moved = best?.get(name)?.data.some((value, i) => value !== data[i]);
      expect(moved, name).toBe(!name.startsWith("bert.embeddings.word_embeddings"));
    }
  });

  describe("quantisation-aware", () => {
    const aware = { ...settings, quantization_aware: true };

    test("what is judged and kept is what I8 holds; what learns are the floats behind it", async () => {
      const seen: Parameters<typeof judge>[0][] = [];
      const run = newRun("a", {
        settings: aware,
        judge: (weights) => {
          seen.push(Object.fromEntries(Object.entries(weights).map(([name, t]) => [name, t.clone()])));
          return judge(weights);
        },
      });
      await trainLoop(run);
      const best = (await loadBest(join(folder, "a")))!;
      const kept = seen.find((weights) => {
        const data = weights["classifier.weight"].dataSync();
        return best.weights.get("classifier.weight")!.data.every((value, i) => value === data[i]);
      });
      for (const [name, { data }] of modelAsStored(architectureOf(config), best.weights, "i8")) {
        const looked = kept![name].dataSync();
        expect(best.weights.get(name)!.data, name).toEqual(looked);
        data.forEach((value, i) => {
          expect(Math.abs(value - looked[i]), name).toBeLessThanOrEqual(2 ** -22 * Math.abs(value));
        });
      }
      tf.dispose(seen);
      const LINEAR = "bert.encoder.layer.0.output.dense.weight";
      const floats = (await valuesIn("a")).get(LINEAR)!;
      expect(new Set(floats).size).toBeGreaterThan(0.9 * floats.length); // not 255 numbers a row
    });

    test("the loss and its gradient are those of the rounded weights", () => {
      const run = newRun("a");
      const rounding = i8Rounding(config);
      const round = ([name, { shape, data }]: [string, Weights]): [string, Weights] => [
        name,
        { shape, data: rounding(name, data) },
      ];
      const [floats, rounded] = [run.initial, new Map([...run.initial].map(round))];
      const results = [
        new Learner(settings, floats, undefined, rounding),
        new Learner(settings, rounded),
        new Learner(settings, floats),
      ].map((learner) => {
        const { loss, gradientNorm } = trainStep(run, learner, [0, 1, 2, 3], 1e-3);
        learner.dispose();
        return [loss, gradientNorm];
      });
      expect(results[0]).toEqual(results[1]);
      expect(results[0]).not.toEqual(results[2]);
    });

    test("stopped and resumed it ends as without a stop", async () => {
      await trainLoop(newRun("whole", { settings: aware }));
      let steps = 0;
      await trainLoop(newRun("parts", { settings: aware }), {
        shouldStop: () => (++steps === 9 ? "interrupted" : undefined),
      });
      await trainLoop(newRun("parts", { settings: aware }));
      expect(await valuesIn("parts")).toEqual(await valuesIn("whole"));
    });
  });

  test("a batch in parts has the loss and the gradient of the whole, leaves no tensor, and draws its masks once", () => {
    const step = (changes: Partial<TrainSettings>) => {
      const before = tf.memory().numTensors;
      const run = newRun("parts", { settings: { ...settings, dropout: 0, ...changes } });
      const learner = new Learner(run.settings, run.initial);
      const result = trainStep(run, learner, [0, 1, 2, 3, 4, 5, 6], 1e-3);
      const values = [...learner.snapshot().parameters].flatMap(([, { value }]) => [...value]);
      learner.dispose();
      expect(tf.memory().numTensors).toBe(before);
      return { ...result, values };
    };
    const whole = step({});
    const sizes = [1, 2, 3, 6].map((micro_batch) => ({ micro_batch }));
    for (const limits of [...sizes, { micro_tokens: 1 }, { micro_tokens: 25 }]) {
      const parts = step(limits);
      expect(parts.loss).toBeCloseTo(whole.loss, 5);
      expect(parts.gradientNorm / whole.gradientNorm).toBeCloseTo(1, 3);
      const far = parts.values.filter((value, i) => Math.abs(value - whole.values[i]!) > 1e-4);
      expect(far.length).toBeLessThan(0.001 * whole.values.length); // Adam's first step is a sign, which rounding may turn
    }
    expect(step({ micro_batch: 7 })).toEqual(whole);
    expect(step({ micro_batch: 3, dropout: 0.5 })).toEqual(step({ micro_batch: 3, dropout: 0.5 }));
  });

  test("as many examples at a time as the limits allow, and one at least", () => {
    const train = [4, 100, 7].map((length) => ({
      ids: new Array<number>(length).fill(1),
    })) as unknown as TrainingRun["train"];
    const atOnce = (settings: Partial<TrainSettings>, positions: number[]) =>
      examplesAtOnce({ settings, train }, positions);
    expect(atOnce({}, [0, 1, 2])).toBe(3);
    expect(atOnce({ micro_batch: 2 }, [0, 1, 2])).toBe(2);
    expect(atOnce({ micro_tokens: 200 }, [0, 1, 2])).toBe(2); // each is padded to 100
    expect(atOnce({ micro_tokens: 200 }, [0, 2])).toBe(2);
    expect(atOnce({ micro_tokens: 200, micro_batch: 1 }, [0, 2])).toBe(1);
    expect(atOnce({ micro_tokens: 50 }, [1])).toBe(1);
  });

  test("a checkpoint of another experiment is refused", async () => {
    await trainLoop(newRun("a"), { shouldStop: () => "interrupted" });
    await expect(trainLoop(newRun("a", { fingerprint: "b" }))).rejects.toThrow("another recipe");
  });

  test("no tensor is left behind from step to step, with and without a teacher, rounded or not", () => {
    const options = { temperature: 10, alpha: 0.5, beta: 0.65, normalise: true, pooling: "mean" } as const;
    const patient = pkdObjective(task, options, ({ positions }) => ({
      logits: tf.zeros([positions.length, 2]),
      states: [tf.ones([positions.length, config.width])],
    }));
    for (const objective of [fineTune, patient]) {
      for (const rounding of [undefined, i8Rounding(config)]) {
        const run = newRun("leak", { objective });
        const before = tf.memory().numTensors;
        const learner = new Learner(settings, run.initial, undefined, rounding);
        const look = () => [learner.current(), learner.judged()];
        trainStep(run, learner, [0, 1, 2, 3], 1e-3);
        look();
        const { numTensors, numBytes } = tf.memory();
        for (let i = 0; i < 4; i++) {
          trainStep(run, learner, [4 + i, 9, 12], 1e-3);
          look();
          expect(tf.memory()).toMatchObject({ numTensors, numBytes });
        }
        learner.dispose();
        expect(tf.memory().numTensors).toBe(before);
      }
    }
  });

  test("a loss that is not finite stops the run with the step's number and leaves the weights alone", async () => {
    const run = newRun("a");
    const initial = new Map(run.initial);
    initial.set("classifier.bias", { shape: [2], data: Float32Array.of(Number.NaN, 0) });
    await expect(trainLoop({ ...run, initial })).rejects.toThrow("not finite at step 1");
  });
}, fastBackends);
