import type { Random } from "../statistics/random.ts";
import { applyEdits, type Edit, tidyEdits } from "./edit.ts";
import type { Perturbation } from "./perturbation.ts";
import { type Range, sourceOf } from "./source.ts";

export interface PerturbedText {
  text: string;
  /** From the old text to the new one; `mapOffset` carries places over. */
  edits: Edit[];
}

/** The text as the perturbation leaves it; without edits where nothing can be changed, or nothing would be left to read. */
export function perturbText(
  text: string,
  perturbation: Perturbation,
  random: Random,
  options: { locked?: readonly Range[]; tokens?: boolean } = {},
): PerturbedText {
  const edits = tidyEdits(text, perturbation.edits(sourceOf(text, options), random));
  const perturbed = applyEdits(text, edits);
  return perturbed.trim() === "" ? { text, edits: [] } : { text: perturbed, edits };
}
