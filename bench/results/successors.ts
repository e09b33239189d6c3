/** Recipes that say in `after` whose model theirs is to replace. */
import { loadRecipe, type Recipe, recipeNames } from "../../trainer/recipes/recipe.ts";
import { taskNamed } from "../../trainer/tasks/index.ts";

export interface Successor {
  /** Ids of models. */
  model: string;
  old: string;
  /** The task's own suites: others put both to the test, and are not what they were trained for. */
  suites: readonly string[];
  /** What of dev chose the new one. */
  choose: NonNullable<Recipe["choose"]>;
}

/** By the recipes' names. */
export async function readSuccessors(): Promise<Successor[]> {
  const names = await recipeNames();
  return successorsAmong(
    new Map(await Promise.all(names.map(async (name) => [name, await loadRecipe(name)] as const))),
  );
}

/** Throws Error where `after` names no recipe that publishes a model of the same task. */
export function successorsAmong(recipes: ReadonlyMap<string, Recipe>): Successor[] {
  return [...recipes].flatMap(([name, { after, task, model, choose = "whole" }]) => {
    if (after === undefined || model === null) return [];
    const before = recipes.get(after);
    if (before?.model == null || before.task !== task)
      throw new Error(`recipe ${name}: after is ${after}, which is no recipe of ${task} that publishes a model`);
    return [{ model: model.id, old: before.model.id, suites: taskNamed(task).suites, choose }];
  });
}
