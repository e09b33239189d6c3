/** What descriptions of architectures are made of. Sizes in units, not bytes. */
import * as z from "zod";

export const Count = z.int().nonnegative();

const Shape = z.tuple([z.int().positive(), z.int().positive()]);

/** `Σᵢ Aᵢ ⊗ Bᵢ`, every term of the same shapes: tensors `<name>.kronecker.<i>.a` and `.b`, `[rows, columns]` in every storage. */
const Kronecker = { kind: z.literal("kronecker"), a: Shape, b: Shape, terms: z.int().positive() };

/** `U V`: tensors `<name>.low_rank.u` `[out or rows, rank]` and `.v` `[rank, in or width]`. */
const LowRank = { kind: z.literal("low_rank"), rank: z.int().positive() };

const Table = { rows: Count, width: Count };

/** A table `[rows, width]`. */
export const Embedding = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("dense"), ...Table }),
  z.strictObject({ ...Kronecker, ...Table }),
  z.strictObject({ ...LowRank, ...Table }),
]);
export type Embedding = z.infer<typeof Embedding>;

/**
 * How the graph applies a factored matrix: `factored`, one factor after the other, or `expanded`, multiplied out when the
 * graph is loaded, where that was measured to be faster; the file holds the factors either way.
 */
const Computed = z.strictObject({ as: z.enum(["factored", "expanded"]), why: z.string() });

const Matrix = { in: Count, out: Count };

/**
 * A linear layer `y = x Wᵀ + b`. `layout` is how a dense W lies in the file: `out_in` as in Hugging Face and PyTorch,
 * `in_out` (transposed) for integers, because ONNX's MatMulInteger reads its right operand that way. Integers with a
 * `zero_point` are U8 and stand for `(integer - zero_point) * scale`; without one they are I8 (artefacts of before it).
 */
export const Linear = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("dense"),
    ...Matrix,
    layout: z.enum(["out_in", "in_out"]),
    zero_point: z.literal(128).optional(),
  }),
  z.strictObject({ ...Kronecker, ...Matrix, computed: Computed.optional() }),
  z.strictObject({ ...LowRank, ...Matrix, computed: Computed.optional() }),
]);
export type Linear = z.infer<typeof Linear>;

/** What gives the logits. */
export const Head = z.strictObject({
  kind: z.literal("linear"),
  in: Count,
  out: Count,
  layout: z.enum(["out_in", "in_out"]),
});

/**
 * What the head reads. `mean`: masked mean of the last layer; `cls`: its first position; `pooler`: f(dense([CLS])), f being tanh
 * where the architecture names no other;
 * `none`: every position by itself, so that logits are `[batch, length, labels]`.
 */
export const Pooling = z.enum(["mean", "cls", "pooler", "none"]);
export type Pooling = z.infer<typeof Pooling>;
