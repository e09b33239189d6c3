import { SUITES } from "../../eval/suites/index.ts";
import { ModelId, SuiteId } from "../../r2-assets/format/names.ts";
import { defaultMethods } from "../../trainer/recipes/own/default-recipe.ts";
import { ownModelId } from "../../trainer/recipes/own/task-facts.ts";
import { recipeNames } from "../../trainer/recipes/recipe.ts";
import { testSuiteId } from "../../trainer/tasks/own/own-suite.ts";
import { ownTaskIds } from "../../trainer/tasks/own/read-own-task.ts";
import { CliError } from "../cli-error.ts";

/** Throws CliError unless an own task may be called so: its models and recipes must be nobody else's. */
export async function refuseTaskId(id: string, data: string): Promise<void> {
  const parsed = SuiteId.safeParse(id);
  if (!parsed.success)
    throw new CliError(
      `${id} is no name for a task: two parts of a-z, 0-9, dots, hyphens and underscores, joined by a slash, as my/intents`,
    );
  if (Object.hasOwn(SUITES, id)) throw new CliError(`${id} is a suite that comes with Retort; choose another name`);
  const [group] = id.split("/");
  const taken = (await recipeNames()).find((name) => name.startsWith(`${group}/`));
  if (taken !== undefined)
    throw new CliError(
      `${id}: ${group} is a task that comes with Retort, and its recipes would be called alike (${taken}); choose another name before the slash`,
    );
  const longest = defaultMethods({ task: "text-classification" })
    .map((method) => ownModelId(id, method))
    .find((model) => !ModelId.safeParse(model).success);
  if (longest !== undefined)
    throw new CliError(
      `${id} is too long: its models would be called ${longest}, and a model's id has at most 64 characters`,
    );
  const others = (await ownTaskIds(data)).filter((other) => other !== id);
  const tested = others.find((other) => testSuiteId(other) === id);
  if (tested !== undefined) throw new CliError(`${id}: the test rows of ${tested} are called so; choose another name`);
  if (others.includes(testSuiteId(id)))
    throw new CliError(`${id}: its test rows would be called as the task ${testSuiteId(id)}; choose another name`);
  const alike = others.find((other) => ownModelId(other, "") === ownModelId(id, ""));
  if (alike !== undefined)
    throw new CliError(
      `${id}: the models of ${alike} are called alike (${ownModelId(id, "teacher")}); choose another name`,
    );
}
