/** Students from their first weights to their first steps, for every method with a task stage alone and every kind of task. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Tensor, tf, useBackend } from "../backend/tf.ts";
import type { BertConfig } from "../models/bert/config.ts";
import { factorWeights } from "../models/bert/factor-weights.ts";
import { forward } from "../models/index.ts";
import type { Model } from "../models/model.ts";
import { toInput } from "../models/predict.ts";
import type { Parameters } from "../models/weights.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { AdamW } from "../optim/adamw.ts";
import { taskNamed } from "../tasks/index.ts";
import type { Example } from "../tasks/task.ts";
import { fineTuned } from "./fine-tuned.ts";
import { TINY_PLANS } from "./fixtures/tiny-plans.ts";
import { TINY, tinyInputs, tinyModel, tinySources } from "./fixtures/tiny-sources.ts";
import { kd } from "./kd.ts";
import type { CompressionMethod, Objective } from "./method.ts";
import { pkdLast, pkdSkip } from "./pkd.ts";
import { thin } from "./thin.ts";

let cache: string;
beforeAll(() => useBackend("cpu")); // kernels are compared where the formulas are
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "retort-students-"));
});
afterEach(() => rm(cache, { recursive: true }));

const soft = { temperature: 2, alpha: 0.5 };
const METHODS: Record<string, [CompressionMethod, unknown]> = {
  "fine-tuned": [fineTuned, { layers: 2 }],
  "fine-tuned factors": [fineTuned, { layers: 2, plan: TINY_PLANS.kronecker }],
  kd: [kd, { ...soft, layers: 2 }],
  "pkd-skip": [pkdSkip, { ...soft, layers: 2, beta: 1 }],
  "pkd-last": [pkdLast, { ...soft, layers: 2, beta: 1, pooling: "cls", normalise: false }],
  thin: [thin, { ...soft, layers: 2, width: 4, heads: 2, ffn: 6 }],
};
const TASKS: Record<string, [BertConfig, (i: number, tokens: number) => Example["target"]]> = {
  sst2: [TINY, (i) => i % 2],
  "sst2 of an ELECTRA": [{ ...TINY, embeddingWidth: 6, pooling: "pooler", poolerActivation: "gelu" }, (i) => i % 2],
  "sst2 of an MPNet": [{ ...TINY, relativePositions: { buckets: 8, max_distance: 16 } }, (i) => i % 2],
  stsb: [{ ...TINY, labels: 1 }, (i) => i % 6],
  squad: [{ ...TINY, pooling: "none" }, (i, tokens) => [i % tokens, tokens - 1]],
};
/** Of ELECTRA what keeps its embeddings: plans are for tables of other widths, and thin models are narrower anyway. */
const kept = (method: string, task: string) => !task.includes("ELECTRA") || !/thin|factors/.test(method);
const all = Object.keys(METHODS).flatMap((method) =>
  Object.keys(TASKS).flatMap((task) => (kept(method, task) ? [[method, task] as const] : [])),
);

const toTensors = ({ weights }: Pick<Model, "weights">): Record<string, Tensor> =>
  Object.fromEntries([...weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));

/** A student of a method for a task, its objective, and the loss of the examples at some positions. */
async function prepare(name: string, taskName: string) {
  const [method, values] = METHODS[name];
  const [config, target] = TASKS[taskName];
  const task = taskNamed(taskName.split(" ")[0]);
  const sources = tinySources(config);
  const examples = tinyInputs(24).map((input, i): Example => ({ ...input, target: target(i, input.ids.length) }));
  const options = method.options.parse(values);
  const student = method.build(sources, options);
  const teacher = method.taught ? sources.teacher : null;
  const objective: Objective = await Object.values(method.objectives)[0].create({
    ...{ options, on: "task", task, student: student.config, teacher, tokenizer: "", inputs: examples, cache },
    onTeacher: () => {},
  });
  const lossOf = (parameters: Parameters, positions: number[]) => {
    const chosen = positions.map((i) => examples[i]);
    const batch = { input: toInput(chosen), positions, targets: task.targets(chosen) };
    const taught = objective.teach(batch);
    return () => objective.loss(forward(parameters, student.config, batch.input), batch, taught).total;
  };
  return { student, objective, lossOf };
}
const number = (t: Tensor) => t.dataSync()[0];

