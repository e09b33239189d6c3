import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Tensor, type Tensor2D, tf, useBackend } from "../backend/tf.ts";
import { principalCoordinates } from "../factorise/principal-coordinates.ts";
import type { BilstmConfig } from "../models/bilstm/config.ts";
import { WORD_TABLE } from "../models/bilstm/tensors.ts";
import { architectureOf, countParameters } from "../models/describe.ts";
import type { Model } from "../models/model.ts";
import { predictLogits } from "../models/predict.ts";
import { taskNamed } from "../tasks/index.ts";
import type { TrainingTask } from "../tasks/task.ts";
import { Learner } from "../training/learner.ts";
import type { StageRun } from "../training/open-stage.ts";
import { trainStep } from "../training/train-step.ts";
import { TINY, tinyInputs, tinySources } from "./fixtures/tiny-sources.ts";
import type { Batch, Objective } from "./method.ts";
import { bilstmStudent, xtremedistil } from "./xtremedistil.ts";
import { strategies } from "./xtremedistil-objectives.ts";

const options = {
  embedding: 4,
  units: 3,
  pooling: "max",
  words: "svd",
  teacher_layer: null,
  alpha: 1,
  beta: 1,
  gamma: 1,
} as const;
const inputs = tinyInputs(12);
const task = taskNamed("sst2");

beforeAll(() => useBackend("cpu"));

const create = (
  name: keyof typeof strategies,
  student: BilstmConfig,
  changes = {},
  of: TrainingTask = task,
): Promise<Objective> =>
  strategies[name].create({
    options: { ...options, ...changes },
    on: "task+transfer",
    task: of,
    student,
    teacher: tinySources().teacher,
    tokenizer: "",
    inputs,
    cache: mkdtempSync(join(tmpdir(), "xtremedistil-")),
    onTeacher() {},
  });

