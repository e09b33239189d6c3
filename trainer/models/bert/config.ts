import type { BertArchitecture, PoolerActivation } from "../../../r2-assets/format/bert-architecture.ts";
import type { Embedding, Linear } from "../../../r2-assets/format/layers.ts";
import type { RelativePositions } from "../../../r2-assets/format/relative-buckets.ts";
import type { MatrixPlan } from "../../factorise/plan.ts";
import type { ModelConfig } from "../model.ts";

/**
 * What may be factored: the word table; query, key, value and attention output alike; FFN up and down. Everything else
 * stays dense: biases, LayerNorms, position and segment tables, projection, pooler and head.
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
export interface BertConfig extends ModelConfig {
  kind?: "bert";
  pooling: BertArchitecture["pooling"];
  positions: number;
  /** 0: it reads none. */
  tokenTypes: number;
  layers: number;
  width: number;
  heads: number;
  ffn: number;
  layerNormEps: number;
  /** Of the tables, where a projection widens them to `width` (ELECTRA); absent: they are as wide as the layers. */
  embeddingWidth?: number;
  /** What the pooler ends with; absent: tanh. */
  poolerActivation?: PoolerActivation;
  /** Where scores of attention also depend on distances (MPNet), as cards have it. */
  relativePositions?: RelativePositions;
  /** How its matrices are stored; without one, densely. */
  plan?: BertPlan;
}

/** How wide a row of its tables is. */
export const tableWidth = ({ embeddingWidth, width }: Pick<BertConfig, "embeddingWidth" | "width">): number =>
  embeddingWidth ?? width;

/** A model's shape as a BERT's. Throws RangeError for one of another architecture. */
export function asBert(config: ModelConfig): BertConfig {
  if ((config.kind ?? "bert") !== "bert")
    throw new RangeError(`this wants a BERT: a model of kind ${config.kind} is none`);
  return config as BertConfig;
}

/** The card's description of the architecture, before any storage is chosen (every matrix `[out, in]`). */
export function describeBert(c: BertConfig): BertArchitecture {
  const { word, attention, intermediate, output } = c.plan ?? DENSE;
  const tables = tableWidth(c);
  return {
    kind: "bert",
    embeddings: {
      word: table(c.vocabulary, tables, word),
      position: table(c.positions, tables),
      ...(c.tokenTypes > 0 && { token_type: table(c.tokenTypes, tables) }),
      ...(c.embeddingWidth && { projection: linear(tables, c.width, DENSE.word) }),
    },
    encoder: {
      layers: c.layers,
      width: c.width,
      heads: c.heads,
      ffn: c.ffn,
      activation: "gelu_erf",
      layer_norm_eps: c.layerNormEps,
      ...(c.relativePositions && { relative_positions: { ...c.relativePositions } }),
      attention: linear(c.width, c.width, attention),
      intermediate: linear(c.width, c.ffn, intermediate),
      output: linear(c.ffn, c.width, output),
    },
    pooling: c.pooling,
    ...(c.pooling === "pooler" && c.poolerActivation && { pooler_activation: c.poolerActivation }),
    head: { kind: "linear", in: c.width, out: c.labels, layout: "out_in" },
    ...(c.slots && { slot_head: { kind: "linear", in: c.width, out: c.slots, layout: "out_in" } }),
  };
}

/** The shape that a card describes, however it is stored: `describeBert` undone. */
export function bertConfigOf(architecture: BertArchitecture): BertConfig {
  const { embeddings, encoder, pooling, pooler_activation, head, slot_head } = architecture;
  const { layers, width, heads, ffn, layer_norm_eps, relative_positions } = encoder;
  const plan: BertPlan = {
    word: planOf(embeddings.word),
    attention: planOf(encoder.attention),
    intermediate: planOf(encoder.intermediate),
    output: planOf(encoder.output),
  };
  return {
    vocabulary: embeddings.word.rows,
    positions: embeddings.position.rows,
    tokenTypes: embeddings.token_type?.rows ?? 0,
    ...{ layers, width, heads, ffn, layerNormEps: layer_norm_eps, pooling, labels: head.out },
    ...(embeddings.projection && { embeddingWidth: embeddings.word.width }),
    ...(relative_positions && { relativePositions: { ...relative_positions } }),
    ...(pooler_activation && { poolerActivation: pooler_activation }),
    ...(slot_head && { slots: slot_head.out }),
    ...(Object.values(plan).some(({ kind }) => kind !== "dense") && { plan }),
  };
}

function planOf(matrix: Embedding | Linear): MatrixPlan {
  switch (matrix.kind) {
    case "dense":
      return { kind: "dense" };
    case "low_rank":
      return { kind: "low_rank", rank: matrix.rank };
    case "kronecker":
      return { kind: "kronecker", a: [...matrix.a], b: [...matrix.b], terms: matrix.terms };
  }
}

function table(rows: number, width: number, plan: MatrixPlan = { kind: "dense" }): Embedding {
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
