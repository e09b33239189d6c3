import type { TaggingRow } from "../../../r2-assets/format/rows.ts";
import { iob2Labels } from "../../tags/label-tags.ts";
import type { Upload } from "../kind.ts";
import { noCounts } from "../no-counts.ts";

/** Tags are asked for in any scheme, and come from the rows. */
export const taggingUpload: Upload<TaggingRow> = {
  moreMetrics: [],
  labels: iob2Labels,
  labelsFromRows: true,
  script: null,
  counts: noCounts,
};
