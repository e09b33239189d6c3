/** How a task puts inputs to a model, and what it makes of the logits. */
import type { Card } from "../../../../r2-assets/format/card.ts";
import type { Encoding, TextTokenizer } from "../../../../r2-assets/format/tokenizer.ts";

export interface Asking {
  card: Card;
  tokenizer: TextTokenizer;
}

export interface Asked<Answer> {
  /** Of each input one encoding, or one a window. */
  groups: readonly (readonly Pick<Encoding, "ids" | "typeIds">[])[];
  /** `logits` as `groups`. */
  answer(logits: readonly (readonly Float32Array[])[]): Answer;
}

/** Throws EngineError with one sentence for inputs or options that the task does not take. */
export type AskTask<Answer> = (model: Asking, inputs: unknown, options: Record<string, unknown>) => Asked<Answer>;
