import { expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import type { Design } from "./design.ts";
import { figuresOf } from "./figures.ts";
import { judgePair } from "./judge-pair.ts";
import { newProgress } from "./progress.ts";

const design: Design = { mode: "shadow", variants: 2, margin: 0.02 };

test("the difference is that of the two accuracies on the units that both answered", () => {
  const progress = newProgress(design);
  judgePair(design, progress, [true, true]);
  judgePair(design, progress, [false, true]);
  judgePair(design, progress, [false, true]);
  judgePair(design, progress, [true, false]);
  judgePair(design, progress, [true, null]);
  judgePair(design, progress, [null, true]);
  const { variants, differences } = figuresOf(design, progress);
  expect(variants.map(({ n, accuracy }) => [n, accuracy?.value])).toEqual([
    [5, 3 / 5],
    [5, 4 / 5],
  ]);
  expect(differences[0]).toMatchObject({ n: 4, value: 1 / 4 });
});

test("models that nearly always agree are told apart with far fewer units than independent ones", () => {
  const random = createRandom(2);
  const [alike, apart] = [newProgress(design), newProgress(design)];
  for (let i = 0; i < 6000; i++) {
    const [first, second, third] = [random.unit(), random.unit(), random.unit()];
    judgePair(design, alike, [first < 0.87, third < 0.02 ? second < 0.9 : first < 0.9]);
    judgePair(design, apart, [first < 0.87, second < 0.9]);
  }
  const width = (progress: typeof alike) => {
    const [low, high] = figuresOf(design, progress).differences[0].ci95!;
    return high - low;
  };
  expect(width(alike)).toBeLessThan(width(apart) / 1.8);
  expect(figuresOf(design, alike).differences[0].verdict).toBe("better");
});

test("swapping the two mirrors the interval", () => {
  const random = createRandom(8);
  const [plain, swapped] = [newProgress(design), newProgress(design)];
  for (let i = 0; i < 500; i++) {
    const pair = [random.unit() < 0.8, random.unit() < 0.85];
    judgePair(design, plain, pair);
    judgePair(design, swapped, pair.toReversed());
  }
  const [a, b] = [plain, swapped].map((progress) => figuresOf(design, progress).differences[0]);
  expect([b.value, ...b.ci95!]).toEqual([-a.value!, -a.ci95![1], -a.ci95![0]]);
});

test("a wrong number of outcomes is an error", () => {
  expect(() => judgePair(design, newProgress(design), [true])).toThrow("there are 2 variants, and 1 outcomes");
});
