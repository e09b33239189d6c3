import { join } from "node:path";
import { methodNamed } from "../../trainer/methods/index.ts";
import type { Recipe } from "../../trainer/recipes/recipe.ts";
import { assertDataPresent } from "../../trainer/tasks/data-present.ts";
import { taskOfRecipe } from "../../trainer/tasks/find-task.ts";
import { checkRecipe } from "../../trainer/training/check-recipe.ts";
import { recipeNamed } from "../../trainer/training/recipe-named.ts";
import { refuseTakenPlace } from "../../trainer/training/run-recipe.ts";
import { CliError } from "../cli-error.ts";
import { withAdvice } from "./advice.ts";
import type { Job } from "./job.ts";
import { neededJob, neededRecipes } from "./needed-recipes.ts";
import { seedPlace } from "./seed-records.ts";
import { supervise } from "./supervise.ts";

interface Options {
  smoke: boolean;
  seeds: readonly number[] | undefined;
}

/** Trains what a job's recipe needs, one after another. Returns the first exit code that is not 0. Throws CliError where the job itself could not begin. */
export async function trainNeeded(job: Job, recipe: Recipe, { smoke, seeds }: Options): Promise<number> {
  const needed = await looked(() => neededRecipes(recipe, job.order.overrides, job.where));
  if (needed.length === 0) return 0;
  await looked(() => assertBegins(job, recipe, needed, seeds ?? [recipe.seed]));
  for (const name of needed) {
    const code = await supervise(neededJob(job, name, smoke));
    if (code !== 0) return code;
  }
  return 0;
}

/** What can be told before hours go into the steps below: whether recipe and method fit, its place is free and all data are there. */
async function assertBegins(
  { order: { name, existing }, where }: Job,
  recipe: Recipe,
  needed: readonly string[],
  seeds: readonly number[],
): Promise<void> {
  checkRecipe(name, recipe, methodNamed(recipe.method), await taskOfRecipe(recipe, where.data), where.backend);
  if (existing === "refuse")
    for (const seed of seeds) await refuseTakenPlace(join(where.out, seedPlace(name, recipe.seed, seed)));
  for (const each of needed) await assertDataPresent(where.data, await recipeNamed(each, { data: where.data }));
}

const looked = <T>(look: () => Promise<T>): Promise<T> =>
  look().catch((error: Error) => {
    throw new CliError(withAdvice(error));
  });
