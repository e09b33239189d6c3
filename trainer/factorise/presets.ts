/** Plans with a name: the paper's shapes for 12x768, and shapes of the same ratios for a 6x384 teacher. */
import type { BertPlan } from "./bert-plan.ts";
import type { MatrixPlan } from "./plan.ts";

type Pair = readonly [number, number];

/** The vocabulary of bert-base-uncased. */
const WORDS = 30_522;

export const DENSE: BertPlan = {
  word: { kind: "dense" },
  attention: { kind: "dense" },
  intermediate: { kind: "dense" },
  output: { kind: "dense" },
};

const transposed = ([rows, columns]: Pair): Pair => [columns, rows];

/** FFN up as given, FFN down transposed; the word table's B is `[1, n]`, always one term. */
function preset(width: number, n: number, attention: [Pair, Pair], ffn: [Pair, Pair], terms = 1): BertPlan {
  const kronecker = ([a, b]: readonly [Pair, Pair]): MatrixPlan => ({ kind: "kronecker", a, b, terms });
  return {
    word: { kind: "kronecker", a: [WORDS, width / n], b: [1, n], terms: 1 },
    attention: kronecker(attention),
    intermediate: kronecker(ffn),
    output: kronecker([transposed(ffn[0]), transposed(ffn[1])]),
  };
}

/** Shapes of A and B. Source: KroneckerBERT, arXiv 2109.06243, table of configurations. */
export const BERT_BASE_PRESETS = {
  K_8: preset(
    768,
    8,
    [
      [384, 384],
      [2, 2],
    ],
    [
      [8, 2],
      [384, 384],
    ],
  ), // 7.8x
  K_21: preset(
    768,
    16,
    [
      [384, 48],
      [2, 16],
    ],
    [
      [16, 2],
      [192, 384],
    ],
  ), // 21x
  /** The first version's 19x: its shapes were not published; K_21's with n = 12 give the factor it states. */
  K_19: preset(
    768,
    12,
    [
      [384, 48],
      [2, 16],
    ],
    [
      [16, 2],
      [192, 384],
    ],
  ),
  /** Repaired: the printed attention, 4 terms of 384x384 and 2x2, is exact and compresses nothing. 5.4x */
  K_5: preset(
    768,
    12,
    [
      [384, 48],
      [2, 16],
    ],
    [
      [384, 384],
      [8, 2],
    ],
    4,
  ),
} as const satisfies Record<string, BertPlan>;

/** For MiniLM's shape, 6 layers of 384; the factor is against the teacher with its pooler. */
export const MINI_LM_PRESETS = {
  "K384-a": preset(
    384,
    8,
    [
      [192, 192],
      [2, 2],
    ],
    [
      [8, 2],
      [192, 192],
    ],
  ), // 7.52x, like K_8
  "K384-b": preset(
    384,
    16,
    [
      [192, 24],
      [2, 16],
    ],
    [
      [16, 2],
      [96, 192],
    ],
  ), // 17.55x, like K_21
  "K384-c": preset(
    384,
    12,
    [
      [192, 24],
      [2, 16],
    ],
    [
      [192, 192],
      [8, 2],
    ],
    4,
  ), // 6.64x, like K_5 repaired
  "K384-19x": preset(
    384,
    24,
    [
      [192, 48],
      [2, 8],
    ],
    [
      [16, 2],
      [96, 192],
    ],
  ), // 19.6x
  "K384-30x": preset(
    384,
    32,
    [
      [192, 24],
      [2, 16],
    ],
    [
      [32, 4],
      [48, 96],
    ],
  ), // 29.8x
} as const satisfies Record<string, BertPlan>;
