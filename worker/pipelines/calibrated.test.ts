import { expect, test } from "vitest";
import { softmax } from "../../eval/answers/softmax.ts";
import { calibrationMisfit, rankCalibrated } from "./calibrated.ts";
import { rank } from "./classify.ts";

const labels = ["a", "b", "c"];
const logits = Float32Array.of(1, 3, 2);
const names = (scores: { label: string }[]) => scores.map(({ label }) => label);

test("logits are divided by the temperature, and slots behind them left alone", () => {
  const [a, b, c] = softmax([0.5, 1.5, 1]) as [number, number, number];
  const expected = [
    { label: "b", score: b },
    { label: "c", score: c },
    { label: "a", score: a },
  ];
  expect(rankCalibrated(labels, logits, 2)).toEqual(expected);
  expect(rankCalibrated(labels, Float32Array.of(1, 3, 2, 9, 9), 2, 2)).toEqual(expected.slice(0, 2));
  expect(rankCalibrated(labels, logits, 1)).toEqual(rank(labels, logits));
});

test("no temperature changes the order, not where it makes scores equal nor where they were", () => {
  const near = Float32Array.of(1, 1 + 2 ** -20, 1 - 2 ** -20);
  for (const temperature of [1e-3, 0.5, 2, 1e3, 1e12]) {
    for (const each of [logits, near])
      expect(names(rankCalibrated(labels, each, temperature))).toEqual(names(rank(labels, each)));
    const far = rankCalibrated(labels, Float32Array.of(-900, 0, -800), temperature);
    expect(far.map(({ score }) => score)).toEqual(far.map(({ score }) => score).sort((x, y) => y - x));
  }
  expect(names(rankCalibrated(labels, Float32Array.of(-900, 0, -800), 10))).toEqual(["b", "c", "a"]);
});

test("a card without a calibration, and functions that are no softmax, are told", () => {
  expect(calibrationMisfit({ id: "m" }, "softmax")).toBe("m has no calibration on its card");
  expect(calibrationMisfit({ id: "m" }, "sigmoid")).toContain("function_to_apply asks for sigmoid");
});
