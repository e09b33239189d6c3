import type { QaPrediction } from "../../../r2-assets/format/prediction.ts";
import type { Parting } from "../kind.ts";
import { isAnswerable } from "./places.ts";

/** By whether there is an answer, and by length. */
export const questionParts: Parting<QaPrediction> = {
  keys: (row) => [["answerable", isAnswerable(row) ? "yes" : "no"]],
  byLength: true,
  within: () => [],
};
