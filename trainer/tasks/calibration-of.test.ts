import { expect, test } from "vitest";
import golden from "../../test/golden/temperature.json" with { type: "json" };
import { calibrationOf } from "./calibration-of.ts";

const [{ logits, gold, temperature }] = golden.cases;
const labels = ["no", "yes"];
const rows = logits.map((row, i) => ({ id: `${i}`, text_a: "a film", gold: labels[gold[i]], logits: row }));

test("a classifier's dev gives its temperature, whatever stands behind the labels' logits", () => {
  const of = (given: typeof rows) => calibrationOf({ task: "text-classification", labels }, given, "dev of sst2");
  const outcome = of(rows);
  if (outcome?.kind !== "fitted") throw new Error("nothing was fitted");
  expect(outcome.calibration).toMatchObject({ fitted_on: "dev of sst2", rows: rows.length });
  expect(outcome.calibration.temperature).toBeCloseTo(temperature, 10);
  expect(outcome.calibration.ece.after).toBeLessThan(outcome.calibration.ece.before);
  expect(of(rows.map((row) => ({ ...row, logits: [...row.logits, 50, -50, 7] })))).toEqual(outcome);
});

test("other tasks have none, and gold that is no label counts for nothing", () => {
  expect(calibrationOf({ task: "multi-label-classification", labels }, [], "dev")).toBeNull();
  expect(calibrationOf({ task: "text-regression", labels: ["score"] }, [], "dev")).toBeNull();
  const strange = rows.map((row) => ({ ...row, gold: "maybe" }));
  expect(calibrationOf({ task: "text-classification", labels }, strange, "dev")).toEqual({
    kind: "none",
    reason: "there are no rows",
  });
});
