/** BERT, with a linear head. */
import type { BertArchitecture } from "../../../r2-assets/format/bert-architecture.ts";
import type { ModelArchitecture } from "../architecture.ts";
import { SLOT_HEAD } from "../slot-tensors.ts";
import type { BertConfig } from "./config.ts";
import { bertDescription } from "./description.ts";
import { bert } from "./forward.ts";
import { bertGraph } from "./graph.ts";

export const bertArchitecture: ModelArchitecture<BertConfig, BertArchitecture> = {
  ...bertDescription,
  gives: ["logits", "pooled", "hiddenStates", "attentionScores"],
  heads: { task: ["classifier.", SLOT_HEAD, "bert.pooler."], text: ["cls."] },
  forward: bert,
  graph: bertGraph,
};
