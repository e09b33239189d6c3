/** The models that presets are for, how their parameters are counted, and what was printed of them. */

import type { BertConfig, BertPlan } from "../../trainer/models/bert/config.ts";
import { BERT_BASE_PRESETS, MINI_LM_PRESETS } from "../../trainer/models/bert/presets.ts";

export interface ModelFamily {
  /** `BERT-base, 12x768` */
  title: string;
  /** The dense model as its students are counted: with or without a head, never with the pooler. */
  config: BertConfig;
  /** How that is, in a sentence. */
  counting: string;
  presets: Readonly<Record<string, BertPlan>>;
  /** By preset, or `dense`: what the paper prints where that is not what is computed here, or where it says too little. */
  printed: Readonly<Record<string, string>>;
}

const BERT = {
  vocabulary: 30_522,
  positions: 512,
  tokenTypes: 2,
  heads: 12,
  layerNormEps: 1e-12,
  pooling: "mean",
} as const;

export const BERT_BASE: ModelFamily = {
  title: "BERT-base, 12x768",
  config: { ...BERT, layers: 12, width: 768, ffn: 3072, labels: 0 },
  counting: "Counted without a head, as the paper does.",
  presets: BERT_BASE_PRESETS,
  /** KroneckerBERT, arXiv 2109.06243: the NAACL version's tables, its appendix, the first version's abstract. */
  printed: {
    dense:
      "printed 109.5M (Table 2) and 108.5M (Table 3), 21.7 GFLOPs for 128 tokens; 109.48M is with the pooler, 108.89M without",
    K_8: "printed 14.3M, 7.8x (Table 1) and 7.7x (abstract), 5.2 GFLOPs; 14.06M is 7.78x without the pooler, 14.65M 7.47x with it, 5.47 GFLOPs",
    K_21: "printed 5.2M, 21x, 1.4 GFLOPs: so it is, with the pooler",
    K_19: "printed 19x (first version's abstract) without shapes: K_21's with n = 12 give it, with the pooler",
    K_5: "printed 20M, 5.5x, 9.4 GFLOPs with attention 4 x (384x384 and 2x2), which is exact, saves nothing and makes 44.9M in all; with 384x48 and 2x16 it is 20.17M, 5.43x, 9.23 GFLOPs",
  },
};

export const MINI_LM: ModelFamily = {
  title: "MiniLM, 6x384",
  config: { ...BERT, layers: 6, width: 384, ffn: 1536, labels: 2 },
  counting:
    "Counted as served, with a head of two classes; the dense model with the pooler is counted without, as is usual.",
  presets: MINI_LM_PRESETS,
  printed: {},
};

export const MODEL_FAMILIES: readonly ModelFamily[] = [BERT_BASE, MINI_LM];
