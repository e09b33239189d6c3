/** Losses and their gradients against test/golden/slots.json (PyTorch, float64); what tokens are asked. */
import { readFile } from "node:fs/promises";
import type { Scalar } from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { SUITES } from "../../eval/suites/index.ts";
import type { ClassificationRow } from "../../r2-assets/format/rows.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import golden from "../../test/golden/slots.json" with { type: "json" };
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import type { ModelInput } from "../models/input-output.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { classificationWithSlots } from "./classification-with-slots.ts";
import { devSet } from "./dev-set.ts";
import type { Example } from "./task.ts";

const { lengths, labels, gold, student, teacher, hard, soft } = golden.losses;
const learning = classificationWithSlots(["B-a", "B-b", "I-a", "O"]);
const examples: Example[] = lengths.map((length, i) => ({
  id: `${i}`,
  ids: Array(length).fill(1),
  typeIds: Array(length).fill(0),
  target: [labels[i], ...gold[i]],
}));

/** `[batch, length]`, 1 where there is a token; the losses read nothing else of the input. */
const input = (): ModelInput => {
  const rows = lengths.map((length) => Array.from({ length: Math.max(...lengths) }, (_, i) => (i < length ? 1 : 0)));
  return { inputIds: tf.tensor1d([0], "int32"), tokenTypeIds: tf.tensor1d([0], "int32"), mask: tf.tensor2d(rows) };
};
const tensors = ({ logits, slots }: { logits: number[][]; slots: number[][] }) => ({
  logits: tf.tensor2d(logits),
  slots: tf.tensor2d(slots),
});

forEachBackend(() => {
  function check(loss: (own: { logits: Tensor; slots: Tensor }) => Scalar, expected: typeof hard) {
    const own = tensors(student);
    const { value, gradients } = valueAndGradients(own, () => loss(own));
    expect(Math.abs(value.dataSync()[0] / expected.loss - 1)).toBeLessThan(1e-5);
    for (const part of ["logits", "slots"] as const) {
      const error = tf.max(tf.abs(tf.sub(gradients[part], tf.tensor2d(expected[part]))));
      expect(error.dataSync()[0], part).toBeLessThan(2e-6);
    }
  }

  test("the losses are PyTorch's, of class and tags together, and so are their gradients", () => {
    check((own) => learning.hardLoss(own, learning.targets(examples), input()), hard);
    for (const { temperature, ...expected } of soft)
      check((own) => learning.softLoss(own, tensors(teacher), temperature, input()), expected);
  });

  test("a text without a label teaches neither class nor tag", () => {
    const all = [...examples, { ...examples[0], id: "3", target: learning.noTarget! }];
    const more = (rows: number[][], by: number) => tf.tensor2d([...rows, ...rows.slice(0, by)]);
    const own = { logits: more(student.logits, 1), slots: more(student.slots, 6) };
    const { value, gradients } = valueAndGradients(own, () => learning.hardLoss(own, learning.targets(all), input()));
    expect(Math.abs(value.dataSync()[0] / hard.loss - 1)).toBeLessThan(1e-5);
    const added = [tf.slice(gradients.logits, 3), tf.slice(gradients.slots, 18)];
    expect(added.flatMap((part) => [...part.dataSync()]).every((number) => Math.abs(number) === 0)).toBe(true);
  });

  test("the loss of one text as plain numbers is its hard loss", () => {
    for (const [i, example] of examples.entries()) {
      const length = lengths[i];
      const own = { logits: [student.logits[i]], slots: student.slots.slice(6 * i, 6 * i + length) };
      const plain = Float32Array.from([...own.logits, ...own.slots].flat());
      const loss = learning.hardLoss(tensors(own), learning.targets([example]), input());
      expect(learning.lossOf(plain, example.target)).toBeCloseTo(loss.dataSync()[0], 5);
    }
    expect(learning.lossOf(Float32Array.from([0, 0, ...Array(8).fill(3)]), [1, -1, -1])).toBeCloseTo(Math.log(2), 12);
  });
});

