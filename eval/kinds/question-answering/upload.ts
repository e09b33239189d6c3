import type { QaRow } from "../../../r2-assets/format/rows.ts";
import type { RowCounts, Upload } from "../kind.ts";

/** Scored by a script of question answering; counts questions that have no answer. */
export const questionUpload: Upload<QaRow> = {
  moreMetrics: [],
  labels: null,
  labelsFromRows: false,
  script: "squad-v2.0",
  counts: unanswerable,
};

function unanswerable(): RowCounts<QaRow> {
  let count = 0;
  return {
    add({ is_impossible }) {
      if (is_impossible) count++;
    },
    told: () => (count > 0 ? { unanswerable: count } : {}),
  };
}
