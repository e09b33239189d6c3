/** An index of texts, in memory, that finds those which share the rarest words with one. */
import MiniSearch from "minisearch";
import { wordsOf } from "../../text/words-of.ts";

/** Words that more than so large a share of the texts have say nothing of what one is about, and would make every text a match. */
const COMMON = 0.1;

/** The texts nearest to one by BM25, best first, of those that are wanted. */
export type NearestTexts = (text: string, isWanted: (other: string) => boolean, most: number) => string[];

/** Indexes the texts, no two of which are the same. */
export function nearestTexts(texts: readonly string[]): NearestTexts {
  const common = commonWords(texts);
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ["text"],
    tokenize: (text) => wordsOf(text).filter((word) => !common.has(word)),
    processTerm: (word) => word,
  });
  index.addAll(texts.map((text, id) => ({ id, text })));
  return (text, isWanted, most) => {
    const others = index.search(text, { filter: ({ id }) => isWanted(texts[id]!) });
    return others.slice(0, most).map(({ id }) => texts[id]!);
  };
}

function commonWords(texts: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const most = Math.max(1, COMMON * texts.length);
  return new Set([...counts].flatMap(([word, count]) => (count > most ? word : [])));
}
