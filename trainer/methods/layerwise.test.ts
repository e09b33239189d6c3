/** The properties that the digest of KroneckerBERT lists, and where the student's first weights come from. */
import { expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { alignmentOf } from "../data/alignment.ts";
import { factorWeights } from "../models/bert/factor-weights.ts";
import { parameterShapes } from "../models/describe.ts";
import { forward } from "../models/index.ts";
import type { ModelInput, ModelOutput } from "../models/input-output.ts";
import type { Model } from "../models/model.ts";
import { toInput } from "../models/predict.ts";
import type { LearnsFrom } from "../recipes/recipe.ts";
import { taskNamed } from "../tasks/index.ts";
import { EXACT, TINY_PLANS } from "./fixtures/tiny-plans.ts";
import { TINY, tinyInputs, tinyModel, tinySources } from "./fixtures/tiny-sources.ts";
import { kronecker } from "./kronecker.ts";
import { intermediate, layerwise, planned } from "./layerwise.ts";
import type { Setting, Terms } from "./method.ts";
import { svd } from "./svd.ts";

const numbers = (terms: Terms) =>
  Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, term.dataSync()[0]]));
const states = (rows: number, ...values: number[]) => values.map((value) => tf.fill([rows, 3], value));
const scores = (batch: number, length: number, ...values: number[]) =>
  values.map((value) => tf.fill([batch, 2, length, length], value));
const output = (hiddenStates: Tensor[], attentionScores: Tensor[]) =>
  ({ hiddenStates, attentionScores }) as ModelOutput;
const inputOf = (mask: number[][], full?: boolean) => ({ mask: tf.tensor2d(mask), full }) as ModelInput;

const setting = (on: LearnsFrom, student: Model["config"], teacher: Model | null): Setting<never> => ({
  ...{ options: {} as never, on, task: on === "text" ? null : taskNamed("sst2"), student, teacher },
  ...{ tokenizer: "", inputs: [], cache: "", onTeacher: () => {} },
});
const toTensors = ({ weights }: Model) =>
  Object.fromEntries([...weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));

forEachBackend(() => {
  test("layers are summed, entries are averaged: 0.25 + (1 + 4) + (0.01 + 0.04)", () => {
    const student = output(states(3, 0.5, 1.1, 2.2), scores(1, 3, 1, 2));
    const teacher = output(states(3, 0, 1, 2), scores(1, 3, 0, 0));
    const terms = numbers(intermediate(student, teacher, inputOf([[1, 1, 1]])));
    expect(terms.embedding).toBeCloseTo(0.25, 6);
    expect(terms.attention).toBeCloseTo(5, 5);
    expect(terms.ffn).toBeCloseTo(0.05, 6);
    expect(terms.embedding + terms.attention + terms.ffn).toBeCloseTo(5.3, 5);
    expect(numbers(intermediate(student, teacher, inputOf([[1, 1, 1]], true)))).toEqual(terms);
  });

  test("padding counts for nothing, neither in the sums nor in what they are divided by", () => {
    const mask = [
      [1, 1, 0],
      [1, 1, 1],
    ];
    const real = tf.tensor2d(mask);
    const wild = (shape: number[], shown: Tensor) =>
      tf.where(tf.cast(shown, "bool"), tf.ones(shape), tf.fill(shape, 1e3));
    const rows = wild([6, 3], tf.mul(tf.reshape(real, [6, 1]), tf.ones([6, 3])));
    const pairs = tf.mul(tf.reshape(real, [2, 1, 3, 1]), tf.reshape(real, [2, 1, 1, 3]));
    const products = wild([2, 2, 3, 3], tf.mul(pairs, tf.ones([2, 2, 3, 3])));
    const student = output([rows, rows], [products]);
    const teacher = output(states(6, 0, -1), scores(2, 3, -2));
    const terms = numbers(intermediate(student, teacher, inputOf(mask)));
    expect(terms).toEqual({
      embedding: expect.closeTo(1, 6),
      attention: expect.closeTo(9, 5),
      ffn: expect.closeTo(4, 5),
    });
  });

  test("scores are compared before the softmax: a constant added to all keys of a query counts", () => {
    const same = scores(1, 3, 0.3);
    const raised = [tf.add(same[0], tf.tensor4d([0, 2, 0], [1, 1, 3, 1]))];
    expect(tf.max(tf.abs(tf.sub(tf.softmax(raised[0]), tf.softmax(same[0])))).dataSync()[0]).toBeLessThan(1e-6);
    const [student, teacher] = [raised, same].map((s) => output(states(3, 0, 0), s));
    const { attention } = numbers(intermediate(student, teacher, inputOf([[1, 1, 1]])));
    expect(attention).toBeCloseTo(4 / 3, 6); // a third of the queries, 2 off
  });

  test("parts of one token each are tokens", async () => {
    const { teacher } = tinySources();
    const objective = await layerwise(setting("transfer", TINY, teacher));
    const inputs = tinyInputs(4);
    const input = toInput(inputs);
    const parts = inputs.map(({ ids }) =>
      Array.from(ids, (_, i) => ({ student: [i, i + 1], teacher: [i, i + 1] }) as const),
    );
    const length = input.mask.shape[1];
    const plain = { input, positions: [], targets: tf.zeros([0]) };
    const aligned = { ...plain, teacher: input, alignment: alignmentOf(parts, { student: length, teacher: length }) };
    const own = forward(toTensors(tinyModel(TINY, 5)), TINY, input);
    const [a, b] = [plain, aligned].map((batch) => numbers(objective.loss(own, batch, objective.teach(batch)).terms));
    expect(Object.keys(a!)).toEqual(["embedding", "attention", "ffn", "soft"]); // no label was asked for
    for (const [name, term] of Object.entries(a!)) expect(b![name]! / term, name).toBeCloseTo(1, 4);
    objective.dispose?.();
  });

  test("a student whose factors are exact has nothing to learn but the labels", async () => {
    const { teacher } = tinySources();
    const student = { config: { ...TINY, plan: EXACT }, weights: factorWeights(teacher.weights, EXACT) };
    const objective = await layerwise(setting("task", student.config, teacher));
    const input = toInput(tinyInputs(6));
    const batch = { input, positions: [], targets: tf.tensor1d([0, 1, 1, 0, 1, 0], "int32") };
    const [own, taught] = [forward(toTensors(student), student.config, input), objective.teach(batch)];
    const { hard, ...terms } = numbers(objective.loss(own, batch, taught).terms);
    expect(Object.keys(terms)).toEqual(["embedding", "attention", "ffn", "soft"]);
    for (const term of Object.values(terms)) expect(Math.abs(term)).toBeLessThan(1e-6);
    expect(hard).toBeGreaterThan(0.1);
    own.logits.dataSync().forEach((x, i) => {
      expect(x).toBeCloseTo(taught.logits.dataSync()[i], 4);
    });
    objective.dispose?.();
  });

  test("teaching leaves nothing behind", async () => {
    const before = tf.memory().numTensors;
    const { teacher } = tinySources();
    const objective = await layerwise(setting("text", TINY, teacher));
    tf.tidy(() => {
      objective.teach({ input: toInput(tinyInputs(3)), positions: [], targets: tf.zeros([0]) });
    });
    objective.dispose?.();
    expect(tf.memory().numTensors).toBe(before);
  });
}, fastBackends);

