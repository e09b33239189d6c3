/** A graph that somebody else made, as cards describe it: how it is asked, and what of it was measured when it was imported. */
import * as z from "zod";
import { Count } from "./layers.ts";

/** The names that exporters give to inputs of encoders of the BERT family; no others are fed. */
export const GraphInput = z.enum(["input_ids", "attention_mask", "token_type_ids"]);
export type GraphInput = z.infer<typeof GraphInput>;

const Rows = z.strictObject({ rows: Count });

export const OnnxArchitecture = z.strictObject({
  kind: z.literal("onnx"),
  /** What is fed, `[1, length]` each: a text at a time, so that no answer depends on a neighbour. */
  inputs: z.array(z.strictObject({ name: GraphInput, type: z.enum(["int64", "int32"]) })).min(1),
  /** The outputs that are read, floats: one, or the logits of starts and those of ends, which become two columns. */
  outputs: z.array(z.string().min(1)).min(1).max(2),
  /** Tokens that each text is padded to, where the graph takes no other number. */
  length: z.int().positive().nullable(),
  /**
   * `word`: rows of the table that looks up ids, or where no such table was found as many ids as the import has seen the graph take. `position` as the
   * model's config.json has it, `token_type` as many as were tried; absent where nothing is known, or nothing looked up.
   */
  embeddings: z.strictObject({ word: Rows, position: Rows.optional(), token_type: Rows.optional() }),
  /** `graph`: one row of numbers a text, however the graph comes by it; `none`: one a token. */
  pooling: z.enum(["graph", "none"]),
  /** Numbers a text or token. */
  head: z.strictObject({ kind: z.literal("graph"), out: Count }),
  /** As the model's config.json has them; null where nothing says. */
  layers: Count.nullable(),
  width: Count.nullable(),
  /** Of the graph: the version of ONNX's own operators, and of the file's layout. */
  opset: Count,
  ir_version: Count,
  /** What wrote the file, as it says; null where it does not. */
  producer: z.string().nullable(),
  /** Elements of its initializers by their type, as ONNX calls them: `{ "FLOAT": 22713216 }`. */
  elements: z.record(z.string(), Count),
  /** Elements of the matrices that tokens are multiplied by, as often as a node does. */
  multiplied: Count,
  /** What onnxruntime-web's heap, empty some 16 MiB, grew by when it was imported, with one text of `max_length` tokens: of small graphs nothing. */
  heap_bytes: Count,
  /** Files beside `model.onnx` that hold initializers: `location` is what the graph calls them, `file` their name in the version. */
  external: z.array(z.strictObject({ location: z.string().min(1), file: z.string() })),
});
export type OnnxArchitecture = z.infer<typeof OnnxArchitecture>;

/** Floating-point operations for n tokens as far as the graph tells: `2 n m + 4 n² w l`, m the elements multiplied; without width or layers the first term. */
export function onnxFlops(n: number, { multiplied, layers, width }: OnnxArchitecture): number {
  return 2 * n * multiplied + 4 * n ** 2 * (width ?? 0) * (layers ?? 0);
}
