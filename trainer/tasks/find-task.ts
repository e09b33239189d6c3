import { type Recipe, TEXT } from "../recipes/recipe.ts";
import { TASKS } from "./index.ts";
import { ownTrainingTask } from "./own/own-training-task.ts";
import { ownTaskIds, readOwnTask } from "./own/read-own-task.ts";
import type { TrainingTask } from "./task.ts";

/** A recipe's task, which is none on text, with the further rows that it names. Throws with one sentence where there is none of the name. */
export async function taskOfRecipe(
  { task: name, more_rows }: Pick<Recipe, "task" | "more_rows">,
  data: string,
): Promise<TrainingTask | null> {
  if (name === TEXT) return null;
  const task = await findTask(name, data);
  return more_rows === undefined ? task : task.withMore(more_rows);
}

/** A task by its name: one of the house, `sst2`, or one of own rows in the data folder, `my/intents`. Throws with one sentence where there is none. */
export async function findTask(name: string, data: string): Promise<TrainingTask> {
  const known = TASKS.find((task) => task.name === name);
  if (known !== undefined) return known;
  const own = await readOwnTask(data, name);
  if (own !== undefined) return ownTrainingTask(own);
  if (name.includes("/"))
    throw new Error(`${data} has no own task ${name}: \`retort task add ${name} --train FILE\` makes one`);
  const names = [...TASKS.map((task) => task.name), ...(await ownTaskIds(data))];
  throw new Error(`no task named ${name}; known: ${names.join(", ")}`);
}
