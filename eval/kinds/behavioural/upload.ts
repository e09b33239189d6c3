import type { BehaviouralRow } from "../../../r2-assets/format/rows.ts";
import type { RowCounts, Upload } from "../kind.ts";

/** Labels are those of the classifiers it tests; counts its tests. */
export const behaviouralUpload: Upload<BehaviouralRow> = {
  moreMetrics: [],
  labels: (asked) => asked,
  labelsFromRows: false,
  script: null,
  counts: tests,
};

function tests(): RowCounts<BehaviouralRow> {
  const names = new Set<string>();
  return {
    add: ({ test }) => void names.add(test),
    told: () => (names.size > 0 ? { tests: names.size } : {}),
  };
}
