import { join } from "node:path";
import { namesRecipe } from "../recipes/recipe.ts";
import { NotTrainedError } from "./errors.ts";
import { publishedTeacher } from "./published-model.ts";
import { recipeNamed } from "./recipe-named.ts";
import { type Teacher, trainedTeacher } from "./trained-model.ts";
import type { Workplace } from "./workplace.ts";

/**
 * The teacher that a recipe names: what training left of that recipe, else the model published by it; or a published model, by its
 * id. Throws with one sentence where there is neither: NotTrainedError where a recipe can make it.
 */
export async function openTeacher(
  name: string,
  { data, out, models }: Pick<Workplace, "data" | "out" | "models">,
  log: (line: string) => void,
): Promise<Teacher> {
  const published = async (ref: string, why: string): Promise<Teacher | undefined> => {
    const found = await publishedTeacher(models, ref);
    if (found === undefined) return undefined;
    const { named, storage } = found;
    log(`${why}the published ${named.id}@${named.version} teaches, with its weights as they are stored (${storage})`);
    return found;
  };
  if (!namesRecipe(name)) {
    const found = await published(name, "");
    if (found !== undefined) return found;
    throw new Error(`there is no published model ${name} in ${models}`);
  }
  try {
    return await trainedTeacher(out, name);
  } catch (error) {
    if (!(error instanceof NotTrainedError)) throw error;
    const { model } = await recipeNamed(name, { data });
    const found = model && (await published(model.id, `no finished training in ${join(out, name)}: `));
    if (found) return found;
    throw error;
  }
}
