import { join } from "node:path";
import { namesRecipe } from "../recipes/recipe.ts";
import { NotTrainedError } from "./errors.ts";
import { publishedTeacher } from "./published-model.ts";
import { recipeNamed } from "./recipe-named.ts";
import { type Teacher, trainedTeacher } from "./trained-model.ts";
import type { Workplace } from "./workplace.ts";

/** The model of that name that is published, else the one that was imported. Throws as `publishedTeacher` does. */
export async function anywhere(
  ref: string,
  { models, imported }: Pick<Workplace, "models" | "imported">,
): Promise<(Teacher & { from: "published" | "imported" }) | undefined> {
  const published = await publishedTeacher(models, ref);
  if (published !== undefined) return { ...published, from: "published" };
  const own = imported === undefined ? undefined : await publishedTeacher(imported, ref);
  return own && { ...own, from: "imported" };
}

/**
 * The model that a recipe names as its teacher, or to begin with: what training left of that recipe, else the model published by it; or a
 * published model, by its id. `does`: what it is for, to be told where its weights are those that are stored. Throws with one sentence where
 * there is neither: NotTrainedError where a recipe can make it.
 */
export async function namedModel(
  name: string,
  { data, out, models, imported }: Pick<Workplace, "data" | "out" | "models" | "imported">,
  log: (line: string) => void,
  does = "teaches",
): Promise<Teacher> {
  const published = async (ref: string, why: string): Promise<Teacher | undefined> => {
    const found = await anywhere(ref, { models, imported });
    if (found === undefined) return undefined;
    const { named, storage, from } = found;
    log(`${why}the ${from} ${named.id}@${named.version} ${does}, with its weights as they are stored (${storage})`);
    return found;
  };
  if (!namesRecipe(name)) {
    const found = await published(name, "");
    if (found !== undefined) return found;
    throw new Error(
      `there is no published model ${name} in ${models}${imported ? `, and no imported one in ${imported}` : ""}`,
    );
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
