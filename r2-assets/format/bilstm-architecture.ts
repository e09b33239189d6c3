/** A bidirectional LSTM as cards describe it: word vectors, one layer in both directions, a projection, a head. */
import * as z from "zod";
import { Count, Embedding, Head } from "./layers.ts";

export const BilstmArchitecture = z.strictObject({
  kind: z.literal("bilstm"),
  embeddings: z.strictObject({ word: Embedding }),
  /** Matrices `[4 units, in]` and `[4 units, units]` a direction, their blocks in PyTorch's order: input, forget, cell, output. */
  lstm: z.strictObject({ in: Count, units: Count, gates: z.literal("ifgo") }),
  /** `GELU(W h + b)`, to the width that the teacher had: what the head reads. */
  projection: z.strictObject({ in: Count, out: Count, activation: z.literal("gelu_tanh") }),
  /**
   * What is projected. `max` and `mean`: of each unit over the text's positions; `last`: where each direction ends; `none`: every
   * position by itself, so that logits are `[batch, length, labels]`.
   */
  pooling: z.enum(["max", "mean", "last", "none"]),
  head: Head,
  /** Tags: reads the projection of every position. */
  slot_head: Head.optional(),
});
export type BilstmArchitecture = z.infer<typeof BilstmArchitecture>;

/**
 * Floating-point operations of the products for n tokens: `16 n u (w + u)` of both directions, w the word vectors' width and u the
 * units of one; the projection and the head once, or without pooling for every token; and for slots for every token besides.
 */
export function bilstmFlops(n: number, { lstm, projection, pooling, head, slot_head }: BilstmArchitecture): number {
  const read = (times: number, by: typeof head) => 2 * times * (projection.in * projection.out + by.in * by.out);
  return (
    16 * n * lstm.units * (lstm.in + lstm.units) +
    read(pooling === "none" ? n : 1, head) +
    (slot_head ? read(n, slot_head) : 0)
  );
}
