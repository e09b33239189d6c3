/** Distillation of a class and of tags together, against test/golden/slots.json (PyTorch, float64). */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scalar } from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import golden from "../../test/golden/slots.json" with { type: "json" };
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor2D, tf, useBackend } from "../backend/tf.ts";
import type { AlignedPart } from "../data/align-tokens.ts";
import { alignmentOf } from "../data/alignment.ts";
import type { BilstmConfig } from "../models/bilstm/config.ts";
import { forward } from "../models/index.ts";
import { toInput } from "../models/predict.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { taskNamed } from "../tasks/index.ts";
import { TINY, tinyInputs, tinyModel } from "./fixtures/tiny-sources.ts";
import { hardAndSoft } from "./hard-and-soft.ts";
import { layers } from "./layerwise.ts";
import type { Batch } from "./method.ts";
import { bilstmStudent } from "./xtremedistil.ts";
import { strategies } from "./xtremedistil-objectives.ts";

const { lengths, labels, gold, student, teacher, ...values } = golden.losses;
const task = taskNamed("snips");
const tensors = ({ logits, slots }: { logits: number[][]; slots: number[][] }) => ({
  logits: tf.tensor2d(logits),
  slots: tf.tensor2d(slots),
});

const batch = (): Batch => {
  const rows = lengths.map((length) => Array.from({ length: Math.max(...lengths) }, (_, i) => (i < length ? 1 : 0)));
  const examples = lengths.map((length, i) => ({
    ...{ id: `${i}`, ids: Array(length).fill(1), typeIds: Array(length).fill(0) },
    target: [labels[i], ...gold[i]],
  }));
  const none = tf.tensor1d([0], "int32");
  const input = { inputIds: none, tokenTypeIds: none, mask: tf.tensor2d(rows) as Tensor2D };
  return { input, positions: [], targets: task.targets(examples) };
};

/** The same batch to a teacher that cuts each token in two, whose numbers are the token's in the mean. */
function halved() {
  const length = Math.max(...lengths);
  const parts = lengths.map((count) =>
    Array.from({ length: count }, (_, i): AlignedPart => ({ student: [i, i + 1], teacher: [2 * i, 2 * i + 2] })),
  );
  const halves = (row: number[]) => [1, -1].map((sign) => row.map((x, i) => x + sign * (i + 0.5)));
  return {
    batch: { ...batch(), alignment: alignmentOf(parts, { student: length, teacher: 2 * length }) },
    teacher: tensors({ logits: teacher.logits, slots: teacher.slots.flatMap(halves) }),
  };
}

interface Expected {
  loss: number;
  logits: number[][];
  slots: number[][];
}

function check(loss: (own: { logits: Tensor; slots: Tensor }) => Scalar, { loss: expected, ...parts }: Expected) {
  const own = tensors(student);
  const { value, gradients } = valueAndGradients(own, () => loss(own));
  expect(Math.abs(value.dataSync()[0] / expected - 1)).toBeLessThan(1e-5);
  for (const [part, gradient] of Object.entries(parts)) {
    const error = tf.max(tf.abs(tf.sub(gradients[part as keyof typeof gradients], tf.tensor2d(gradient))));
    expect(error.dataSync()[0], part).toBeLessThan(4e-6);
  }
}

/** a of the first and b of the second. */
const sum = (a: number, first: Expected, b: number, second: Expected): Expected => {
  const rows = (x: number[][], y: number[][]) => x.map((row, i) => row.map((value, k) => a * value + b * y[i][k]));
  return {
    loss: a * first.loss + b * second.loss,
    logits: rows(first.logits, second.logits),
    slots: rows(first.slots, second.slots),
  };
};

