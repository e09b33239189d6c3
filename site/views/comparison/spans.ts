/** IOB2 tags as what is marked and what is not. */
export interface Span {
  words: string[];
  /** Null: outside. */
  type: string | null;
  /** Of its first word, from 0. */
  start: number;
}

/** Tokens stand for themselves where they are here, else for their places. An I- without its beginning begins a span, as conlleval reads it. */
export function spansOf(tags: readonly string[], tokens?: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const [i, tag] of tags.entries()) {
    const word = tokens?.[i] ?? `#${i + 1}`;
    const type = tag === "O" ? null : tag.slice(2);
    const last = spans.at(-1);
    if (last !== undefined && last.type === type && !tag.startsWith("B-")) last.words.push(word);
    else spans.push({ words: [word], type, start: i });
  }
  return spans;
}
