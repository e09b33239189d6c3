/** How long a training may take, before there is anything better than a guess. */
import type { Method } from "../../r2-assets/format/names.ts";
import { type Recipe, stagesOf } from "../../trainer/recipes/recipe.ts";

/** What a text costs in training, by method, where fine-tuning the encoder costs 1: as in `bench/training/mrpc-*.json` and `atis-*.json`. */
const COST: Partial<Record<Method, number>> = {
  teacher: 1,
  kd: 0.6,
  "pkd-skip": 0.6,
  "pkd-last": 0.6,
  "fine-tuned": 0.5,
  kronecker: 0.7,
  svd: 0.7,
  thin: 0.4,
  "mixed-vocabulary": 0.6,
  "shared-projections": 0.5,
  xtremedistil: 0.17,
};

/** Fine-tuning MiniLM on two cores: `bench/training/mrpc-teacher.json`. The first training that ends tells what it is here. */
const TOKENS_A_SECOND = 1_700;

/** Starting TensorFlow, reading the encoder and rows. */
const START_SECONDS = 15;

export interface TaskSize {
  rows: number;
  /** Mean of the training rows. */
  tokens: number;
}

/** Seconds that a recipe may take from its start to its artefact. Of unlabelled texts without a limit it guesses as many as rows. */
export function trainingSeconds(recipe: Recipe, { rows, tokens }: TaskSize): number {
  const texts = stagesOf(recipe, "tensorflow").reduce((sum, { on, train }) => {
    const labelled = on === "transfer" ? 0 : Math.min(rows, train.limit ?? rows);
    const unlabelled = on.endsWith("transfer") ? (train.transfer_limit ?? train.limit ?? rows) : 0;
    return sum + train.epochs * (labelled + unlabelled);
  }, 0);
  const soup = recipe.soup?.length ?? 1;
  return START_SECONDS + (soup * texts * tokens * (COST[recipe.method] ?? 1)) / TOKENS_A_SECOND;
}
