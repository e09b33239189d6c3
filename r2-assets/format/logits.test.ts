import { expect, test } from "vitest";
import { joinLogits, labelLogits, logitCount, outputsRead, slotLogits, widthsOf } from "./logits.ts";

test("a text's numbers are counted by its tokens where they are of tokens", () => {
  expect(logitCount({ pooling: "mean", labels: 3 }, 7)).toBe(3);
  expect(logitCount({ pooling: "none", labels: 3 }, 7)).toBe(21);
  expect(logitCount({ pooling: "max", labels: 3, slots: 5 }, 7)).toBe(38);
});

test("widths are the card's", () => {
  const architecture = { pooling: "mean" } as never;
  expect(widthsOf({ architecture, labels: ["a", "b"] })).toEqual({ pooling: "mean", labels: 2 });
  expect(widthsOf({ architecture, labels: ["a", "b"], slots: ["O"] })).toEqual({
    pooling: "mean",
    labels: 2,
    slots: 1,
  });
});

test("both outputs are joined text by text, and come apart again", () => {
  const [classes, tags] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 11, 12, 20, 21, 22)];
  const joined = joinLogits({ batch: 2 }, classes, tags);
  expect([...joined]).toEqual([1, 2, 10, 11, 12, 3, 4, 20, 21, 22]);
  const second = joined.subarray(5);
  expect([...labelLogits(second, ["a", "b"])]).toEqual([3, 4]);
  expect([...slotLogits(second, ["a", "b"])]).toEqual([20, 21, 22]);
  expect(joinLogits({ batch: 2 }, classes, undefined)).toBe(classes);
});

test("of a graph's outputs only logits are read", () => {
  expect(outputsRead(["logits", "start_logits", "end_logits"])).toEqual(["logits"]);
  expect(outputsRead(["logits", "slot_logits"])).toEqual(["logits", "slot_logits"]);
});
