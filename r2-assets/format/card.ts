/** `card.json`: everything about a model that is not a number in its weights. */
import * as z from "zod";
import { Method, ModelId, Sha256, Storage, SuiteId, Task, Version } from "./names.ts";

const Count = z.int().nonnegative();

const Shape = z.tuple([z.int().positive(), z.int().positive()]);

/** `Σᵢ Aᵢ ⊗ Bᵢ`, every term of the same shapes: tensors `<name>.kronecker.<i>.a` and `.b`, `[rows, columns]` in every storage. */
const Kronecker = { kind: z.literal("kronecker"), a: Shape, b: Shape, terms: z.int().positive() };

/** `U V`: tensors `<name>.low_rank.u` `[out or rows, rank]` and `.v` `[rank, in or width]`. */
const LowRank = { kind: z.literal("low_rank"), rank: z.int().positive() };

const Table = { rows: Count, width: Count };

/** A table `[rows, width]`. */
const Embedding = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("dense"), ...Table }),
  z.strictObject({ ...Kronecker, ...Table }),
  z.strictObject({ ...LowRank, ...Table }),
]);

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
const Linear = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("dense"),
    ...Matrix,
    layout: z.enum(["out_in", "in_out"]),
    zero_point: z.literal(128).optional(),
  }),
  z.strictObject({ ...Kronecker, ...Matrix, computed: Computed.optional() }),
  z.strictObject({ ...LowRank, ...Matrix, computed: Computed.optional() }),
]);

/** The architecture as data: enough to rebuild the model without its graph. Sizes in units, not bytes. */
export const Architecture = z.strictObject({
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
  /**
   * What the head reads. `mean`: masked mean of the last layer; `cls`: its first position; `pooler`: tanh(dense([CLS]));
   * `none`: every position by itself, so that logits are `[batch, length, labels]`.
   */
  pooling: z.enum(["mean", "cls", "pooler", "none"]),
  head: z.strictObject({ kind: z.literal("linear"), in: Count, out: Count, layout: z.enum(["out_in", "in_out"]) }),
});
export type Architecture = z.infer<typeof Architecture>;

const FileDigest = z.strictObject({ sha256: Sha256, bytes: Count });

/** How a model of the text stage was made. */
export const StartOrigin = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  /** sha256 of the weights of the encoder it learnt from; starts from before it was recorded are all of all-MiniLM-L6-v2. */
  encoder: Sha256.optional(),
  /** Read in training, without padding. */
  tokens: Count,
  wall_seconds: z.number(),
  /** On held-out text. */
  dev_loss: z.number(),
  backend: z.string(),
  code: z.string(),
});
export type StartOrigin = z.infer<typeof StartOrigin>;

/** What training left behind that a reader of the card wants to know; the whole story is in `training.json`. */
const Training = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  backend: z.string(),
  epochs: z.number(),
  steps: Count,
  wall_seconds: z.number(),
  examples_per_second: z.number(),
  /** sha256 over the training and dev files that were read. */
  data_sha256: Sha256,
  /** What of the task's training split it learnt from, where not from all of it: its scores are not comparable with others'. */
  subset: z.string().optional(),
  /** The model of the text stage that training started from. */
  start: StartOrigin.optional(),
  /** Of a recipe of several: what each learnt from and by. `epochs` above is the last one's, all other figures are sums. */
  stages: z
    .array(
      z.strictObject({
        on: z.enum(["text", "transfer", "task"]),
        objective: z.string(),
        epochs: z.number(),
        steps: Count,
        examples: Count,
      }),
    )
    .optional(),
  /** Figures on the dev split, by name, of the tfjs model before export. */
  dev: z.record(z.string(), z.number()),
  /** Commit of the code that trained it. */
  code: z.string(),
});

const TOKEN_LEVEL: readonly Task[] = ["token-classification", "question-answering"];

const FIXED_LABELS: Partial<Record<Task, readonly string[]>> = {
  "text-regression": ["score"],
  "question-answering": ["start", "end"],
};

export const Card = z
  .strictObject({
    format: z.literal(1),
    id: ModelId,
    task: Task,
    trained_on: SuiteId,
    method: Method,
    description: z.string(),
    /** The model it was distilled from, with the sizes that `compression` divides; null for a teacher. */
    teacher: z.strictObject({ id: ModelId, version: Version, parameters: Count, bytes: Count }).nullable(),
    base_model: z.strictObject({ name: z.string(), source: z.string(), licence: z.string() }),
    licence: z.string(),
    /** Classes, or tags; `["score"]` of a regression; `["start", "end"]` of question answering. */
    labels: z.array(z.string().min(1)).min(1),
    /** Tokens after truncation, special tokens included. */
    max_length: z.int().positive(),
    architecture: Architecture,
    storage: Storage,
    /** As served: head included, unused parts left out, quantisation scales not counted. */
    parameters: Count,
    /** Of `weights.safetensors`. */
    bytes: Count,
    training: Training,
    /** Every other file of the version, by name. */
    files: z.record(z.string().regex(/^[a-z0-9._-]+$/), FileDigest),
  })
  .refine((card) => card.architecture.head.out === card.labels.length, {
    message: "the head must have one output a label",
    path: ["labels"],
  })
  .refine((card) => TOKEN_LEVEL.includes(card.task) === (card.architecture.pooling === "none"), {
    message: "models of tokens do not pool, models of texts do",
    path: ["architecture", "pooling"],
  })
  .refine((card) => !(card.task in FIXED_LABELS) || FIXED_LABELS[card.task]!.join() === card.labels.join(), {
    message: "the labels of a regression are [score], those of question answering [start, end]",
    path: ["labels"],
  });
export type Card = z.infer<typeof Card>;

/** Teacher over student, `{parameters, bytes}`; null for a model without a teacher. */
export function compressionOf(
  card: Pick<Card, "teacher" | "parameters" | "bytes">,
): { parameters: number; bytes: number } | null {
  if (card.teacher === null) return null;
  return { parameters: card.teacher.parameters / card.parameters, bytes: card.teacher.bytes / card.bytes };
}
