import type { BilstmArchitecture } from "../../../r2-assets/format/bilstm-architecture.ts";
import type { ModelConfig } from "../model.ts";

/** Shape of a bidirectional LSTM with a projection and a linear head. Widths in units. */
export interface BilstmConfig extends ModelConfig {
  kind: "bilstm";
  pooling: BilstmArchitecture["pooling"];
  /** E, the width of a word's vector. */
  embedding: number;
  /** H, units of each direction. */
  units: number;
  /** Z, the width of what the head reads: the teacher's. */
  width: number;
}

/** The card's description of the architecture. */
export const describeBilstm = (c: BilstmConfig): BilstmArchitecture => ({
  kind: "bilstm",
  embeddings: { word: { kind: "dense", rows: c.vocabulary, width: c.embedding } },
  lstm: { in: c.embedding, units: c.units, gates: "ifgo" },
  projection: { in: 2 * c.units, out: c.width, activation: "gelu_tanh" },
  pooling: c.pooling,
  head: { kind: "linear", in: c.width, out: c.labels, layout: "out_in" },
  ...(c.slots && { slot_head: { kind: "linear", in: c.width, out: c.slots, layout: "out_in" } }),
});

/** `describeBilstm` undone. */
export const bilstmConfigOf = (a: BilstmArchitecture): BilstmConfig => ({
  kind: "bilstm",
  vocabulary: a.embeddings.word.rows,
  embedding: a.lstm.in,
  units: a.lstm.units,
  width: a.projection.out,
  pooling: a.pooling,
  labels: a.head.out,
  ...(a.slot_head && { slots: a.slot_head.out }),
});
