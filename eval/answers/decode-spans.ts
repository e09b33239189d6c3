/** Start and end logits of one window to the spans of the context that they favour. */
import type { ContextWindow } from "../../r2-assets/format/tokenizer.ts";
import { softmax } from "./softmax.ts";

export interface Span {
  /** Pieces of the context, both included. */
  first: number;
  last: number;
  /** Of its start times that of its end, each a softmax over the window's context and [CLS]. */
  probability: number;
  /** The sum of the two, which unlike probabilities can be compared between windows. */
  logit: number;
}

export interface DecodedWindow {
  /** Best first by probability; equals from left to right. */
  spans: Span[];
  /** That the window holds no answer, which is what [CLS] as start and end says. */
  none: Pick<Span, "probability" | "logit">;
}

/**
 * The `most` probable spans of at most `maxPieces` pieces. Question and special tokens take no part, as in Hugging Face's
 * question-answering pipeline. `logits` are the window's, `[tokens, 2]`.
 */
export function decodeSpans(
  logits: Float32Array,
  { contextAt, from, to }: ContextWindow,
  { most, maxPieces }: { most: number; maxPieces: number },
): DecodedWindow {
  const count = to - from;
  /** [CLS], then the context. */
  const column = (k: number) => Array.from({ length: count + 1 }, (_, i) => logits[2 * (i && contextAt + i - 1) + k]!);
  const [starts, ends] = [column(0), column(1)];
  const [startShares, endShares] = [softmax(starts), softmax(ends)];

  const spans: Span[] = [];
  for (let i = 1; i <= count; i++) {
    for (let j = i; j < i + maxPieces && j <= count; j++) {
      const probability = startShares[i]! * endShares[j]!;
      if (spans.length === most && !(probability > spans[most - 1]!.probability)) continue;
      const place = spans.findLastIndex((span) => span.probability >= probability) + 1;
      spans.splice(place, 0, { first: from + i - 1, last: from + j - 1, probability, logit: starts[i]! + ends[j]! });
      if (spans.length > most) spans.pop();
    }
  }
  return { spans, none: { probability: startShares[0]! * endShares[0]!, logit: starts[0]! + ends[0]! } };
}
