import { oneOf } from "./choose.ts";
import type { Pair, PairRule } from "./rule.ts";

/** Texts nearest to a row's first one, of which its new second one is drawn. */
const NEAREST = 30;

/**
 * A row's first text beside the second one of another row, which is about nearly the same: drawn from the 30 nearest by BM25. A fine-tuned model
 * answers, so that a smaller one has many more pairs of the task's own texts than people labelled: Thakur et al., NAACL 2021, arXiv
 * 2010.08240 (Augmented SBERT), section 3.1, there for a cross-encoder that answers and a bi-encoder that learns.
 */
export const recombined: PairRule = {
  texts: 2,
  of: "pairs",
  async over(pairs) {
    const { nearestTexts } = await import("./nearest-texts.ts"); // recipes are read where training's packages are not installed, too
    const partners = partnersOf(pairs);
    const nearest = nearestTexts([...partners.keys()]);
    const found = new Map<string, string[]>();
    return ({ text_a }, random) => {
      const isNew = (text: string) => text !== text_a && !partners.get(text)!.has(text_a);
      if (!found.has(text_a)) found.set(text_a, nearest(text_a, isNew, NEAREST));
      const text_b = oneOf(found.get(text_a)!, random);
      return text_b === undefined ? null : { text_a, text_b };
    };
  },
};

/** Every second text, with the first ones that it stands beside. */
function partnersOf(pairs: readonly Pair[]): Map<string, Set<string>> {
  const partners = new Map<string, Set<string>>();
  for (const { text_a, text_b } of pairs) partners.set(text_b, (partners.get(text_b) ?? new Set()).add(text_a));
  return partners;
}
