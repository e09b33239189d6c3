import { expect, test } from "vitest";
import { accuracy } from "./accuracy.ts";
import { ClassificationTally } from "./classification-figures.ts";

test("a row with an error counts as wrong and stays in n", () => {
  const tally = new ClassificationTally();
  for (const prediction of [{ correct: true }, { correct: false }, { correct: false, error: "blank text" }])
    tally.add(prediction);
  expect(tally.figures()).toEqual({ rows: 3, errors: 1, metrics: { accuracy: accuracy(1, 3) } });
});
