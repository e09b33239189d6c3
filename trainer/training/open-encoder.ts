import { mostFrequentPieces } from "../data/most-frequent-pieces.ts";
import { ensureEncoder, isPackaged } from "../data/pretrained.ts";
import { type Choice, choosePieces } from "../data/prune-vocabulary.ts";
import { importE5 } from "../models/bert/import-e5.ts";
import type { Encoder } from "../models/encoder.ts";
import { importEncoder } from "../models/import-hf.ts";
import { withVocabulary } from "../models/other-vocabulary.ts";
import { prunedEncoder } from "../models/pruned-encoder.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import { type LearntVocabulary, learntBy, learntTokenizer } from "./learnt-tokenizer.ts";
import { seenPieces } from "./seen-pieces.ts";
import { textPieces } from "./text-pieces.ts";
import type { Workplace } from "./workplace.ts";

/**
 * A recipe's encoder: one that is fetched, or a folder in Hugging Face's layout; with the pieces alone that the recipe asks for, or
 * with those of another vocabulary: `known`, where that is what it asks for, else one that is learnt from the text. `task` is null on text.
 */
export async function openEncoder(
  { encoder: asked, transfer = [] }: Pick<Recipe, "encoder" | "transfer">,
  task: TrainingTask | null,
  where: Workplace,
  log: (line: string) => void,
  known?: LearntVocabulary,
): Promise<Encoder> {
  const { source, vocabulary } = asked;
  const encoder = await namedEncoder(source, log);
  if (vocabulary === undefined) return encoder;
  if (vocabulary !== "seen" && "learnt" in vocabulary) {
    const learnt = learntBy(asked)!;
    const isKnown = known?.size === learnt.size && known.alphabet === learnt.alphabet;
    const tokenizer = isKnown ? known.tokenizer : await learntTokenizer(learnt, encoder.tokenizer, where, log);
    return withVocabulary(encoder, tokenizer);
  }
  const { tokenizer } = encoder;
  const choose = async (choice: Choice) =>
    choosePieces(tokenizer, await seenPieces(task!, transfer, tokenizer, where, log), choice); // on text `checkRecipe` refuses it
  const kept =
    vocabulary === "seen"
      ? await choose({})
      : "most_in_text" in vocabulary
        ? mostFrequentPieces(tokenizer, await textPieces(tokenizer, where, log), vocabulary.most_in_text)
        : await choose(vocabulary);
  const pruned = await prunedEncoder(encoder, kept);
  log(`vocabulary: ${pruned.config.vocabulary} of ${encoder.config.vocabulary} words are kept`);
  return pruned;
}

/** With its whole vocabulary. */
export async function namedEncoder(source: string, log: (line: string) => void): Promise<Encoder> {
  if (!isPackaged(source)) return importEncoder(source);
  const folder = await ensureEncoder(source, log);
  return source === "multilingual-e5-small" ? importE5(folder) : importEncoder(folder);
}
