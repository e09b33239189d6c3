import type { Card } from "../../r2-assets/format/card.ts";
import type { Row, RowKind, RowOf } from "../../r2-assets/format/rows.ts";

/**
 * Floating-point operations a second that a run can count on. onnxruntime-web does 38 (texts of 32 tokens) to 47 GFLOPS (128)
 * with the 6 x 384 teacher here; other machines are slower, and long texts do more besides the products counted here.
 */
const FLOPS = 15e9;

/** What a run takes besides: tokenising, copying in and out. */
const RUN_SECONDS = 0.002;

/** UTF-8 bytes a token: English has four to five, Chinese three; scripts a vocabulary lacks come near two. */
const TOKEN_BYTES = 3;

/** [CLS] and two [SEP]. */
const SPECIAL_TOKENS = 3;

/** Of a question; the rest is cut. */
const QUESTION_TOKENS = 64;
/** What neighbouring windows of a long context share, but at most half of what they have of it. */
const OVERLAP_TOKENS = 128;

/**
 * Seconds of CPU that a model is expected to need for a row, on the high side: what shards are sized by.
 *
 *     a run of n tokens: layers (n (8 w² + 4 w f) + 4 n² w) / FLOPS     (w: width, f: width of the feed-forward layer)
 *
 * A behavioural row runs once a text, a question once a window of its context.
 */
export function rowSeconds<K extends RowKind>(kind: K, row: RowOf[K], card: Pick<Card, "max_length" | "architecture">) {
  let seconds = 0;
  for (const tokens of RUNS[kind](row, card.max_length)) {
    seconds += RUN_SECONDS + flops(Math.min(tokens, card.max_length), card.architecture) / FLOPS;
  }
  return seconds;
}

export function flops(n: number, { encoder }: Card["architecture"]): number {
  const { layers, width, ffn } = encoder;
  return layers * (n * (8 * width ** 2 + 4 * width * ffn) + 4 * n ** 2 * width);
}

const encoder = new TextEncoder();
const tokensOf = (text: string) => Math.ceil(encoder.encode(text).length / TOKEN_BYTES);
const tokensOfAll = (texts: readonly string[]) => texts.reduce((sum, text) => sum + tokensOf(text), SPECIAL_TOKENS);

const ofPair = ({ text_a, text_b = "" }: { text_a: string; text_b?: string | undefined }) => [
  tokensOfAll([text_a, text_b]),
];

/** The tokens of each run that a row needs, before truncation. */
const RUNS: { [K in RowKind]: (row: RowOf[K], maxLength: number) => number[] } = {
  classification: ofPair,
  regression: ofPair,
  tagging: ({ tokens }) => [tokensOfAll(tokens)],
  behavioural: ({ texts }) => texts.map(tokensOfAll),
  "question-answering"({ question, context }, maxLength) {
    const asked = Math.min(QUESTION_TOKENS, tokensOf(question)) + SPECIAL_TOKENS;
    const room = Math.max(2, maxLength - asked);
    const beyond = tokensOf(context) - room;
    if (beyond <= 0) return [asked + room + beyond];
    const step = room - Math.min(OVERLAP_TOKENS, Math.floor(room / 2));
    return Array<number>(1 + Math.ceil(beyond / step)).fill(maxLength);
  },
};

/** The same for a row as it was parsed from the bucket, whose kind the suite tells. */
export const secondsOf =
  (kind: RowKind, card: Pick<Card, "max_length" | "architecture">) =>
  (row: Row): number =>
    rowSeconds(kind, row as never, card);
