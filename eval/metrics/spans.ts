/** A span of one sentence: tokens `start` to `end`, the latter not included. */
export interface Span {
  type: string;
  start: number;
  end: number;
}

/**
 * How spans are read from IOB2 tags. They differ in an I-X that continues no X: `strict` (IOB2 as written) ignores it,
 * `conlleval` (Tjong Kim Sang and Buchholz 2000; seqeval's default) opens a span with it.
 * The type is all that follows the first hyphen. Tags other than B-… and I-… are outside.
 */
export type SpanRule = "strict" | "conlleval";

/** The spans of one sentence. Sentences are read apart: none reaches into the next. */
export function spansOf(tags: readonly string[], rule: SpanRule): Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  tags.forEach((tag, i) => {
    const begins = tag.startsWith("B-");
    const type = begins || tag.startsWith("I-") ? tag.slice(2) : undefined;
    if (!begins && open !== undefined && open.type === type) {
      open.end = i + 1;
      return;
    }
    open = undefined;
    if (type === undefined || !(begins || rule === "conlleval")) return;
    open = { type, start: i, end: i + 1 };
    spans.push(open);
  });
  return spans;
}

/** What precision and recall are made of. */
export interface SpanCounts {
  truePositives: number;
  predicted: number;
  gold: number;
}

/**
 * Counts of one sentence by span type. A span counts as found only if type, start and end agree. A sentence without a
 * prediction (null) misses all its spans.
 */
export function countSpans(
  gold: readonly string[],
  predicted: readonly string[] | null,
  rule: SpanRule,
): Map<string, SpanCounts> {
  const counts = new Map<string, SpanCounts>();
  const of = (type: string) => {
    const known = counts.get(type) ?? { truePositives: 0, predicted: 0, gold: 0 };
    counts.set(type, known);
    return known;
  };
  const key = ({ type, start, end }: Span) => `${start} ${end} ${type}`;
  const goldSpans = spansOf(gold, rule);
  const wanted = new Set(goldSpans.map(key));
  for (const span of goldSpans) of(span.type).gold++;
  for (const span of spansOf(predicted ?? [], rule)) {
    of(span.type).predicted++;
    if (wanted.has(key(span))) of(span.type).truePositives++;
  }
  return counts;
}
