/** BERT, with a linear head. */
import type { ModelArchitecture } from "../architecture.ts";
import type { BertConfig } from "./config.ts";
import { bertDescription } from "./description.ts";
import { bert } from "./forward.ts";
import { bertGraph } from "./graph.ts";

export const bertArchitecture: ModelArchitecture<BertConfig> = {
  ...bertDescription,
  gives: ["logits", "pooled", "hiddenStates", "attentionScores"],
  heads: { task: ["classifier.", "bert.pooler."], text: ["cls."] },
  forward: bert,
  graph: bertGraph,
};
