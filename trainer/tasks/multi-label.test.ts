import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { sigmoid } from "../../eval/answers/sigmoid.ts";
import type { SuiteDescription } from "../../eval/suites/index.ts";
import type { MultiLabelRow } from "../../r2-assets/format/rows.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import golden from "../../test/golden/task-losses.json" with { type: "json" };
import { devSet } from "./dev-set.ts";
import { evenDevSet } from "./even-dev-set.ts";
import { multiLabel } from "./multi-label.ts";
import type { UnlabelledText } from "./task.ts";

const tiny = new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url);
const tokenizer = createTokenizer(JSON.parse(await readFile(tiny, "utf8")), { maxLength: 16 });

const labels = ["anger", "joy", "surprise"];
const suite: SuiteDescription = {
  ...{ id: "own/moods", task: "multi-label-classification", labels, file: "own/moods.ndjson", idPrefix: "moods" },
  ...{ metrics: ["micro_f1", "macro_f1", "sample_f1", "accuracy"], licence: "none", source: "written here" },
};
const rows: MultiLabelRow[] = [["joy"], ["joy", "surprise"], [], ["joy"]].map((own, i) => ({
  ...{ id: `${i}`, text_a: ["a warm film", "never dull", "it rains", "quite good"][i]! },
  labels: own,
}));
/** Joy is told from the rest below 0.5, surprise not at all; nobody is angry. */
const logits = [
  [-9, -1, -2],
  [-9, -0.5, -3],
  [1, -4, -1],
  [-9, -2, -4],
].map((row) => Float32Array.from(row));
const dev = () => devSet(multiLabel, suite, rows, tokenizer);

test("the loss of one input is what PyTorch's is of a batch, on average", () => {
  const { student, targets, hard } = golden["multi-label"];
  const losses = student.map((row, i) => multiLabel.lossOf(Float32Array.from(row), targets[i])!);
  expect(losses.reduce((sum, loss) => sum + loss, 0) / losses.length).toBeCloseTo(hard.loss, 6); // logits are float32
  expect(multiLabel.lossOf(Float32Array.of(1, 2, 3), [])).toBeNull();
  expect(multiLabel.lossOf(Float32Array.of(1e4, -1e4), [1, 0])).toBe(0);
});

test("a row teaches each of its labels, a text without labels none", () => {
  expect(multiLabel.targetsOf(rows[1]!, labels, tokenizer)).toEqual([[0, 1, 1]]);
  const text: UnlabelledText = { id: "1", text_a: "a", text_b: "b" };
  expect(multiLabel.unlabelled!(text)).toEqual({ id: "1", text_a: "a", text_b: "b", labels: [] });
});

test("while weights are chosen a label holds from 0.5 on", () => {
  const { primary, metrics } = dev().score(logits);
  expect(primary).toBe("micro_f1");
  expect(metrics).toEqual({ micro_f1: 0, macro_f1: 0, sample_f1: 0, accuracy: 0 }); // but anger, which is nowhere, nothing holds
});

test("thresholds are the best on dev label by label, and dev is judged by them when they are given", () => {
  const set = dev();
  const thresholds = set.thresholds!(logits);
  expect(thresholds[0]).toBe(0.5); // no row is angry: nothing to choose by
  expect(thresholds[1]).toBeCloseTo((sigmoid(-2) + sigmoid(-4)) / 2, 12);
  expect(thresholds[2]).toBeCloseTo((sigmoid(-3) + sigmoid(-4)) / 2, 12); // F1 1/2: found with two false alarms
  const { metrics, loss } = set.score(logits, thresholds);
  // Gold 4 labels, all found; false alarms: anger once, surprise twice.
  expect(metrics.micro_f1).toBeCloseTo((2 * 4) / (4 + 7), 12);
  expect(metrics.macro_f1).toBeCloseTo((0 + 1 + 1 / 2) / 3, 12);
  expect(metrics.accuracy).toBe(0.5);
  expect(loss).toBe(set.score(logits).loss);
});

test("dev sets of several suites have thresholds together", () => {
  const parts = [rows.slice(0, 2), rows.slice(2)].map((some) => devSet(multiLabel, suite, some, tokenizer));
  const even = evenDevSet(dev(), parts);
  const thresholds = even.thresholds!(logits);
  expect(thresholds).toEqual(dev().thresholds!(logits));
  expect(even.score(logits, thresholds).metrics.micro_f1).toBe(dev().score(logits, thresholds).metrics.micro_f1);
});

test("references have the labels as gold, for publish to hold the artefact against", () => {
  const [first, second] = [...dev().references(logits)];
  expect(first).toEqual({ id: "0", text_a: "a warm film", gold: ["joy"], logits: [-9, -1, -2] });
  expect(second).toMatchObject({ gold: ["joy", "surprise"] });
});
