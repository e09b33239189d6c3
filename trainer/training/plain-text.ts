import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { tf } from "../backend/tf.ts";
import { loadText } from "../data/text/load-text.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import { heldOutLoss } from "./held-out-loss.ts";
import type { DataHooks, TrainingData } from "./training-data.ts";
import type { Workplace } from "./workplace.ts";

/** Plain text, for all tasks together, judged by held-out articles; with `wholeWords` no piece of it ends within a word. */
export async function openPlainText(
  { limit, max_length: maxLength }: Pick<TrainSettings, "limit" | "max_length">,
  wholeWords: boolean,
  tokenizer: TextTokenizer,
  where: Workplace,
  hooks: DataHooks,
): Promise<TrainingData> {
  const text = await loadText(where.data, tokenizer, {
    maxLength,
    wholeWords,
    limit,
    devLimit: where.devRows ?? null,
    cache: where.pieces,
    onProgress: hooks.onText,
    log: hooks.log,
  });
  hooks.log(
    `text: ${text.train.length} pieces, ${text.tokens} tokens; of ${text.paragraphs} paragraphs ${text.overlapping} ` +
      "are left out, which share 13 words in a row with an evaluation split",
  );
  return {
    dev: null,
    halves: null,
    train: text.train,
    heldOut: text.dev,
    targets: () => tf.zeros([0]),
    subset: null,
    overlap: { read: text.paragraphs, left_out: text.overlapping },
    unanswered: [],
    sha256: text.sha256,
    judge: heldOutLoss(text, hooks),
  };
}
