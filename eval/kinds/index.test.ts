import { expect, test } from "vitest";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { plainValue } from "../statistics/statistic.ts";
import { KINDS } from "./index.ts";

test.each(Object.keys(KINDS) as RowKind[])("%s: the kind bears its name, and its own metrics can be had", (name) => {
  const kind = KINDS[name];
  expect(kind.kind).toBe(name);
  const tally = kind.tally({ id: "retort/test", labels: ["negative", "positive"] });
  expect([tally.rows, tally.errors]).toEqual([0, 0]);
  for (const metric of kind.metrics) {
    const statistic = tally.statistic(metric);
    expect(statistic === null ? null : plainValue(statistic), `${metric} over no rows`).toBeNull();
  }
});
