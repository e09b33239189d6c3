/** Plans with a name: the paper's shapes for 12x768, and shapes of the same ratios for a 6x384 teacher. */

import type { MatrixPlan } from "../../factorise/plan.ts";
import type { BertPlan } from "./config.ts";

/** The vocabulary of bert-base-uncased. */
const WORDS = 30_522;

/** A's rows and columns, then B's. */
type Factors = readonly [m1: number, n1: number, m2: number, n2: number];

const transposed = ([m1, n1, m2, n2]: Factors): Factors => [n1, m1, n2, m2];

/** The word table's B is `[1, n]`, always one term; FFN up has the shapes given, FFN down their transposes. */
function preset(width: number, n: number, attention: Factors, ffn: Factors, terms = 1): BertPlan {
  const kronecker = ([m1, n1, m2, n2]: Factors): MatrixPlan => ({ kind: "kronecker", a: [m1, n1], b: [m2, n2], terms });
  return {
    word: { kind: "kronecker", a: [WORDS, width / n], b: [1, n], terms: 1 },
    attention: kronecker(attention),
    intermediate: kronecker(ffn),
    output: kronecker(transposed(ffn)),
  };
}

/**
 * Source: KroneckerBERT, arXiv 2109.06243, table of configurations: 7.8, 21 and 5.4 times smaller. Two departures:
 * - K_5 is repaired: the printed attention, 4 terms of 384x384 and 2x2, is exact and compresses nothing;
 * - K_19, of the paper's first version, was published without shapes; K_21's with n = 12 give the factor it states.
 */
export const BERT_BASE_PRESETS = {
  K_8: preset(768, 8, [384, 384, 2, 2], [8, 2, 384, 384]),
  K_21: preset(768, 16, [384, 48, 2, 16], [16, 2, 192, 384]),
  K_19: preset(768, 12, [384, 48, 2, 16], [16, 2, 192, 384]),
  K_5: preset(768, 12, [384, 48, 2, 16], [384, 384, 8, 2], 4),
} as const satisfies Record<string, BertPlan>;

/** For MiniLM's shape, 6 layers of 384; how many times smaller is against the teacher with its pooler. */
export const MINI_LM_PRESETS = {
  "K384-a": preset(384, 8, [192, 192, 2, 2], [8, 2, 192, 192]), //           7.52, like K_8
  "K384-b": preset(384, 16, [192, 24, 2, 16], [16, 2, 96, 192]), //         17.55, like K_21
  "K384-c": preset(384, 12, [192, 24, 2, 16], [192, 192, 8, 2], 4), //       6.64, like K_5
  "K384-19x": preset(384, 24, [192, 48, 2, 8], [16, 2, 96, 192]), //        19.6
  "K384-30x": preset(384, 32, [192, 24, 2, 16], [32, 4, 48, 96]), //        29.8
} as const satisfies Record<string, BertPlan>;

export const PRESETS = { ...BERT_BASE_PRESETS, ...MINI_LM_PRESETS };
export type PresetName = keyof typeof PRESETS;