forEachBackend(() => {
  test("labels and a teacher's logits are both of class and tags", () => {
    const { temperature, ...soft } = values.soft[1];
    check(
      (own) => hardAndSoft(task, { temperature, alpha: 0.25 }, own, tensors(teacher), batch()).total,
      sum(0.75, values.hard, 0.25, soft),
    );
    const other = halved();
    check(
      (own) => hardAndSoft(task, { temperature, alpha: 0.25 }, own, other.teacher, other.batch).total,
      sum(0.75, values.hard, 0.25, soft),
    );
  });

  test.each([
    ["labels", values.hard],
    ["logits", values.squares],
    ["hard", values.guesses],
    ["labels-and-logits", sum(2, values.hard, 3, values.squares)],
  ] as const)("XtremeDistil's %s are both of class and tags", async (name, expected) => {
    const config = { kind: "bilstm", pooling: "max", labels: 3, slots: 4 } as unknown as BilstmConfig;
    const objective = await strategies[name].create({
      options: { teacher_layer: null, alpha: 2, beta: 1, gamma: 3 },
      ...{ on: "task", task, student: config, tokenizer: "", inputs: [] },
      teacher: { config: { ...TINY, labels: 3, slots: 4 }, weights: new Map() },
      cache: mkdtempSync(join(tmpdir(), "xtremedistil-slots-")),
      onTeacher() {},
    });
    check((own) => objective.loss(own as never, batch(), tensors(teacher)).total, expected);
    const other = halved();
    check((own) => objective.loss(own as never, other.batch, other.teacher).total, expected);
  });

  test.each(["logits", "hard", "representation"] as const)(
    "XtremeDistil's %s of a tagger are those of aligned parts where its teacher cuts tokens in two",
    async (name) => {
      const student = { kind: "bilstm", pooling: "none", labels: 4, width: 8 } as unknown as BilstmConfig;
      const config = { ...TINY, pooling: "none" as const, labels: 4 };
      const objective = await strategies[name].create({
        options: { teacher_layer: null, alpha: 1, beta: 1, gamma: 1 },
        ...{ on: "task", task: taskNamed("wnut17"), student, tokenizer: "", inputs: [] },
        teacher: { config, weights: new Map() },
        cache: mkdtempSync(join(tmpdir(), "xtremedistil-parts-")),
        onTeacher() {},
      });
      const own = tf.tensor2d(golden.losses.student.slots);
      const other = halved();
      const numbers = (part: Tensor) => ({ logits: part, pooled: part, states: part });
      const loss = (b: Batch, taught: Tensor) => objective.loss(numbers(own) as never, b, numbers(taught)).total;
      const [expected] = loss(batch(), tf.tensor2d(teacher.slots)).dataSync();
      expect(loss(other.batch, other.teacher.slots).dataSync()[0]).toBeCloseTo(expected, 4);
      objective.dispose?.();
    },
  );
});

test("a student has the task's slots", () => {
  const sources = { encoder: {} as never, config: { ...TINY, slots: 6 }, teacher: null, start: null, seed: 1 };
  const made = bilstmStudent(sources, {
    ...{ embedding: 4, units: 3, teacher_layer: null, alpha: 1, beta: 1, gamma: 1 },
    ...({ pooling: "max", words: "random" } as const),
  });
  expect(made.config.slots).toBe(6);
  expect(made.weights.get("slot_classifier.weight")!.shape).toEqual([6, TINY.width]);
});

test("layer by layer the soft and the hard loss are of both, too", async () => {
  await useBackend("cpu");
  const slots = task.slots!.length;
  const [teaching, learning] = [5, 6].map((seed) => tinyModel({ ...TINY, labels: task.labels.length, slots }, seed));
  const texts = tinyInputs(4);
  const examples = texts.map((text) => ({ ...text, target: [1, -1, ...Array(text.ids.length - 1).fill(2)] }));
  const { input, targets } = { input: toInput(texts), targets: task.targets(examples) };
  const objective = await layers.create({
    options: {},
    ...{ on: "task", task, student: learning.config, teacher: teaching, tokenizer: "", inputs: texts, cache: "" },
    onTeacher() {},
  });
  const all = { input, targets, positions: [0, 1, 2, 3] };
  const [own, taught] = [forward(weightTensors(learning.weights), learning.config, input), objective.teach(all)];
  const { terms } = objective.loss(own, all, taught);
  const number = (loss: Scalar) => loss.dataSync()[0];
  expect(number(terms.soft)).toBeCloseTo(number(task.softLoss(own, taught as typeof own, 1, input)), 6);
  expect(number(terms.hard)).toBeCloseTo(number(task.hardLoss(own, targets, input)), 6);
  objective.dispose?.();
});
