import type { ClassificationRow, MultiLabelRow, RegressionRow } from "../../r2-assets/format/rows.ts";
import { perturbText } from "../perturbations/perturb-text.ts";
import { perturbTokens } from "../perturbations/perturb-tokens.ts";
import type { Draw, Perturbation } from "../perturbations/perturbation.ts";
import type { Random } from "../statistics/random.ts";

/** The text, or both of a pair. Where the first has slots, only tokens outside of them, so that each keeps its tag. */
export function perturbPair<R extends ClassificationRow | MultiLabelRow | RegressionRow>(
  row: R,
  perturbation: Perturbation,
  draw: Draw,
): R | null {
  const first = "slots" in row && row.slots ? slotted(row.text_a, row.slots) : plain("text_a", row.text_a, draw());
  const second = row.text_b === undefined ? null : plain("text_b", row.text_b, draw("text_b"));
  return first || second ? { ...row, ...first, ...second } : null;

  function plain(key: "text_a" | "text_b", text: string, random: Random) {
    const perturbed = perturbText(text, perturbation, random);
    return perturbed.edits.length > 0 ? { [key]: perturbed.text } : null;
  }
  function slotted(text: string, tags: string[]) {
    const tokens = text.split(" ").filter(Boolean); // as readers count them
    const changed = perturbTokens({ tokens, tags }, perturbation, draw());
    return changed && { text_a: changed.tokens.join(" "), slots: changed.tags };
  }
}
