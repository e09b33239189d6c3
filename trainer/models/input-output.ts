/** What every model reads and says, whichever its architecture. */
import type { Tensor, Tensor1D, Tensor2D } from "../backend/tf.ts";

/** One padded batch. `inputIds` and `tokenTypeIds` int32 `[batch * length]`, `mask` float32 `[batch, length]`. */
export interface ModelInput {
  inputIds: Tensor1D;
  tokenTypeIds: Tensor1D;
  mask: Tensor2D;
  /** Positions of each text that count: the sums of the mask's rows, known without asking the backend. */
  lengths?: readonly number[];
  /** Whether every position counts: then nothing has to be masked. */
  full?: boolean;
  /** Rows of the batch, int32 `[n]`, whose word is to be guessed, by a model that has the head for it. */
  guessed?: Tensor1D;
}

/** What a model answers; `slots` of one that also gives tags to tokens. */
export interface Answers {
  /** `[batch, labels]`, without pooling `[batch * length, labels]`. */
  logits: Tensor;
  /** `[batch * length, slots]` */
  slots?: Tensor;
}

/** What a method may ask of a model, by name. */
export interface Outputs {
  /** `[batch, labels]`, without pooling `[batch * length, labels]`. */
  logits: Tensor2D;
  /** What the head reads, before dropout: `[batch, width]`, or without pooling `[batch * length, width]`. */
  pooled: Tensor2D;
  /** Embedding output, then each layer's: tensors `[batch * length, width]`; empty where an architecture does not give them. */
  hiddenStates: Tensor[];
  /** Of each layer of attention: `Q Kᵀ / √d_h` before mask and softmax, `[batch, heads, length, length]`; empty likewise. */
  attentionScores: Tensor[];
}
export type OutputName = keyof Outputs;

export interface ModelOutput extends Outputs {
  /** `[n, vocabulary]`, of the rows that were to be guessed; none where there were none. */
  words?: Tensor2D;
  /** As `Answers` has it. */
  slots?: Tensor2D;
}