test.each(["fine-tuned", "kd", "pkd-skip", "pkd-last"])(
  "before its first step a %s student says after each layer what the pre-trained model says",
  (name) => {
    const [method, values] = METHODS[name];
    const sources = tinySources();
    const student = method.build(sources, method.options.parse(values));
    expect(student.config).toEqual({ ...TINY, layers: 2 });
    const whole: Model = {
      config: TINY,
      weights: new Map([...tinyModel(TINY, 5).weights, ...sources.encoder.weights]),
    };
    const input = toInput(tinyInputs(5));
    const [own, pretrained] = [student, whole].map((m) => forward(toTensors(m), m.config, input).hiddenStates);
    expect(own).toHaveLength(3);
    own.forEach((state, j) => {
      expect(state.dataSync()).toEqual(pretrained[j].dataSync());
    });
  },
);

test.each(all)("%s on %s: a batch's loss is the mean of its examples', whatever the padding", async (name, task) => {
  const { student, lossOf } = await prepare(name, task);
  const parameters = toTensors(student);
  const positions = [5, 0, 14, 9]; // 7, 2, 8 and 3 tokens
  const alone = positions.map((i) => number(lossOf(parameters, [i])()));
  const mean = alone.reduce((a, b) => a + b) / alone.length;
  expect(number(lossOf(parameters, positions)()) / mean).toBeCloseTo(1, 4);
});

test.each(all)("%s on %s: every parameter learns, and the loss falls", async (name, task) => {
  const { student, lossOf } = await prepare(name, task);
  const optimiser = new AdamW({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, maxGradientNorm: 1 });
  for (const [name, { shape, data }] of student.weights) optimiser.add(name, shape, data);
  const positions = Array.from({ length: 24 }, (_, i) => i);
  const losses: number[] = [];
  for (let step = 0; step < 12; step++) {
    const parameters = optimiser.values();
    const { value, gradients } = tf.tidy(() => valueAndGradients(parameters, lossOf(parameters, positions)));
    for (const name of student.weights.keys())
      expect(
        gradients[name].dataSync().some((g) => g !== 0),
        `${name} learns`,
      ).toBe(true);
    losses.push(number(value));
    optimiser.step(gradients, 0.01);
  }
  optimiser.dispose();
  expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]);
});

test("the head is new and seeded, everything else the encoder's", () => {
  const sources = tinySources();
  const build = (seed: number) => fineTuned.build({ ...sources, seed }, { layers: null });
  const { config, weights } = build(3);
  expect(config).toEqual(TINY);
  for (const [name, w] of weights)
    if (!name.startsWith("classifier.")) expect(w).toBe(sources.encoder.weights.get(name));
  expect(weights).toEqual(build(3).weights);
  expect(weights.get("classifier.weight")).not.toEqual(build(4).weights.get("classifier.weight"));
  expect(weights.get("classifier.weight")).not.toEqual(sources.teacher.weights.get("classifier.weight"));
});

test("factors that are fine-tuned start nearest to the pre-trained matrices", () => {
  const sources = tinySources();
  const plan = TINY_PLANS.kronecker;
  const { config, weights } = fineTuned.build(sources, { layers: null, plan });
  expect(config).toEqual({ ...TINY, plan });
  expect(weights).toEqual(factorWeights(fineTuned.build(sources, { layers: null }).weights, plan));
});

test("factors that are fine-tuned from a start are the start's, under a head of their own", () => {
  const sources = tinySources();
  const plan = TINY_PLANS.kronecker;
  const start = tinyModel({ ...TINY, plan }, 30);
  const { config, weights } = fineTuned.build({ ...sources, start }, { layers: null, plan });
  expect(config).toEqual({ ...TINY, plan });
  const fresh = fineTuned.build(sources, { layers: null }).weights;
  for (const [name, w] of weights)
    expect(w).toEqual((name.startsWith("classifier.") ? fresh : start.weights).get(name));
  expect([...weights.keys()].sort()).toEqual([...start.weights.keys()].sort());
  const other = TINY_PLANS["kronecker, two terms"];
  expect(() => fineTuned.build({ ...sources, start }, { layers: null, plan: other })).toThrow("another plan");
});

test("students that cannot be made are refused", async () => {
  const sources = tinySources();
  expect(() => fineTuned.build(sources, { layers: 5 })).toThrow("the encoder has 4 layers");
  const setting = {
    ...{
      options: pkdSkip.options.parse({ ...soft, layers: 3, beta: 1 }),
      on: "task" as const,
      task: taskNamed("sst2"),
    },
    ...{ teacher: sources.teacher, tokenizer: "", inputs: tinyInputs(3), cache, onTeacher: () => {} },
  };
  const create = (student: BertConfig) => pkdSkip.objectives.patience.create({ ...setting, student });
  await expect(create({ ...TINY, layers: 3 })).rejects.toThrow("multiple");
  await expect(create({ ...TINY, layers: 2, width: 4 })).rejects.toThrow("8 wide, the student 4");
});
