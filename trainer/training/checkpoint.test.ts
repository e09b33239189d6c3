import { expect, test } from "vitest";
import { bestOf } from "./checkpoint.ts";

test("a look at dev whose metric is undefined is never the best, not even as the first; of equals the first is", () => {
  const looks = [undefined, Number.NaN, 0.5, 0.9, 0.9].map((pearson, i) => {
    const metrics: Record<string, number> = pearson === undefined ? {} : { pearson };
    return { epoch: i, step: i, primary: "pearson", metrics, loss: 1 };
  });
  expect(bestOf(looks)).toBe(looks[3]);
});
