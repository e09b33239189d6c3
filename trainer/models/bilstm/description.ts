import type { BilstmArchitecture } from "../../../r2-assets/format/bilstm-architecture.ts";
import type { ArchitectureDescription } from "../architecture.ts";
import { type BilstmConfig, bilstmConfigOf, describeBilstm } from "./config.ts";
import { bilstmTensors, WORD_TABLE } from "./tensors.ts";

export const bilstmDescription: ArchitectureDescription<BilstmConfig, BilstmArchitecture> = {
  kind: "bilstm",
  wordTable: WORD_TABLE,
  sizes: () => ({ states: [], heads: [] }),
  describe: describeBilstm,
  configOf: bilstmConfigOf,
  stored: (architecture) => architecture, // the same in every storage
  tensors: bilstmTensors,
  huggingFaceConfig: ({ architecture, labels }) => ({
    model_type: "bilstm", // no class of transformers is one, and none answers
    vocab_size: architecture.embeddings.word.rows,
    embedding_size: architecture.lstm.in,
    hidden_size: architecture.lstm.units,
    projection_size: architecture.projection.out,
    pad_token_id: 0,
    id2label: Object.fromEntries(labels.map((label, i) => [i, label])),
    label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
  }),
};
