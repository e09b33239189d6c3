/** The steps of a ladder below a recipe: whose models it learns from or begins with, and nobody has made yet. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { namesRecipe, type Recipe } from "../../trainer/recipes/recipe.ts";
import { recipeIn } from "../../trainer/training/model-encoder.ts";
import { isOnText } from "../../trainer/training/open-start.ts";
import { recipeNamed } from "../../trainer/training/recipe-named.ts";
import { hasStart } from "../../trainer/training/start-file.ts";
import type { Workplace } from "../../trainer/training/workplace.ts";
import type { Job } from "./job.ts";
import { SMOKE } from "./smoke.ts";

type Place = Pick<Workplace, "data" | "out" | "models">;

/**
 * Names of recipes, each behind those that it needs itself. A model that is published is there, unless `overrides` name another encoder,
 * which teacher and student share; so is the start of a text stage that comes with the project.
 */
export async function neededRecipes(
  recipe: Recipe,
  overrides: Readonly<Record<string, string>>,
  where: Place,
): Promise<string[]> {
  const seen = new Set<string>();
  const needed: string[] = [];
  await visit(recipe);
  return needed;

  async function visit(from: Recipe): Promise<void> {
    const recipeOf = (name: string) => recipeNamed(name, { data: where.data }, sharedOf(overrides));
    for (const name of from.soup ?? []) await visit(await recipeOf(name)); // which trains its ingredients itself
    for (const name of namedBy(from)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const made = await recipeOf(name);
      if (isThere(name, made, where, overrides)) continue;
      await visit(made);
      needed.push(name);
    }
  }
}

/** The job of one of them. A `smoke` run's trains on as little; else the settings of the student's training are its own. */
export const neededJob = ({ answers: _, ...job }: Job, name: string, smoke: boolean): Job => ({
  ...job,
  order: { name, place: name, overrides: sharedOf(job.order.overrides, smoke), existing: "resume" },
});

const namedBy = ({ teacher, start, encoder }: Recipe): string[] =>
  [recipeIn(encoder.source), teacher, start].filter(
    (name): name is string => typeof name === "string" && namesRecipe(name),
  );

function isThere(name: string, { model }: Recipe, { out, models }: Place, overrides: Readonly<Record<string, string>>) {
  if (isOnText(name)) return hasStart(out, name);
  const published = model !== null && !Object.entries(overrides).some(isOfEncoder) ? [join(models, model.id)] : [];
  return [join(out, name), ...published].some((folder) => existsSync(join(folder, CARD_FILE)));
}

const isOfEncoder = ([key, value]: [string, string]): boolean =>
  key.startsWith("encoder.") && recipeIn(value) === undefined;

/**
 * Of a student's settings a teacher shares those of the encoder, unless that is a step of the ladder itself, and with them how long a text may be, as encoders have
 * so many positions; in a smoke run also how little is trained on.
 */
function sharedOf(overrides: Readonly<Record<string, string>>, smoke = false): Record<string, string> {
  const entries = Object.entries(overrides);
  const lengthToo = smoke || entries.some(isOfEncoder);
  return Object.fromEntries(
    entries.filter(
      (entry) => isOfEncoder(entry) || (entry[0] === "train.max_length" ? lengthToo : smoke && entry[0] in SMOKE),
    ),
  );
}