describe("the student", () => {
  test("has the paper's sizes: E 50, H 200, Z 384, two classes, 30,522 words", () => {
    const config: BilstmConfig = {
      ...{ kind: "bilstm", vocabulary: 30_522, embedding: 50, units: 200, width: 384, pooling: "max", labels: 2 },
    };
    const count = (changes: Partial<BilstmConfig>) => countParameters(architectureOf({ ...config, ...changes }));
    expect(count({})).toBe(2_082_454);
    const layer = (embedding: number, units: number) =>
      count({ embedding, units }) - 30_522 * embedding - (2 * units * 384 + 384) - (384 * 2 + 2);
    expect([layer(300, 600), layer(50, 200), layer(50, 100)]).toEqual([4_324_800, 401_600, 120_800]);
  });

  test("begins with the teacher's words in their principal coordinates, and forget gates open", () => {
    const sources = tinySources();
    const { config, weights } = bilstmStudent(sources, options);
    expect(config).toMatchObject({ kind: "bilstm", vocabulary: 40, embedding: 4, units: 3, width: 8, labels: 2 });
    const { shape, data } = sources.teacher.weights.get("bert.embeddings.word_embeddings.weight")!;
    expect(weights.get(WORD_TABLE)).toEqual(principalCoordinates({ shape: [shape[0]!, shape[1]!], data }, 4));
    expect([...weights.get("bilstm.lstm.bias_ih_l0")!.data]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    const recurrent = tf.tensor2d(weights.get("bilstm.lstm.weight_hh_l0")!.data, [12, 3]);
    const gram = tf.matMul(recurrent, recurrent, true).dataSync();
    [1, 0, 0, 0, 1, 0, 0, 0, 1].forEach((value, i) => {
      expect(gram[i]).toBeCloseTo(value, 5);
    });
    expect(bilstmStudent(sources, options).weights).toEqual(weights);
    expect(bilstmStudent({ ...sources, seed: 4 }, options).weights).not.toEqual(weights);
  });

  test("of a teacher with another vocabulary takes the words that both have, the encoder's for the others", () => {
    const sources = tinySources();
    const tokens = (names: readonly string[]) =>
      JSON.stringify({
        ...JSON.parse(readFileSync(new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url), "utf8")),
        added_tokens: [],
        model: {
          ...{ type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##", max_input_chars_per_word: 100 },
          vocab: Object.fromEntries(names.map((name, id) => [name, id])),
        },
      });
    const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
    const words = Array.from({ length: 35 }, (_, i) => `w${i}`);
    const encoder = { ...sources.encoder, tokenizer: tokens([...special, ...words]) };
    const teacherTokenizer = tokens([...special, ...words.slice(1).reverse(), "other"]); // it lacks w0
    const own = encoder.weights.get("bert.embeddings.word_embeddings.weight")!;
    const taught = sources.teacher.weights.get("bert.embeddings.word_embeddings.weight")!;
    const row = (table: typeof own, i: number) => [...table.data.subarray(8 * i, 8 * (i + 1))];
    const expected = Float32Array.from([
      ...special.flatMap((_, i) => row(taught, i)),
      ...row(own, 5),
      ...words.slice(1).flatMap((_, i) => row(taught, 38 - i)),
    ]);
    const table = bilstmStudent({ ...sources, encoder, teacherTokenizer }, options).weights.get(WORD_TABLE);
    expect(table).toEqual(principalCoordinates({ shape: [40, 8], data: expected }, 4));
  });

  test("refuses more coordinates than there are", () => {
    const sources = tinySources();
    expect(() => bilstmStudent(sources, { ...options, embedding: 9 })).toThrow(
      "options.embedding 9 is more than the teacher's 8 coordinates of a word",
    );
  });

  test("answers tokens where the task asks about them", () => {
    const sources = tinySources({ ...TINY, pooling: "none", labels: 3 });
    const { config, weights } = bilstmStudent(sources, options);
    const parameters = Object.fromEntries([...weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
    expect(predictLogits(parameters, config, inputs.slice(0, 2)).map(({ length }) => length)).toEqual([6, 9]);
  });
});

describe("the losses by hand", () => {
  const output = (logits: number[], pooled = [0]) => ({
    logits: tf.tensor2d([logits]),
    pooled: tf.tensor2d([pooled]),
    hiddenStates: [],
    attentionScores: [],
  });
  const batch = {
    input: { mask: tf.ones([1, 2]) as Tensor2D, lengths: [2], full: true },
    targets: tf.tensor1d([0], "int32"),
  };
  const lossOf = async (
    name: keyof typeof strategies,
    student: Parameters<typeof output>,
    taught: object,
    changes = {},
    of = task,
  ) => {
    const objective = await create(name, bilstmStudent(tinySources(), options).config, changes, of);
    const { total, terms } = objective.loss(output(...student), batch as unknown as Batch, taught);
    return { total: total.dataSync()[0]!, terms: Object.keys(terms) };
  };

  test("logits: half the squared distance, whatever is added to all of the teacher's", async () => {
    for (const shift of [0, 5]) {
      const logits = tf.tensor2d([[2 + shift, -2 + shift, shift]]);
      expect((await lossOf("logits", [[1, -1, 0.5]], { logits })).total).toBeCloseTo(1.125, 5);
    }
  });

  test("representation: a squared error, which sees negative and large coordinates", async () => {
    const taught = { logits: tf.tensor2d([[0, 0]]), states: tf.tensor2d([[0, -1, 4]]) };
    expect(
      (
        await lossOf(
          "representation",
          [
            [0, 0],
            [0, -9, 7],
          ],
          taught,
        )
      ).total,
    ).toBeCloseTo(73 / 3, 4);
    expect(
      (
        await lossOf(
          "representation",
          [
            [0, 0],
            [0, -0.154286, 3.99993],
          ],
          taught,
        )
      ).total,
    ).toBeCloseTo(0.238411, 5);
  });

  test("hard: cross-entropy on what the teacher says most", async () => {
    const { total } = await lossOf("hard", [[1, 3]], { logits: tf.tensor2d([[0.1, 0.2]]) });
    expect(total).toBeCloseTo(Math.log(1 + Math.exp(-2)), 5);
  });

  test("of several labels a text each logit is a number of its own, and what the teacher says most is said label by label", async () => {
    const several: TrainingTask = { ...task, task: "multi-label-classification" };
    const taught = { logits: tf.tensor2d([[3, -1, 0]]) };
    const half = await lossOf("logits", [[1, -1, 0.5]], taught, {}, several);
    expect(half.total).toBeCloseTo((4 + 0 + 0.25) / 2, 5);
    const hard = await lossOf("hard", [[1, -1, 0.5]], taught, {}, several);
    const held = (x: number) => Math.log1p(Math.exp(-x));
    expect(hard.total).toBeCloseTo((held(1) + held(1) + held(0.5)) / 3, 5);
  });

  test("joint: the weighted sum of all three", async () => {
    const taught = { logits: tf.tensor2d([[1, -1]]), states: tf.tensor2d([[2]]) };
    const { total, terms } = await lossOf("joint", [[3, 1], [1]], taught, { alpha: 2, beta: 3, gamma: 4 });
    expect(terms).toEqual(["label", "representation", "logits"]);
    const expected = 2 * Math.log(1 + Math.exp(-2)) + 3 * 1 + 4 * 0.5 * (4 + 4);
    expect(total).toBeCloseTo(expected, 4);
  });

  test("a layer that the teacher does not have, or one of another width, is refused", async () => {
    const student = bilstmStudent(tinySources(), options).config;
    await expect(create("representation", student, { teacher_layer: 5 })).rejects.toThrow(
      "options.teacher_layer is 5, but the teacher has 4 layers",
    );
    await expect(create("representation", { ...student, width: 9 })).rejects.toThrow(
      "the student's projection is 9 wide, the teacher's layer 2 8",
    );
  });
});

describe("a step", () => {
  const settings = {
    ...{ epochs: 1, batch_size: 12, learning_rate: 0.05, weight_decay: 0, warmup: 0, max_gradient_norm: 1, dropout: 0 },
    ...{ average_decay: null, max_length: 16, judged: 1, limit: null },
  };
  const positions = inputs.map((_, i) => i);

  /** Names of the parameters that a step under an objective changes. */
  async function changed(name: keyof typeof strategies, frozen: string[], targets: number[]): Promise<string[]> {
    const { config, weights } = bilstmStudent(tinySources(), options);
    const objective = await create(name, config);
    const learner = new Learner({ ...settings, frozen }, weights);
    const run = { seed: 1, settings: { ...settings, frozen }, config, train: inputs, objective } as unknown as StageRun;
    trainStep(
      {
        ...run,
        targets: (at: readonly number[]): Tensor =>
          tf.tensor1d(
            at.map((i) => targets[i]!),
            "int32",
          ),
      },
      learner,
      positions,
      0.05,
    );
    const after = learner.current();
    const names = [...weights].filter(([each, { data }]) => after[each]!.dataSync().some((x, i) => x !== data[i]));
    learner.dispose();
    return names.map(([each]) => each);
  }

  test("changes what is not frozen and not a bit of what is", async () => {
    const head = ["classifier.weight", "classifier.bias"];
    const projection = ["bilstm.projection.weight", "bilstm.projection.bias"];
    const labels = inputs.map((_, i) => i % 2);
    expect(await changed("logits", ["bilstm."], labels)).toEqual(head);
    expect(await changed("labels", ["bilstm.embeddings", "bilstm.lstm"], labels)).toEqual([...projection, ...head]);
    const opened = await changed("logits", ["bilstm.embeddings"], labels);
    expect(opened).toHaveLength(10);
    expect(opened).not.toContain(WORD_TABLE);
    expect(await changed("representation", ["classifier."], labels)).toHaveLength(9);
  });

  test("of the logits sees no label, of the labels none that is not there", async () => {
    const [one, other] = [inputs.map(() => 0), inputs.map(() => 1)];
    const learnt = async (name: keyof typeof strategies, targets: number[]) => {
      const { config, weights } = bilstmStudent(tinySources(), options);
      const frozen = name === "representation" ? ["classifier."] : [];
      const learner = new Learner({ ...settings, frozen }, weights);
      const run = {
        seed: 1,
        settings: { ...settings, frozen: [] },
        config,
        train: inputs,
        objective: await create(name, config),
      };
      const all = {
        ...run,
        targets: (at: readonly number[]): Tensor =>
          tf.tensor1d(
            at.map((i) => targets[i]!),
            "int32",
          ),
      };
      const { loss } = trainStep(all as unknown as StageRun, learner, positions, 0.05);
      learner.dispose();
      return loss;
    };
    for (const name of ["logits", "hard", "representation"] as const)
      expect(await learnt(name, one)).toBe(await learnt(name, other));
    expect(await learnt("labels-and-logits", one)).not.toBe(await learnt("labels-and-logits", other));
    const none = await learnt(
      "labels-and-logits",
      inputs.map(() => -1),
    );
    expect(none).toBeCloseTo(await learnt("logits", one), 5);
  });
});

test("students without a label agree with their teacher far above chance", async () => {
  const sources = tinySources();
  const { config, weights } = bilstmStudent(sources, { ...options, embedding: 8, units: 8 });
  const many = tinyInputs(24);
  const logits = (model: Model) => {
    const parameters = Object.fromEntries([...model.weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
    return predictLogits(parameters, model.config, many).map(([a, b]) => Number(b! > a!));
  };
  const taught = logits(sources.teacher);
  const setting = { options, on: "transfer" as const, task, student: config, teacher: sources.teacher, tokenizer: "" };
  const cache = mkdtempSync(join(tmpdir(), "xtremedistil-"));
  const objective = await strategies.logits.create({ ...setting, inputs: many, cache, onTeacher() {} });
  const settings = { weight_decay: 0, max_gradient_norm: 1, average_decay: null, dropout: 0, frozen: [] };
  const learner = new Learner(settings as never, weights);
  const run = {
    seed: 1,
    settings,
    config,
    train: many,
    objective,
    targets: () => tf.zeros([0]),
  } as unknown as StageRun;
  for (let step = 0; step < 40; step++)
    trainStep(
      run,
      learner,
      many.map((_, i) => i),
      0.02,
    );
  const numbers = [...weights.keys()].map(
    (name) =>
      [name, { shape: weights.get(name)!.shape, data: learner.current()[name]!.dataSync<"float32">() }] as const,
  );
  const learnt = logits({ config, weights: new Map(numbers) });
  learner.dispose();
  expect(learnt.filter((label, i) => label === taught[i]).length / many.length).toBeGreaterThan(0.9);
});

test("D4.2 is the paper's nine steps: loss, data, what is trained", () => {
  const recipe = JSON.parse(readFileSync(new URL("../recipes/sst2/xtremedistil-d4-2.json", import.meta.url), "utf8"));
  const [head, layer, words] = ["classifier.", "bilstm.lstm", "bilstm.embeddings"];
  const opened = ["bilstm.", [words, layer], [words], []].map((frozen) => [frozen].flat());
  const expected = [
    ["representation", "transfer", [head]],
    ...opened.map((frozen) => ["logits", "transfer", frozen]),
    ...opened.map((frozen) => ["labels", "task", frozen]),
  ];
  type Step = { objective: string; on: string; train: { frozen: string[] } };
  expect(recipe.stages.map(({ objective, on, train }: Step) => [objective, on, train.frozen])).toEqual(expected);
  expect(xtremedistil.options.safeParse(recipe.options).success).toBe(true);
});
