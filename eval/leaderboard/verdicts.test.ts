import { expect, test } from "vitest";
import { type TestedPair, withVerdicts } from "./verdicts.ts";

const pair = (
  model: string,
  difference: number | null,
  p: number | null,
  changes: Partial<TestedPair> = {},
): TestedPair => ({
  ...{ model, suite: "s", metric: "accuracy", against: "teacher", difference, ci95: null, test: "mcnemar-exact" },
  p_value: p,
  ...changes,
});

const verdicts = (pairs: TestedPair[]) =>
  Object.fromEntries([...withVerdicts(pairs)].map(([model, { s }]) => [model, [s!.p_holm, s!.verdict]]));

test("p is Holm's over the family: the golden values", () => {
  const family = [pair("a", -0.1, 0.01), pair("b", -0.1, 0.04), pair("c", 0.1, 0.03), pair("d", 0.2, 0.005)];
  expect(verdicts(family)).toEqual({
    a: [expect.closeTo(0.03, 12), "worse"],
    b: [expect.closeTo(0.06, 12), "open"],
    c: [expect.closeTo(0.06, 12), "open"],
    d: [expect.closeTo(0.02, 12), "better"],
  });
});

test("each suite and each model held against is a family of its own", () => {
  const judged = withVerdicts([
    pair("a", -0.1, 0.04),
    pair("b", -0.1, 0.04, { against: "other" }),
    pair("a", -0.1, 0.04, { suite: "t" }),
  ]);
  expect(judged.get("a")).toMatchObject({ s: { p_holm: 0.04 }, t: { p_holm: 0.04 } });
  expect(judged.get("b")).toMatchObject({ s: { p_holm: 0.04, against: "other" } });
});

test("where less is better, more is worse; what is undefined stays open and adjusts nobody", () => {
  expect(
    verdicts([pair("a", 0.2, 0.03, { metric: "failure_rate" }), pair("b", null, null), pair("c", 0, 0.001)]),
  ).toEqual({ a: [0.03, "worse"], b: [null, "open"], c: [0.002, "open"] });
});
