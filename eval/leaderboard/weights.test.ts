import { expect, test } from "vitest";
import { evenWeights, parseWeights } from "./weights.ts";

test("weights are read by name", () => {
  expect(parseWeights("performance:1, bytes:0.5,latency:0")).toEqual({ performance: 1, bytes: 0.5, latency: 0 });
});

test.each([
  ["price:1", "there is no measure price: there are performance, bytes, latency, robustness, parameters"],
  ["toString:1", "there is no measure toString: there are performance, bytes, latency, robustness, parameters"],
  ["bytes:-1", "the weight of bytes is -1, not a number from 0 on"],
  ["bytes:NaN", "the weight of bytes is NaN, not a number from 0 on"],
  ["bytes:Infinity", "the weight of bytes is Infinity, not a number from 0 on"],
  ["bytes:1,bytes:2", "bytes has two weights"],
  ["bytes", '"bytes" is not a weight: write performance:1,bytes:0.5'],
  ["bytes:1:2", '"bytes:1:2" is not a weight: write performance:1,bytes:0.5'],
  ["", '"" is not a weight: write performance:1,bytes:0.5'],
  ["performance:0,bytes:0", "at least one weight must be above 0, and their sum finite"],
  ["performance:1e308,bytes:1e308", "at least one weight must be above 0, and their sum finite"],
])("refuses %j", (text, reason) => {
  expect(parseWeights(text)).toBe(reason);
});

test("half goes to performance, the rest is shared", () => {
  expect(evenWeights(["bytes", "latency"])).toEqual({ performance: 0.5, bytes: 0.25, latency: 0.25 });
  expect(evenWeights([])).toEqual({ performance: 1 });
});
