import { expect, test } from "vitest";
import { confidenceOf, wordOf } from "./shown-answer.tsx";

const scores = [
  { label: "joy", score: 0.7 },
  { label: "anger", score: 0.6 },
  { label: "envy", score: 0.1 },
];
const several = (held: string[]): Parameters<typeof wordOf>[0] => ({
  task: "multi-label-classification",
  scores,
  held,
});

test("several labels agree where the same ones hold, in whatever order, and have no one confidence", () => {
  expect(wordOf(several(["joy", "anger"]))).toBe("anger, joy");
  expect(wordOf(several(["anger", "joy"]))).toBe("anger, joy");
  expect(wordOf(several([]))).toBe("no label");
  expect(confidenceOf(several(["joy"]))).toBeNull();
});