const tiny = new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url);
const tokenizer = createTokenizer(JSON.parse(await readFile(tiny, "utf8")), { maxLength: 12 });
const names = ["B-thing", "I-thing", "O"];
const things = classificationWithSlots(names);
const row = (changes: Partial<ClassificationRow> = {}): ClassificationRow => ({
  id: "r",
  text_a: " the  heartless table is, warm",
  label: "y",
  slots: ["O", "B-thing", "I-thing", "O", "B-thing"],
  ...changes,
});

/** Each token of the row with the tag that it is to get. */
function asked(changes: Partial<ClassificationRow> = {}): string[] {
  const { text_a, text_b } = row(changes);
  const { ids } = tokenizer.encode(text_a, text_b);
  const [target] = things.targetsOf(row(changes), ["x", "y"], tokenizer)!;
  const [label, ...tags] = target as number[];
  expect(label).toBe(1);
  expect(tags).toHaveLength(ids.length);
  return ids.map((id, i) => `${tokenizer.tokenOf(id)} ${names[tags[i]] ?? "-"}`);
}

test("the first piece of each space-separated word has its tag, its further pieces go on with its type", () => {
  const words = ["the O", "heart B-thing", "##less I-thing", "table I-thing", "is O", ", O", "warm B-thing"];
  expect(asked()).toEqual(["[CLS] -", ...words, "[SEP] -"]);
});

test("words that are cut off are not asked, nor are those of a second text", () => {
  const tags = ["O", ...Array(6).fill("B-thing"), ...Array(6).fill("O")];
  const long = asked({ text_a: `the ${"heartless ".repeat(6)}${"is ".repeat(6)}`, slots: tags });
  expect(long.slice(-4)).toEqual(["heart B-thing", "##less I-thing", "heart B-thing", "[SEP] -"]);
  const pair = asked({ text_b: "the table" });
  expect(pair.slice(-5)).toEqual(["warm B-thing", "[SEP] -", "the -", "table -", "[SEP] -"]);
});

test("a row without slots teaches its class alone", () => {
  const tokens = asked({ slots: undefined });
  expect(tokens.every((token) => token.endsWith(" -"))).toBe(true);
});

test("dev chooses by rows that are right in all, and hands on class and tags of each", () => {
  const suite = { ...SUITES["snips/valid"], labels: ["x", "y"] };
  const rows = [row(), row({ id: "s", label: "x" }), row({ id: "t", text_a: "the table", slots: ["O", "B-thing"] })];
  const dev = devSet(things, suite, rows, tokenizer);
  const right = rows.map((each, i) => {
    const [label, ...tags] = things.targetsOf(each, suite.labels, tokenizer)![0] as number[];
    const peak = (at: number, width: number) => Array.from({ length: width }, (_, k) => (k === at ? 30 : 0));
    expect(dev.inputs[i].ids).toHaveLength(tags.length);
    return Float32Array.from([...peak(label, 2), ...tags.flatMap((tag) => peak(tag, 3))]);
  });
  expect(dev.score(right)).toMatchObject({
    primary: "frame_accuracy",
    metrics: { accuracy: 1, slot_f1: 1, frame_accuracy: 1 },
  });
  expect(dev.score(right).loss).toBeCloseTo(0, 9);
  const wrong = right.map((each) => each.slice());
  wrong[2].fill(0, 2); // all are B-thing: one too many
  const { metrics } = dev.score(wrong);
  expect(metrics).toMatchObject({ accuracy: 1, frame_accuracy: 2 / 3, slot_f1: (2 * 5) / (5 + 6) });
  const references = [...dev.references(right)];
  expect(references[1]).toEqual({
    ...{ id: "s", text_a: row().text_a, gold: "x", slots: row().slots },
    logits: [...right[1]],
  });
});
