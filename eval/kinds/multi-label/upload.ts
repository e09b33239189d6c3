import type { MultiLabelRow } from "../../../r2-assets/format/rows.ts";
import type { Upload } from "../kind.ts";
import { noCounts } from "../no-counts.ts";

export const multiLabelUpload: Upload<MultiLabelRow> = {
  moreMetrics: [],
  labels: (asked) => asked,
  labelsFromRows: false,
  script: null,
  counts: noCounts,
};
