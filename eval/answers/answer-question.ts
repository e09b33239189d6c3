/** Extractive question answering: a question and a context of any length to pieces of the context. Knows nothing of HTTP. */
import type { EncodedWindows, Piece, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { type DecodedWindow, decodeSpans, type Span } from "./decode-spans.ts";

export interface Question {
  question: string;
  context: string;
}

/** All in pieces. */
export interface WindowSettings {
  /** What neighbouring windows share; at most half of what they have of the context. */
  docStride?: number;
  maxQuestionLength?: number;
  /** Of a window, special tokens included; the model's `max_length` unless less. */
  maxSequenceLength?: number;
}

export interface AnswerSettings {
  topK?: number;
  maxAnswerLength?: number;
  /** Whether the empty answer takes part, with the least probability that any window gives it. */
  handleImpossibleAnswer?: boolean;
  /** Answers begin and end with words, not with pieces of them. */
  alignToWords?: boolean;
}

/** `answer` is `context.slice(start, end)`. */
export interface Answer {
  answer: string;
  score: number;
  start: number;
  end: number;
}

export const MAX_ANSWER_LENGTH = 30;

/** The windows that a question needs. They are the model's input; none of the context is left out. */
export function windowsFor(
  tokenizer: TextTokenizer,
  { question, context }: Question,
  { docStride = 128, maxQuestionLength = 64, maxSequenceLength }: WindowSettings = {},
): EncodedWindows {
  return tokenizer.encodeWindows(question, context, {
    stride: docStride,
    maxQuestion: maxQuestionLength,
    ...(maxSequenceLength !== undefined && { maxLength: maxSequenceLength }),
  });
}

/**
 * The best answers, best first, as transformers 4's question-answering pipeline finds them from the same logits: each
 * window's spans by `p(start) p(end)` within it, those that read alike (but for case) made one by adding their scores.
 * Never empty: where the context has no piece at all, there is the empty answer with score 0.
 */
export function bestAnswers(
  context: string,
  { windows, context: pieces }: EncodedWindows,
  logits: readonly Float32Array[],
  settings: AnswerSettings = {},
): Answer[] {
  const {
    topK = 1,
    maxAnswerLength = MAX_ANSWER_LENGTH,
    handleImpossibleAnswer = false,
    alignToWords = true,
  } = settings;
  const most = alignToWords ? 2 * topK + 10 : topK; // some become the same once they are aligned
  const answers = new Map<string, Answer>();
  let none = Number.POSITIVE_INFINITY;
  for (const [i, window] of windows.entries()) {
    const decoded = decodeSpans(logits[i]!, window, { most, maxPieces: maxAnswerLength });
    none = Math.min(none, decoded.none.probability);
    for (const span of decoded.spans) {
      const { start, end } = placeOf(span, pieces, alignToWords);
      const answer = context.slice(start, end);
      const key = answer.toLowerCase();
      const known = answers.get(key);
      if (known === undefined) answers.set(key, { answer, score: span.probability, start, end });
      else known.score += span.probability;
    }
  }
  const empty = (score: number): Answer => ({ answer: "", score, start: 0, end: 0 });
  const all = [...answers.values(), ...(handleImpossibleAnswer ? [empty(none)] : [])];
  if (all.length === 0) return [empty(0)];
  return all.sort((a, b) => b.score - a.score).slice(0, topK);
}

export interface Verdict {
  /** Empty: there is none. */
  answer: string;
  /** `1 / (1 + exp(best - none))` of the two logits below. */
  noAnswerProbability: number;
}

/**
 * The one answer for evaluation, decoded as in BERT's and SQuAD's own scripts, by logits, which can be compared between
 * windows: `best` = the largest `start + end` of any span in any window, `none` = the least `start + end` of [CLS] over the
 * windows. No answer when `none - best > threshold`.
 */
export function judgeAnswer(
  context: string,
  { windows, context: pieces }: EncodedWindows,
  logits: readonly Float32Array[],
  { maxAnswerLength = MAX_ANSWER_LENGTH, threshold = 0 }: { maxAnswerLength?: number; threshold?: number } = {},
): Verdict {
  const decoded = windows.map((window, i) => decodeSpans(logits[i]!, window, { most: 1, maxPieces: maxAnswerLength }));
  const best = bestSpan(decoded);
  if (best === undefined) return { answer: "", noAnswerProbability: 1 };
  const none = Math.min(...decoded.map((window) => window.none.logit));
  const { start, end } = placeOf(best, pieces, true);
  return {
    answer: none - best.logit > threshold ? "" : context.slice(start, end),
    noAnswerProbability: 1 / (1 + Math.exp(best.logit - none)),
  };
}

const bestSpan = (windows: readonly DecodedWindow[]): Span | undefined =>
  windows
    .flatMap(({ spans }) => spans)
    .reduce<Span | undefined>((a, b) => (a && a.logit >= b.logit ? a : b), undefined);

/** Where a span lies in the context; `aligned` takes the whole words that it touches. */
export function placeOf(
  { first, last }: Pick<Span, "first" | "last">,
  pieces: readonly Piece[],
  aligned: boolean,
): { start: number; end: number } {
  let [from, to] = [first, last];
  if (aligned) {
    while (from > 0 && pieces[from - 1]!.word === pieces[first]!.word) from--;
    while (to + 1 < pieces.length && pieces[to + 1]!.word === pieces[last]!.word) to++;
  }
  return { start: pieces[from]!.start, end: pieces[to]!.end };
}
