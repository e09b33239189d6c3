import { expect, test } from "vitest";
import { answered } from "./min-score.ts";

const scored = (...scores: number[]) => scores.map((score) => ({ score }));

test("an input is answered from its least score on, and always where none is asked for", () => {
  expect(answered(scored(0.8, 0.2), 0.8)).toEqual(scored(0.8, 0.2));
  expect(answered(scored(0.8, 0.2), 0.81)).toBeNull();
  expect(answered(scored(0.8, 0.2), 0)).toEqual(scored(0.8, 0.2));
  // Logits, as `function_to_apply: none` asks for: all may be below 0.
  expect(answered(scored(-0.5, -1.5), undefined)).toEqual(scored(-0.5, -1.5));
});
