/** BERT, with a linear head. */
import type { ModelArchitecture } from "../architecture.ts";
import { type BertConfig, describeBert } from "./config.ts";
import { bert } from "./forward.ts";
import { bertGraph } from "./graph.ts";
import { huggingFaceConfig } from "./hugging-face-config.ts";
import { storedBert } from "./stored.ts";
import { bertTensors } from "./tensors.ts";

export const bertArchitecture: ModelArchitecture<BertConfig> = {
  kind: "bert",
  gives: ["logits", "pooled", "hiddenStates", "attentionScores"],
  describe: describeBert,
  stored: storedBert,
  tensors: bertTensors,
  forward: bert,
  graph: bertGraph,
  huggingFaceConfig,
};
