import { ensureEncoder, isPackaged } from "../data/pretrained.ts";
import { choosePieces } from "../data/prune-vocabulary.ts";
import { importE5 } from "../models/bert/import-e5.ts";
import type { Encoder } from "../models/encoder.ts";
import { importEncoder } from "../models/import-hf.ts";
import { prunedEncoder } from "../models/pruned-encoder.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import { seenPieces } from "./seen-pieces.ts";
import type { Workplace } from "./workplace.ts";

/**
 * A recipe's encoder: one that is fetched, or a folder in Hugging Face's layout; with the pieces alone that the recipe asks for. `task`
 * is null on text, where none are asked for.
 */
export async function openEncoder(
  { encoder: { source, vocabulary }, transfer = [] }: Pick<Recipe, "encoder" | "transfer">,
  task: TrainingTask | null,
  where: Workplace,
  log: (line: string) => void,
): Promise<Encoder> {
  const encoder = await namedEncoder(source, log);
  if (vocabulary === undefined || task === null) return encoder;
  const counts = await seenPieces(task, transfer, encoder.tokenizer, where, log);
  const kept = choosePieces(encoder.tokenizer, counts, vocabulary === "seen" ? {} : vocabulary);
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
