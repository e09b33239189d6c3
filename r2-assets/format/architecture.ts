/** The architectures that cards describe: a file each, with its schema and what a text costs it, and its lines here. */
import * as z from "zod";
import { BertArchitecture, bertFlops } from "./bert-architecture.ts";
import { BilstmArchitecture, bilstmFlops } from "./bilstm-architecture.ts";

/**
 * The architecture as data: enough to rebuild the model without its graph. All have a word table (`embeddings.word`), a
 * `pooling` and a `head`; position and token type tables those that read them.
 */
export const Architecture = z.discriminatedUnion("kind", [BertArchitecture, BilstmArchitecture]);
export type Architecture = z.infer<typeof Architecture>;

/** Floating-point operations for a text of n tokens, every matrix as if dense. */
export function flops(n: number, architecture: Architecture): number {
  switch (architecture.kind) {
    case "bert":
      return bertFlops(n, architecture);
    case "bilstm":
      return bilstmFlops(n, architecture);
  }
}
