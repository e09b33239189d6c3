import type { RegressionPrediction } from "../../../r2-assets/format/prediction.ts";
import type { Parting } from "../kind.ts";

/** By length alone. */
export const regressionParts: Parting<RegressionPrediction> = { keys: () => [], byLength: true, within: () => [] };
