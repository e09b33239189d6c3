/** A BERT as cards describe it. */
import * as z from "zod";
import { Count, Embedding, Head, Linear, Pooling } from "./layers.ts";

export const BertArchitecture = z.strictObject({
  kind: z.literal("bert"),
  embeddings: z.strictObject({ word: Embedding, position: Embedding, token_type: Embedding }),
  encoder: z.strictObject({
    layers: Count,
    width: Count,
    heads: Count,
    ffn: Count,
    activation: z.literal("gelu_erf"),
    layer_norm_eps: z.number().positive(),
    attention: Linear,
    intermediate: Linear,
    output: Linear,
  }),
  pooling: Pooling,
  head: Head,
  /** Tags: reads every position of the last layer. */
  slot_head: Head.optional(),
});
export type BertArchitecture = z.infer<typeof BertArchitecture>;

/**
 * Floating-point operations of the products for n tokens, every matrix as if dense: `layers (n (8 w² + 4 w f) + 4 n² w)`, w the
 * width, f that of the feed-forward layer.
 */
export function bertFlops(n: number, { encoder: { layers, width, ffn } }: BertArchitecture): number {
  return layers * (n * (8 * width ** 2 + 4 * width * ffn) + 4 * n ** 2 * width);
}
