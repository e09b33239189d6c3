/** One recipe as it will be run: its settings, its teacher, and what its model will weigh. */

import { descriptionOf } from "../../trainer/models/describe.ts";
import type { ModelConfig } from "../../trainer/models/model.ts";
import { namesRecipe, type Recipe } from "../../trainer/recipes/recipe.ts";
import { assertDataPresent } from "../../trainer/tasks/data-present.ts";
import { NotTrainedError } from "../../trainer/training/errors.ts";
import { type PlannedModel, plannedModel } from "../../trainer/training/planned-model.ts";
import { recipeNamed } from "../../trainer/training/recipe-named.ts";
import { CliError } from "../cli-error.ts";
import { MINI_LM } from "../planning/model-families.ts";
import { TEACHER } from "./methods.ts";
import type { CompressOrder } from "./order.ts";
import { overridesOf } from "./settings.ts";

/** A recipe that will be run. */
export interface PlannedTraining {
  /** Without the task: `kronecker-19x`. */
  name: string;
  recipeName: string;
  recipe: Recipe;
  overrides: Record<string, string>;
  model: PlannedModel;
}

/** `shape`: the teacher's; null of the teacher itself. Throws CliError with one sentence where recipe, data, method or teacher do not fit. */
export async function planTraining(...asked: Parameters<typeof planned>): Promise<PlannedTraining> {
  try {
    return await planned(...asked);
  } catch (error) {
    throw asCliError(error);
  }
}

async function planned(
  { settings, teacher, where, smoke }: CompressOrder,
  task: string,
  name: string,
  shape: ModelConfig | null,
  log: (line: string) => void,
): Promise<PlannedTraining> {
  const recipeName = `${task}/${name}`;
  const own = { ...(smoke && SMOKE), ...overridesOf(settings, name) };
  const asWritten = await recipeNamed(recipeName, { data: where.data }, own);
  const taught = name !== TEACHER && asWritten.teacher !== null;
  if (taught && teacher === null && asWritten.teacher !== `${task}/${TEACHER}`)
    throw new Error(
      `${recipeName} learns from ${asWritten.teacher}, not from ${task}/${TEACHER}: name a model that teaches with --teacher`,
    );
  const overrides =
    taught && teacher !== null ? { ...fromItsLayers(asWritten, teacher, shape!), ...own, teacher } : own;
  const recipe = await recipeNamed(recipeName, { data: where.data }, overrides);
  await assertDataPresent(where.data, recipe);
  return {
    name,
    recipeName,
    recipe,
    overrides,
    model: await plannedModel(recipeName, recipe, taught ? shape : null, where, log),
  };
}

/** Students that are the encoder's first layers are those of the teacher's own, where that is another: nothing else has layers to compare. */
function fromItsLayers({ method }: Recipe, teacher: string, shape: ModelConfig): Record<string, string> {
  if (!["pkd-skip", "pkd-last", "kd"].includes(method) || (shape.kind ?? "bert") !== "bert") return {};
  return isMiniLm(shape) ? {} : { "encoder.source": `model:${teacher}`, ...poolingOf(shape) };
}

const poolingOf = ({ pooling }: ModelConfig): Record<string, string> =>
  pooling === "none" ? {} : { "encoder.pooling": pooling };

/** Of the recipes' own encoder, as far as its shape tells. */
const isMiniLm = (shape: ModelConfig): boolean =>
  shape.vocabulary === MINI_LM.config.vocabulary &&
  `${descriptionOf(shape).sizes(shape).states}` === `${descriptionOf(MINI_LM.config).sizes(MINI_LM.config).states}`;

/** Enough to see every step work, in about three minutes for a teacher and four students. */
const SMOKE = { "train.limit": "384", "train.transfer_limit": "384", "train.epochs": "1", "train.judged": "1" };

/** What the trainer threw, as what somebody at a shell can act on. */
export function asCliError(error: unknown): CliError {
  const { message } = error as Error;
  if (error instanceof NotTrainedError && namesRecipe(error.needed.recipe))
    return new CliError(`it needs ${error.needed.recipe}, which \`retort train ${error.needed.recipe}\` makes`);
  return new CliError(message);
}
