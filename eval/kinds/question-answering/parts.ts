import type { QaPrediction } from "../../../r2-assets/format/prediction.ts";
import type { Parting } from "../kind.ts";

/** By whether there is an answer, and by length. */
export const questionParts: Parting<QaPrediction> = {
  keys: ({ gold }) => [["answerable", gold.length > 0 ? "yes" : "no"]],
  byLength: true,
  within: () => [],
};
