import type { TaggingRow } from "../../../r2-assets/format/rows.ts";
import { perturbTokens } from "../../perturbations/perturb-tokens.ts";
import type { Draw, Perturbation } from "../../perturbations/perturbation.ts";

/** The tokens that are O; what they become is. */
export function perturbTagged(row: TaggingRow, perturbation: Perturbation, draw: Draw): TaggingRow | null {
  const changed = perturbTokens(row, perturbation, draw());
  return changed && { ...row, ...changed };
}
