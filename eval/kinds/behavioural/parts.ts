import type { BehaviouralPrediction } from "../../../r2-assets/format/prediction.ts";
import type { Parting } from "../kind.ts";

/** By capability, type and test; not by length: a row is several texts. */
export const behaviouralParts: Parting<BehaviouralPrediction> = {
  keys: ({ capability, type, test }) => [
    ["capability", capability],
    ["type", type],
    ["test", test],
  ],
  byLength: false,
  within: () => [],
};
