import type { Architecture } from "../../r2-assets/format/card.ts";

/** Shape of a BERT with a classification head. Widths in units. */
export interface BertConfig {
  vocabulary: number;
  positions: number;
  tokenTypes: number;
  layers: number;
  width: number;
  heads: number;
  ffn: number;
  layerNormEps: number;
  pooling: "mean" | "cls" | "pooler";
  labels: number;
}

/** Every parameter's name and shape, in Hugging Face's names and order: embeddings, layers, pooler if read, head. */
export function parameterShapes(c: BertConfig): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  const dense = (name: string, out: number, input: number) => {
    shapes.set(`${name}.weight`, [out, input]);
    shapes.set(`${name}.bias`, [out]);
  };
  const norm = (name: string) => {
    shapes.set(`${name}.weight`, [c.width]);
    shapes.set(`${name}.bias`, [c.width]);
  };
  shapes.set("bert.embeddings.word_embeddings.weight", [c.vocabulary, c.width]);
  shapes.set("bert.embeddings.position_embeddings.weight", [c.positions, c.width]);
  shapes.set("bert.embeddings.token_type_embeddings.weight", [c.tokenTypes, c.width]);
  norm("bert.embeddings.LayerNorm");
  for (let i = 0; i < c.layers; i++) {
    const layer = `bert.encoder.layer.${i}`;
    for (const part of ["query", "key", "value"]) dense(`${layer}.attention.self.${part}`, c.width, c.width);
    dense(`${layer}.attention.output.dense`, c.width, c.width);
    norm(`${layer}.attention.output.LayerNorm`);
    dense(`${layer}.intermediate.dense`, c.ffn, c.width);
    dense(`${layer}.output.dense`, c.width, c.ffn);
    norm(`${layer}.output.LayerNorm`);
  }
  if (c.pooling === "pooler") dense("bert.pooler.dense", c.width, c.width);
  dense("classifier", c.labels, c.width);
  return shapes;
}

/** Number of parameters as served: head included, a pooler only where it is read. */
export function parameterCount(config: BertConfig): number {
  return [...parameterShapes(config).values()].reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
}

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
