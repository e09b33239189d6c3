/** A bidirectional LSTM, with a projection and a linear head. */
import type { BilstmArchitecture } from "../../../r2-assets/format/bilstm-architecture.ts";
import type { ModelArchitecture } from "../architecture.ts";
import { SLOT_HEAD } from "../slot-tensors.ts";
import type { BilstmConfig } from "./config.ts";
import { bilstmDescription } from "./description.ts";
import { bilstm } from "./forward.ts";
import { bilstmGraph } from "./graph.ts";

export const bilstmArchitecture: ModelArchitecture<BilstmConfig, BilstmArchitecture> = {
  ...bilstmDescription,
  gives: ["logits", "pooled"],
  heads: { task: ["classifier.", SLOT_HEAD], text: [] },
  forward: bilstm,
  graph: bilstmGraph,
};
