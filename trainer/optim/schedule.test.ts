import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { linearWarmupDecay } from "./schedule.ts";

const { schedule } = JSON.parse(readFileSync(new URL("../../test/golden/pkd.json", import.meta.url), "utf8"));

test("every step's learning rate equals that of PyTorch's LambdaLR with linear warm-up and decay", () => {
  schedule.rates.forEach((expected: number, step: number) => {
    expect(linearWarmupDecay(step, schedule.steps, schedule.warmup_steps, schedule.peak)).toBeCloseTo(expected, 12);
  });
});

test("without warm-up it starts just below the peak and ends at 0", () => {
  expect(linearWarmupDecay(1, 10, 0, 1)).toBeCloseTo(0.9, 12);
  expect(linearWarmupDecay(10, 10, 0, 1)).toBe(0);
});
