import type { Architecture } from "../../r2-assets/format/card.ts";
import { tensorSpecs } from "./tensor-spec.ts";

/** Shape of a BERT with a linear head. Widths in units. */
export interface BertConfig {
  vocabulary: number;
  positions: number;
  tokenTypes: number;
  layers: number;
  width: number;
  heads: number;
  ffn: number;
  layerNormEps: number;
  pooling: Architecture["pooling"];
  labels: number;
}

/** Every parameter's name and shape, in Hugging Face's names and order: embeddings, layers, pooler if read, head. */
export const parameterShapes = (config: BertConfig): Map<string, number[]> =>
  new Map(tensorSpecs(architectureOf(config)).map(({ name, shape }) => [name, shape]));

/** The card's description of the architecture, before any storage is chosen (every matrix `[out, in]`). */
export function architectureOf(c: BertConfig): Architecture {
  const table = (rows: number) => ({ kind: "dense" as const, rows, width: c.width });
  const linear = (input: number, out: number) => ({
    kind: "dense" as const,
    in: input,
    out,
    layout: "out_in" as const,
  });
  return {
    kind: "bert",
    embeddings: { word: table(c.vocabulary), position: table(c.positions), token_type: table(c.tokenTypes) },
    encoder: {
      layers: c.layers,
      width: c.width,
      heads: c.heads,
      ffn: c.ffn,
      activation: "gelu_erf",
      layer_norm_eps: c.layerNormEps,
      attention: linear(c.width, c.width),
      intermediate: linear(c.width, c.ffn),
      output: linear(c.ffn, c.width),
    },
    pooling: c.pooling,
    head: { kind: "linear", in: c.width, out: c.labels, layout: "out_in" },
  };
}
