import { expect, test } from "vitest";
import { answeringInOrder } from "./answering-in-order.ts";
import type { Teacher } from "./trained-model.ts";

const teacher = (...labels: string[]) =>
  ({
    labels,
    model: {
      config: {},
      digest: "d",
      weights: new Map([
        ["classifier.weight", { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
        ["classifier.bias", { shape: [3], data: Float32Array.of(7, 8, 9) }],
        ["other", { shape: [1], data: Float32Array.of(0) }],
      ]),
    },
  }) as unknown as Teacher;

test("rows of the head are put in the task's order, and the weights are known by another digest", async () => {
  const ordered = await answeringInOrder(teacher("C", "a", "B"), ["a", "b", "c"]);
  expect(ordered?.labels).toEqual(["a", "b", "c"]);
  const { weights, digest } = ordered!.model;
  expect([...weights.get("classifier.weight")!.data]).toEqual([3, 4, 5, 6, 1, 2]);
  expect([...weights.get("classifier.bias")!.data]).toEqual([8, 9, 7]);
  expect(digest).not.toBe("d");
});

test("the same labels are the same teacher, in other letters the same weights", async () => {
  const own = teacher("a", "b", "c");
  expect(await answeringInOrder(own, ["a", "b", "c"])).toBe(own);
  expect((await answeringInOrder(teacher("A", "B", "C"), ["a", "b", "c"]))?.model.digest).toBe("d");
});

test.each([
  [["a", "b", "x"], "another name"],
  [["a", "b"], "fewer"],
  [["a", "A", "b"], "two that differ by their letters alone, of which it has one"],
])("%s (%s) are others", async (labels) => {
  expect(await answeringInOrder(teacher("a", "b", "c"), labels)).toBeUndefined();
});
