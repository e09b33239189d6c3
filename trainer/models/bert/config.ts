import type { Architecture } from "../../../r2-assets/format/card.ts";
import type { MatrixPlan } from "../../factorise/plan.ts";

/**
 * What may be factored: the word table; query, key, value and attention output alike; FFN up and down. Everything else
 * stays dense: biases, LayerNorms, position and segment tables, pooler and head.
 */
export interface BertPlan {
  word: MatrixPlan;
  attention: MatrixPlan;
  intermediate: MatrixPlan;
  output: MatrixPlan;
}

export const DENSE: BertPlan = {
  word: { kind: "dense" },
  attention: { kind: "dense" },
  intermediate: { kind: "dense" },
  output: { kind: "dense" },
};

/** Shape of a BERT with a linear head. Widths in units. */
export interface BertConfig {
  kind?: "bert";
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
  /** How its matrices are stored; without one, densely. */
  plan?: BertPlan;
}

/** The card's description of the architecture, before any storage is chosen (every matrix `[out, in]`). */
export function describeBert(c: BertConfig): Architecture {
  const { word, attention, intermediate, output } = c.plan ?? DENSE;
  return {
    kind: "bert",
    embeddings: {
      word: table(c.vocabulary, c.width, word),
      position: table(c.positions, c.width),
      token_type: table(c.tokenTypes, c.width),
    },
    encoder: {
      layers: c.layers,
      width: c.width,
      heads: c.heads,
      ffn: c.ffn,
      activation: "gelu_erf",
      layer_norm_eps: c.layerNormEps,
      attention: linear(c.width, c.width, attention),
      intermediate: linear(c.width, c.ffn, intermediate),
      output: linear(c.ffn, c.width, output),
    },
    pooling: c.pooling,
    head: { kind: "linear", in: c.width, out: c.labels, layout: "out_in" },
  };
}

type Table = Architecture["embeddings"]["word"];
type Linear = Architecture["encoder"]["attention"];

function table(rows: number, width: number, plan: MatrixPlan = { kind: "dense" }): Table {
  return { ...planned(plan), rows, width };
}

function linear(input: number, out: number, plan: MatrixPlan): Linear {
  if (plan.kind === "dense") return { kind: "dense", in: input, out, layout: "out_in" };
  return { ...planned(plan), in: input, out };
}

/** Copied, so that a card never shares an array with a preset. */
function planned<P extends MatrixPlan>(plan: P) {
  return structuredClone(plan) as P extends { kind: "kronecker" }
    ? P & { a: [number, number]; b: [number, number] }
    : P;
}
