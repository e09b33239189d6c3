import { expect, test } from "vitest";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { multiLabelKind } from "../kinds/multi-label/index.ts";
import { heldLabels } from "./held-labels.ts";
import { sigmoid } from "./sigmoid.ts";

test("the sigmoid is 0.5 at 0, its own complement at -x, and a number however far out", () => {
  expect(sigmoid(0)).toBe(0.5);
  for (const x of [0.1, 3, 30]) expect(sigmoid(x) + sigmoid(-x)).toBeCloseTo(1, 15);
  expect([sigmoid(1e4), sigmoid(-1e4)]).toEqual([1, 0]);
});

test("a label holds from its threshold on: 0.5 each, or its own", () => {
  const logits = Float32Array.of(0, -0.1, 2);
  const scores = { a: 0.5, b: sigmoid(Math.fround(-0.1)), c: sigmoid(2) };
  expect(heldLabels(["a", "b", "c"], logits, undefined)).toEqual({ labels: ["a", "c"], scores });
  expect(heldLabels(["a", "b", "c"], logits, [0.51, 0.4, sigmoid(2)])).toEqual({ labels: ["b", "c"], scores });
  expect(heldLabels(["a", "b", "c"], logits, [0.9, 0.9, 0.9]).labels).toEqual([]);
});

test("labels that are one in the suite's words hold where any does, with the largest of their scores", () => {
  const inSuite = (label: string) => (label === "c" ? "z" : "a or b");
  const { labels, scores } = heldLabels(["a", "b", "c"], [-1, 1, -3], [0.2, 0.9, 0.5], inSuite);
  expect(labels).toEqual(["a or b"]); // by a, whose threshold is low
  expect(scores).toEqual({ "a or b": sigmoid(1), z: sigmoid(-3) });
});

test("the answerer takes thresholds and names from the card, and the suite's words from its map", async () => {
  const file = await import("../../test/golden/tiny-bert/tokenizer.json", { with: { type: "json" } });
  const tokenizer = createTokenizer(file.default, { maxLength: 16 });
  const suite = { labels: ["anger", "joy"], label_map: { happy: "joy" } };
  const model = { labels: ["happy", "anger"], thresholds: [0.9, 0.1] };
  const { encodings, answer } = multiLabelKind.answerer.ask(
    { id: "1", text_a: "a", labels: [] },
    tokenizer,
    model,
    suite,
  );
  expect(encodings).toHaveLength(1);
  expect(answer([Float32Array.of(1, -1)])).toEqual({
    labels: ["anger"],
    scores: { joy: sigmoid(1), anger: sigmoid(-1) },
  });
});
