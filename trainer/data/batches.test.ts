import { expect, test } from "vitest";
import { epochBatches, evaluationBatches } from "./batches.ts";
import { seededRandom } from "./random.ts";

const random = seededRandom(1);
const lengths = Array.from({ length: 5_003 }, () => 3 + Math.floor(random() ** 3 * 60));
const everyPosition = lengths.map((_, i) => i);
const padding = (batches: number[][]) => {
  const padded = batches.reduce((sum, b) => sum + b.length * Math.max(...b.map((i) => lengths[i])), 0);
  return padded / lengths.reduce((a, b) => a + b, 0) - 1;
};

test("an epoch visits every example once", () => {
  const batches = epochBatches(lengths, 32, 17, 0);
  expect(batches.flat().sort((a, b) => a - b)).toEqual(everyPosition);
  expect(batches.length).toBe(Math.ceil(lengths.length / 32));
  expect(Math.max(...batches.map((b) => b.length))).toBe(32);
});

test("batches depend on seed and epoch and on nothing else", () => {
  expect(epochBatches(lengths, 32, 17, 1)).toEqual(epochBatches(lengths, 32, 17, 1));
  expect(epochBatches(lengths, 32, 17, 1)).not.toEqual(epochBatches(lengths, 32, 17, 2));
  expect(epochBatches(lengths, 32, 17, 1)).not.toEqual(epochBatches(lengths, 32, 18, 1));
});

test("bucketing keeps padding under a tenth, where plain shuffling wastes more than the texts themselves", () => {
  const shuffled = epochBatches(lengths, 32, 17, 0).flat();
  const plain = Array.from({ length: 156 }, (_, i) =>
    [...shuffled].sort((a, b) => ((a * 7919) % 5003) - ((b * 7919) % 5003)).slice(i * 32, (i + 1) * 32),
  );
  expect(padding(epochBatches(lengths, 32, 17, 0))).toBeLessThan(0.1);
  expect(padding(plain)).toBeGreaterThan(1);
});

test("short and long batches are mixed over the epoch", () => {
  const means = epochBatches(lengths, 32, 17, 0).map((b) => b.reduce((sum, i) => sum + lengths[i], 0) / b.length);
  const half = means.length / 2;
  const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
  expect(Math.abs(mean(means.slice(0, half)) - mean(means.slice(half)))).toBeLessThan(5);
});

test("evaluation batches hold every example once, by length", () => {
  const batches = evaluationBatches(lengths, 64);
  expect(batches.flat().sort((a, b) => a - b)).toEqual(everyPosition);
  const inOrder = batches.flat().map((i) => lengths[i]);
  expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
});

test("so many tokens at most, unless one example alone has more", () => {
  const longest = (batch: number[]) => Math.max(...batch.map((i) => lengths[i]));
  const batches = evaluationBatches(lengths, 64, 50);
  expect(batches.flat().sort((a, b) => a - b)).toEqual(everyPosition);
  for (const batch of batches) if (batch.length > 1) expect(batch.length * longest(batch)).toBeLessThanOrEqual(50);
  expect(batches.some((batch) => batch.length === 1 && longest(batch) > 50)).toBe(true);
  expect(Math.max(...evaluationBatches(lengths, 64).map((batch) => batch.length))).toBe(64);
});
