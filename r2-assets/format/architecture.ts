/** The architectures that cards describe: a file each, with its schema and what a text costs it, and its lines here. */
import * as z from "zod";
import { BertArchitecture, bertFlops } from "./bert-architecture.ts";
import { BilstmArchitecture, bilstmFlops } from "./bilstm-architecture.ts";
import { OnnxArchitecture, onnxFlops } from "./onnx-architecture.ts";

/**
 * The architecture as data: enough to rebuild the model without its graph. All have a word table (`embeddings.word`), a
 * `pooling` and a `head`; position and token type tables those that read them.
 */
export const Architecture = /* @__PURE__ */ z.discriminatedUnion("kind", [BertArchitecture, BilstmArchitecture]);
export type Architecture = z.infer<typeof Architecture>;

/** What a card describes: one of these, or a graph that somebody else made, which nothing but the graph itself can rebuild. */
export const AnyArchitecture = z.discriminatedUnion("kind", [BertArchitecture, BilstmArchitecture, OnnxArchitecture]);
export type AnyArchitecture = z.infer<typeof AnyArchitecture>;

/** For who can only do with a model that is described whole. Throws a RangeError for a graph that somebody else made. */
export function describedArchitecture(architecture: AnyArchitecture): Architecture {
  if (architecture.kind === "onnx") throw new RangeError("a graph that somebody else made has no description");
  return architecture;
}

/** Floating-point operations for a text of n tokens, every matrix as if dense. */
export function flops(n: number, architecture: AnyArchitecture): number {
  switch (architecture.kind) {
    case "bert":
      return bertFlops(n, architecture);
    case "bilstm":
      return bilstmFlops(n, architecture);
    case "onnx":
      return onnxFlops(n, architecture);
  }
}
