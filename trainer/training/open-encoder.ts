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
import { type KeptVocabulary, learntBy, learntTokenizer } from "./learnt-tokenizer.ts";
import { isModel, modelEncoder } from "./model-encoder.ts";
import { seenPieces } from "./seen-pieces.ts";
import { textPieces } from "./text-pieces.ts";
import type { Workplace } from "./workplace.ts";

/**
 * The encoder with the pieces alone that the recipe asks for, or with those of another vocabulary: `known`, where that is what it asks for,
 * else one that is learnt from the text. `task` is null on text.
 */
export async function withRecipesVocabulary(
  encoder: Encoder,
  { encoder: asked, transfer = [] }: Pick<Recipe, "encoder" | "transfer">,
  task: TrainingTask | null,
  where: Workplace,
  log: (line: string) => void,
  known?: KeptVocabulary,
): Promise<Encoder> {
  const { vocabulary } = asked;
  if (vocabulary === undefined) return encoder;
  const { tokenizer } = encoder;
  const learnt = learntBy(asked);
  if (learnt !== null) {
    const isKnown = known?.size === learnt.size && known.alphabet === learnt.alphabet;
    return withVocabulary(encoder, isKnown ? known.tokenizer : await learntTokenizer(learnt, tokenizer, where, log));
  }
  const kept = await keptPieces(vocabulary);
  const pruned = await prunedEncoder(encoder, kept);
  log(`vocabulary: ${pruned.config.vocabulary} of ${encoder.config.vocabulary} words are kept`);
  return pruned;

  async function keptPieces(choice: Exclude<typeof vocabulary, undefined>): Promise<number[]> {
    if (choice !== "seen" && "most_in_text" in choice)
      return mostFrequentPieces(tokenizer, await textPieces(tokenizer, where, log), choice.most_in_text);
    const counts = await seenPieces(task!, transfer, tokenizer, where, log); // on text `checkRecipe` refuses it
    return choosePieces(tokenizer, counts, choice === "seen" ? {} : (choice as Choice));
  }
}

/** One that is fetched, a trained model's own (`model:<id>`, `recipe:<task>/<name>`), or a folder in Hugging Face's layout; with its whole vocabulary. */
export async function namedEncoder(
  source: string,
  log: (line: string) => void,
  where?: Pick<Workplace, "data" | "out" | "models" | "imported">,
): Promise<Encoder> {
  if (isModel(source) && where !== undefined) return modelEncoder(source, where, log);
  if (!isPackaged(source)) return importEncoder(source);
  const folder = await ensureEncoder(source, log);
  return source === "multilingual-e5-small" ? importE5(folder) : importEncoder(folder);
}
