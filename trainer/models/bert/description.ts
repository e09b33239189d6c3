import type { BertArchitecture } from "../../../r2-assets/format/bert-architecture.ts";
import type { ArchitectureDescription } from "../architecture.ts";
import { type BertConfig, bertConfigOf, describeBert } from "./config.ts";
import { huggingFaceConfig } from "./hugging-face-config.ts";
import { FAMILIES } from "./import/families.ts";
import { importBert } from "./import-hf.ts";
import { initialWeights } from "./initial-weights.ts";
import { storedBert } from "./stored.ts";
import { bertTensors, WORD_TABLE } from "./tensors.ts";

export const bertDescription: ArchitectureDescription<BertConfig, BertArchitecture> = {
  kind: "bert",
  wordTable: WORD_TABLE,
  pretrained: { modelTypes: FAMILIES.map(({ modelType }) => modelType), read: importBert, initialWeights },
  sizes: ({ layers, width, heads }) => ({ states: Array(layers + 1).fill(width), heads: Array(layers).fill(heads) }),
  describe: describeBert,
  configOf: bertConfigOf,
  stored: storedBert,
  tensors: bertTensors,
  huggingFaceConfig,
};
