import { expect, test } from "vitest";
import { itemOfFields } from "./item-of-fields.ts";
import type { SubmissionSuite } from "./read-submission.ts";

const item = (fields: Record<string, string>, labels: string[], more: Partial<SubmissionSuite> = {}) =>
  itemOfFields(new Map(Object.entries(fields)), { task: "text-classification", labels, ...more });

test.each<[string, string[], string | number]>([
  ["0", ["negative", "positive"], 0],
  [" 1", ["negative", "positive"], 1],
  ["1.0", ["negative", "positive"], 1],
  ["01", ["negative", "positive"], "01"],
  ["1", ["1", "2"], "1"],
  ["-1", ["-1", "0", "1"], "-1"],
  ["1.0", ["1", "2"], 1], // the label of that value, as JSON's 1.0 is
  ["positive ", ["negative", "positive"], "positive "], // the server's to trim
])("the label %j of a suite of %j is sent as %j", (label, labels, sent) => {
  expect(item({ id: "a", label }, labels)).toEqual({ id: "a", label: sent });
});

test("labels of several texts are read in the same way", () => {
  const behavioural = { behavioural: true } as const;
  expect(item({ id: "a", labels: "1 -1 2" }, ["-1", "0", "1"], behavioural)).toEqual({
    id: "a",
    labels: ["1", "-1", 2],
  });
});

test("ids are text, digits and blanks too", () => {
  for (const id of ["007", " 7", "1.0", "9007199254740993"]) expect(item({ id, label: "a" }, ["a", "b"]).id).toBe(id);
});