test("the mean of the last layer is matched on text where the encoder is read so, and nowhere else", async () => {
  for (const [pooling, expected] of [
    ["mean", ["embedding", "attention", "ffn", "pooled"]],
    ["pooler", ["embedding", "attention", "ffn"]],
  ] as const) {
    const { teacher } = tinySources({ ...TINY, pooling });
    const objective = await layerwise(setting("text", teacher.config, teacher));
    const input = toInput(tinyInputs(3));
    const batch = { input, positions: [], targets: tf.zeros([0]) };
    const { terms } = objective.loss(forward(toTensors(teacher), teacher.config, input), batch, objective.teach(batch));
    expect(Object.keys(terms)).toEqual(expected);
    objective.dispose?.();
  }
});

test("students of other shapes than the teacher's are refused", async () => {
  const { teacher } = tinySources();
  for (const other of [{ layers: 2 }, { width: 4 }, { heads: 4 }])
    await expect(layerwise(setting("task", { ...TINY, ...other }, teacher))).rejects.toThrow("one to one");
});

const plan = TINY_PLANS.kronecker;
const head = /^classifier\./;

test("on text the student is made of the encoder's factors, with a head that its seed drew", () => {
  const { encoder, config, seed } = tinySources();
  const sources = { encoder, config, teacher: null, start: null, seed };
  const student = planned(sources, plan);
  expect(student.config).toEqual({ ...TINY, plan });
  expect([...student.weights.keys()]).toEqual([...parameterShapes(student.config).keys()]);
  const factors = factorWeights(encoder.weights, plan);
  for (const [name, w] of student.weights) if (!head.test(name)) expect(w).toEqual(factors.get(name));
  expect(planned(sources, plan)).toEqual(student);
});

test("on a task the start's weights stand under the teacher's head", () => {
  const sources = tinySources();
  const start = tinyModel({ ...TINY, plan }, 30);
  const student = planned({ ...sources, start }, plan);
  expect(student.config).toEqual({ ...TINY, plan });
  expect([...student.weights.keys()].sort()).toEqual([...parameterShapes(student.config).keys()].sort());
  for (const [name, w] of student.weights)
    expect(w).toBe((head.test(name) ? sources.teacher : start).weights.get(name));
});

