import type { ClassificationRow } from "../../../r2-assets/format/rows.ts";
import type { Upload } from "../kind.ts";
import { noCounts } from "../no-counts.ts";

/** Metrics of slots take rows that have some. */
export const classificationUpload: Upload<ClassificationRow> = {
  moreMetrics: ["slot_f1", "frame_accuracy"],
  labels: (asked) => asked,
  labelsFromRows: false,
  script: null,
  counts: noCounts,
};
