/** A recipe by its name, whichever task it is for: of the house, or made for somebody's own rows. */
import { readFile } from "node:fs/promises";
import { defaultMethods, defaultRecipe } from "../recipes/own/default-recipe.ts";
import { loadRecipe, mergedRecipe, type Recipe, recipeNames } from "../recipes/recipe.ts";
import { factsOf } from "../tasks/own/own-facts.ts";
import { ownTaskIds, readOwnTask } from "../tasks/own/read-own-task.ts";

export interface RecipePlace {
  /** The data folder, where own tasks lie. */
  data: string;
  /** A recipe's file in place of the one that the name stands for. */
  file?: string | undefined;
}

/** `my/intents/teacher` -> `my/intents` and `teacher`; null for a recipe of the house, which has one slash. */
function ownParts(name: string): { task: string; method: string } | null {
  const parts = name.split("/");
  return parts.length === 3 ? { task: `${parts[0]}/${parts[1]}`, method: parts[2]! } : null;
}

/**
 * The merged recipe: of the house `sst2/teacher`, of own rows `my/intents/teacher`, or what a file says. Throws with one sentence for an
 * unknown one, a file that is no recipe, an unknown key or a value that does not fit.
 */
export async function recipeNamed(
  name: string,
  { data, file }: RecipePlace,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Recipe> {
  if (file !== undefined) return recipeOfFile(name, file, overrides);
  const own = ownParts(name);
  if (own === null) {
    const task = await readOwnTask(data, name); // who names a task alone has forgotten the method
    if (task !== undefined)
      throw new Error(`${name} is a task: its recipes are ${(await ownRecipes(data, name)).join(", ")}`);
    return loadRecipe(name, overrides);
  }
  const task = await readOwnTask(data, own.task);
  if (task === undefined)
    throw new Error(`${data} has no own task ${own.task}: \`retort task add ${own.task} --train FILE\` makes one`);
  return mergedRecipe(name, defaultRecipe(factsOf(task), own.method), overrides);
}

/** Names of the recipes that an own task has; all tasks' unless one is named. Damaged tasks have none. */
export async function ownRecipes(data: string, id?: string): Promise<string[]> {
  const ids = id === undefined ? await ownTaskIds(data) : [id];
  const tasks = await Promise.all(ids.map((each) => readOwnTask(data, each).catch(() => undefined)));
  return tasks.flatMap((task) => (task ? defaultMethods(task).map((method) => `${task.id}/${method}`) : []));
}

/** Names of all recipes, own tasks' last. */
export const allRecipeNames = async (data: string): Promise<string[]> => [
  ...(await recipeNames()),
  ...(await ownRecipes(data)),
];

/** A kept recipe is a whole one, or says only what differs from the defaults; its task must be what the name says, its method may be another. */
async function recipeOfFile(name: string, file: string, overrides: Readonly<Record<string, string>>): Promise<Recipe> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot read ${file}: ${error.code}`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON`);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Error(`${file} is no recipe`);
  const recipe = await mergedRecipe(file, json as Record<string, unknown>, overrides);
  if (!name.startsWith(`${recipe.task}/`)) throw new Error(`${file} is a recipe for ${recipe.task}, not for ${name}`);
  return recipe;
}
