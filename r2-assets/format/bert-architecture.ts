/** A BERT as cards describe it. */
import * as z from "zod";
import { Count, Embedding, Head, Linear, Pooling } from "./layers.ts";

const PoolerActivation = z.enum(["tanh", "relu", "gelu"]);
export type PoolerActivation = z.infer<typeof PoolerActivation>;

/** From `max_distance` on all are in one bucket of each direction. */
const RelativePositions = z.strictObject({
  buckets: Count.refine((buckets) => buckets % 4 === 0, { error: "must be a multiple of 4" }),
  max_distance: Count,
});

export const BertArchitecture = z.strictObject({
  kind: z.literal("bert"),
  /**
   * Where the tables are narrower than the layers (ELECTRA), `projection` widens their normalised sum. Without `token_type` nothing is read of
   * types (MPNet).
   */
  embeddings: z.strictObject({
    word: Embedding,
    position: Embedding,
    token_type: Embedding.optional(),
    projection: Linear.optional(),
  }),
  encoder: z.strictObject({
    layers: Count,
    width: Count,
    heads: Count,
    ffn: Count,
    activation: z.literal("gelu_erf"),
    layer_norm_eps: z.number().positive(),
    /**
     * Where scores of attention also depend on how far apart two tokens are (MPNet): a table `[buckets, heads]`, which all layers share, is read by T5's
     * buckets in both directions (`relative-buckets.ts`) and added before the softmax. Absent: nothing is added.
     */
    relative_positions: RelativePositions.optional(),
    attention: Linear,
    intermediate: Linear,
    output: Linear,
  }),
  pooling: Pooling,
  /** Of a `pooler`; absent: tanh, BERT's own. DistilBERT's is ReLU, ELECTRA's GELU. */
  pooler_activation: PoolerActivation.optional(),
  head: Head,
  /** Tags: reads every position of the last layer. */
  slot_head: Head.optional(),
});
export type BertArchitecture = z.infer<typeof BertArchitecture>;

/**
 * Floating-point operations of the products for n tokens, every matrix as if dense: `layers (n (8 w² + 4 w f) + 4 n² w)`, w the
 * width, f that of the feed-forward layer; and `2 n e w` where a projection widens tables e wide.
 */
export function bertFlops(
  n: number,
  { encoder: { layers, width, ffn }, embeddings: { projection } }: BertArchitecture,
): number {
  const widened = projection === undefined ? 0 : 2 * n * projection.in * projection.out;
  return widened + layers * (n * (8 * width ** 2 + 4 * width * ffn) + 4 * n ** 2 * width);
}
