import { expect, test } from "vitest";
import { dynascore } from "../../../eval/leaderboard/dynascore.ts";
import { readWeights, tradesOf, weightsText } from "./weights.ts";

test("weights are read from an address and written as they were", () => {
  expect(readWeights("performance:1,bytes:0.5")).toMatchObject({ performance: 1, bytes: 0.5, latency: 0 });
  expect(weightsText(readWeights("performance:1,bytes:0.5"))).toBe("performance:1,bytes:0.5");
  expect(readWeights("price:1,bytes:-1,bytes")).toMatchObject({ performance: 0, bytes: 0 });
});

test("score alone is nothing to weigh", () => {
  expect(weightsText(readWeights(null))).toBeNull();
  expect(weightsText(readWeights("bytes:0"))).toBeNull();
});

const metric = (name: "performance" | "bytes", weight: number, amrs: number | null) =>
  ({ name, weight, amrs, unit: name === "bytes" ? "MB" : "%", direction: "higher", offset: 0 }) as const;

test("the exchange rate that is told is the one by which models tie", () => {
  const [performance, megabytes, weights] = [
    [80, 90, 86],
    [1, 21, 5],
    [2 / 3, 1 / 3],
  ] as const;
  const { scores, amrs } = dynascore([
    { better: "higher", offset: 0, weight: weights[0], values: performance },
    { better: "lower", offset: 128, weight: weights[1], values: megabytes },
  ]);
  const rate = (amrs[1]! * weights[0]) / weights[1]; // MB that one point is worth
  const worth = performance.map((points, i) => points - megabytes[i]! / rate);
  for (const i of [1, 2]) expect((scores[i]! - scores[0]!) / weights[0]).toBeCloseTo(worth[i]! - worth[0]!, 10);
  expect(tradesOf([metric("performance", weights[0], 1), metric("bytes", weights[1], amrs[1]!)])).toEqual([
    `One point of score counts as much as ${Number(rate.toPrecision(2))} MB of size.`,
  ]);
});

test("what can't be weighed is said", () => {
  expect(tradesOf([metric("performance", 0.5, 1), metric("bytes", 0.5, null)])[0]).toMatch(/nothing can be weighed/);
  expect(tradesOf([metric("performance", 0, 1), metric("bytes", 1, 2)])).toEqual([
    "The score doesn't count, size does.",
  ]);
});
