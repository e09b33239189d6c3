import { wordsOf } from "../../text/words-of.ts";
import { oneOf } from "./choose.ts";
import type { Pair, PairRule } from "./rule.ts";

/** Texts nearest to a row's first one, of which its new second one is drawn. */
const NEAREST = 30;

/** Words that more than so large a share of the texts have say nothing of what one is about, and would make every text a match. */
const COMMON = 0.1;

/**
 * A row's first text beside the second one of another row, which is about nearly the same: drawn from the 30 nearest by BM25. A fine-tuned model
 * answers, so that a smaller one has many more pairs of the task's own texts than people labelled: Thakur et al., NAACL 2021, arXiv
 * 2010.08240 (Augmented SBERT), section 3.1, there for a cross-encoder that answers and a bi-encoder that learns.
 */
export const recombined: PairRule = {
  texts: 2,
  of: "pairs",
  async over(pairs) {
    const partners = partnersOf(pairs);
    const nearest = await nearestOf(partners.keys());
    const found = new Map<string, string[]>();
    return (place, random) => {
      const { text_a } = pairs[place]!;
      if (!found.has(text_a))
        found.set(
          text_a,
          nearest(text_a, (text) => !partners.get(text)!.has(text_a)),
        );
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

/** Finds the texts nearest to one, without itself. */
async function nearestOf(
  given: Iterable<string>,
): Promise<(text: string, isWanted: (other: string) => boolean) => string[]> {
  const { default: MiniSearch } = await import("minisearch"); // recipes are read where training's packages are not installed, too
  const texts = [...given];
  const common = commonWords(texts);
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ["text"],
    tokenize: (text) => wordsOf(text).filter((word) => !common.has(word)),
    processTerm: (word) => word,
  });
  index.addAll(texts.map((text, id) => ({ id, text })));
  return (text, isWanted) => {
    const others = index.search(text, { filter: ({ id }) => texts[id] !== text && isWanted(texts[id]!) });
    return others.slice(0, NEAREST).map(({ id }) => texts[id]!);
  };
}

function commonWords(texts: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const most = Math.max(1, COMMON * texts.length);
  return new Set([...counts].flatMap(([word, count]) => (count > most ? word : [])));
}
