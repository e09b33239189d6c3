import { placeOf, windowsFor } from "../../eval/answers/answer-question.ts";
import type { QaRow } from "../../r2-assets/format/rows.ts";
import type { Piece, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";

/** First and last token of an answer in a window, both included. */
export type GoldSpan = readonly [first: number, last: number];

/**
 * [CLS], where a window is told to point when it does not hold the answer, as in BERT's own script. Were such windows left
 * out, nothing would keep their spans from outbidding the right one: an answer is the span with the largest logits of all
 * windows. [CLS] itself is no span, so where an answer must be given it costs nothing; and it is what
 * `no_answer_probability` reads.
 */
export const NOWHERE: GoldSpan = [0, 0];

/**
 * Where each window that is served for this question holds its first gold answer, whole; NOWHERE in the others, and where
 * the question has no answer. Null when none of its answers is found at its place in the context.
 */
export function goldSpans({ question, context, answers }: QaRow, tokenizer: TextTokenizer): GoldSpan[] | null {
  const { windows, context: pieces } = windowsFor(tokenizer, { question, context });
  if (answers.length === 0) return windows.map(() => NOWHERE);
  const { text, answer_start } = answers.find((answer) => answer.answer_start !== undefined) ?? {};
  if (text === undefined || answer_start === undefined) return null; // the reader drops a place where the text is not
  const span = piecesOf(text, answer_start, context, pieces);
  return (
    span &&
    windows.map(({ contextAt, from, to }) => {
      const at = contextAt - from;
      return from <= span.first && span.last < to ? [at + span.first, at + span.last] : NOWHERE;
    })
  );
}

/**
 * The context's pieces that the text at `start` touches; null where there are none. A place inside of other words ("one" in
 * "iPhone") is that of whoever looked the text up: the first place where it stands as words of its own is taken instead.
 */
function piecesOf(text: string, start: number, context: string, pieces: readonly Piece[]) {
  const spans = [start, ...placesOf(text, context)].flatMap((at) => {
    const first = pieces.findIndex((piece) => piece.end > at);
    const last = pieces.findLastIndex((piece) => piece.start < at + text.length);
    return first === -1 || last < first ? [] : { first, last };
  });
  const served = spans.find((span) => {
    const { start, end } = placeOf(span, pieces, true);
    return context.slice(start, end) === text;
  });
  return served ?? spans[0] ?? null;
}

function* placesOf(text: string, context: string): Generator<number> {
  for (let at = context.indexOf(text); at !== -1; at = context.indexOf(text, at + 1)) yield at;
}
