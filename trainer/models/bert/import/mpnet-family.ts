import * as z from "zod";
import { Encoder, Gelu, Size, withoutBert } from "./config-parts.ts";
import { type Family, spellings } from "./family.ts";

/** Positions begin at 2: row 0 is never read, row 1 by padding, which nothing sees here. */
const BEFORE_POSITIONS = 2;

const MPNet = z.object({
  ...Encoder,
  hidden_act: Gelu,
  max_position_embeddings: z.int().min(BEFORE_POSITIONS + 1),
  num_hidden_layers: Size,
  hidden_size: Size,
  num_attention_heads: Size,
  intermediate_size: Size,
  layer_norm_eps: z.number().positive().default(1e-12),
  relative_attention_num_buckets: z
    .literal(32, { error: "only 32 buckets of relative positions can be imported, as the authors' code has them" })
    .default(32),
});

/** Ours, and theirs. */
const MPNET_NAMES: readonly [RegExp, string][] = [
  [/attention\.self\.(q|k|v)(uery|ey|alue)/, "attention.attn.$1"],
  [/attention\.output\.dense/, "attention.attn.o"],
  [/attention\.output\.LayerNorm/, "attention.LayerNorm"],
];

/**
 * Song et al., arXiv 2004.09297: BERT's layers without token types, with relative positions beside the others, which all layers share. Its classifier is a
 * layer, tanh and another.
 */
export const mpnet: Family = {
  modelType: "mpnet",
  className: "MPNet",
  shape(config) {
    const hf = MPNet.parse(config);
    return {
      vocabulary: hf.vocab_size,
      positions: hf.max_position_embeddings - BEFORE_POSITIONS,
      tokenTypes: 0,
      layers: hf.num_hidden_layers,
      width: hf.hidden_size,
      heads: hf.num_attention_heads,
      ffn: hf.intermediate_size,
      layerNormEps: hf.layer_norm_eps,
      relativePositions: { buckets: hf.relative_attention_num_buckets, max_distance: 128 },
    };
  },
  namesOf: (name) =>
    spellings(
      "mpnet.",
      MPNET_NAMES.reduce((all, [ours, by]) => all.replace(ours, by), withoutBert(name)),
    ),
  rowsBeforePositions: BEFORE_POSITIONS,
  pooler: "classifier.dense",
  heads: { texts: "classifier.out_proj", tokens: "classifier", spans: "qa_outputs" },
};
