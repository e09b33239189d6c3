import type { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import type { Parting } from "../kind.ts";

/** By gold label, by group and by length. */
export const classificationParts: Parting<ClassificationPrediction> = {
  keys: ({ gold, groups = {} }) => [["label", gold], ...Object.entries(groups)],
  byLength: true,
  within: () => [],
};