test("a start that has learnt the task stands under its own head, whoever teaches, unless that reads another pooling", () => {
  const sources = tinySources();
  const start = { ...tinyModel({ ...TINY, plan }, 30), ofTask: true };
  for (const teacher of [sources.teacher, tinyModel({ ...TINY, width: 12 }, 31), null])
    expect(planned({ ...sources, teacher, start }, plan).weights).toEqual(start.weights);
  const other = { ...start, config: { ...start.config, pooling: "cls" as const } };
  const { weights } = planned({ ...sources, start: other }, plan);
  for (const [name, w] of weights) if (head.test(name)) expect(w).toBe(sources.teacher.weights.get(name));
});

test.each([
  ["wider", { ...TINY, width: 12 }],
  ["of other pooling and depth", { ...TINY, layers: 2, pooling: "pooler" as const }],
])("under a teacher that is %s the start has a head that its seed drew", (_, shape) => {
  const { encoder, config, seed } = tinySources();
  const sources = { encoder, config, teacher: tinyModel(shape, 31), seed };
  const start = tinyModel({ ...TINY, plan }, 30);
  const { weights } = planned({ ...sources, start }, plan);
  const drawn = planned({ ...sources, teacher: null, start }, plan).weights;
  expect(weights).toEqual(drawn);
  expect([...weights].filter(([name]) => head.test(name)).map(([, w]) => w.shape)).toEqual([
    [TINY.labels, TINY.width],
    [TINY.labels],
  ]);
  expect(() => planned({ ...sources, start: null }, plan)).toThrow("needs a start");
});

test("a teacher's pooler is part of its head", () => {
  const config = { ...TINY, pooling: "pooler" as const };
  const { encoder, teacher, seed } = tinySources(config);
  const start = tinyModel({ ...TINY, plan }, 30); // text teaches no pooler
  const { weights } = planned({ encoder, config, teacher, start, seed }, plan);
  expect(weights.get("bert.pooler.dense.weight")).toBe(teacher.weights.get("bert.pooler.dense.weight"));
});

test("without a start the factors are those of the fine-tuned teacher", () => {
  const sources = tinySources();
  expect(planned(sources, plan)).toEqual({
    config: { ...TINY, plan },
    weights: factorWeights(sources.teacher.weights, plan),
  });
});

test("with MLM the student has a head for words on text, and a task refuses it", () => {
  const sources = tinySources();
  const [plain, guessing] = [{}, { mlm: true }].map(
    (options) => planned({ ...sources, teacher: null }, plan, options).weights,
  );
  const head = [...guessing].slice(plain.size);
  expect([...guessing].slice(0, plain.size)).toEqual([...plain]);
  expect(head.map(([name, { shape }]) => [name, shape])).toEqual([
    ["cls.predictions.bias", [40]],
    ["cls.predictions.transform.dense.weight", [8, 8]],
    ["cls.predictions.transform.dense.bias", [8]],
    ["cls.predictions.transform.LayerNorm.weight", [8]],
    ["cls.predictions.transform.LayerNorm.bias", [8]],
  ]);
  expect(() => planned(sources, plan, { mlm: true })).toThrow("belongs to the text stage");
});

test("a start under another plan is refused", () => {
  const start = tinyModel({ ...TINY, plan: TINY_PLANS["kronecker, two terms"] }, 30);
  expect(() => planned({ ...tinySources(), start }, plan)).toThrow("another plan");
});

test("a start of another size than the encoder is refused, though its plan is the same", () => {
  for (const [size, other] of [
    ["layers", 2],
    ["heads", 4],
    ["positions", 12],
  ] as const) {
    const start = tinyModel({ ...TINY, plan, [size]: other }, 30);
    expect(() => planned({ ...tinySources(), start }, plan)).toThrow(`the start's ${size} ${other} differ`);
  }
});

test("a word table whose B has several rows is refused before anything is read", () => {
  const word = { kind: "kronecker", a: [20, 2], b: [2, 4], terms: 1 };
  for (const options of [
    kronecker.options.safeParse({ plan: { ...plan, word } }),
    svd.options.safeParse({ equal_to: { ...plan, word } }),
  ])
    expect(options.error?.issues[0].message).toContain("B must have one row");
});

test("both methods take a preset by name or shapes, and keep their options as they are said", () => {
  expect(JSON.stringify(kronecker.options.parse({ plan: "K384-19x" }))).toBe('{"plan":"K384-19x"}');
  expect(JSON.stringify(svd.options.parse({ equal_to: "K384-19x" }))).toBe('{"equal_to":"K384-19x"}');
  expect(kronecker.options.safeParse({ plan: "K384-20x" }).success).toBe(false);
  expect(kronecker.build(tinySources(), kronecker.options.parse({ plan })).config).toMatchObject({ plan });
  // Word table 40x2 + 4, attention 8 + 8, FFN 12 + 8 numbers; 48, 16 and 20 a rank.
  const ranks = {
    word: { kind: "low_rank", rank: 1 },
    attention: { kind: "low_rank", rank: 1 },
    intermediate: { kind: "low_rank", rank: 1 },
    output: { kind: "low_rank", rank: 1 },
  };
  expect(svd.build(tinySources(), svd.options.parse({ equal_to: plan })).config).toMatchObject({ plan: ranks });
});
