import type { ArchitectureDescription } from "../architecture.ts";
import { type BertConfig, describeBert } from "./config.ts";
import { huggingFaceConfig } from "./hugging-face-config.ts";
import { storedBert } from "./stored.ts";
import { bertTensors } from "./tensors.ts";

export const bertDescription: ArchitectureDescription<BertConfig> = {
  kind: "bert",
  describe: describeBert,
  stored: storedBert,
  tensors: bertTensors,
  huggingFaceConfig,
};
