import type { RegressionRow } from "../../../r2-assets/format/rows.ts";
import type { Upload } from "../kind.ts";
import { noCounts } from "../no-counts.ts";

export const regressionUpload: Upload<RegressionRow> = {
  moreMetrics: [],
  labels: null,
  labelsFromRows: false,
  script: null,
  counts: noCounts,
};
