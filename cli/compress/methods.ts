/** Which students a compression tries. */
import { recipeNames } from "../../trainer/recipes/recipe.ts";
import { ownRecipes } from "../../trainer/training/recipe-named.ts";
import { CliError } from "../cli-error.ts";

/** Unless others are named: of each way of making a model small its best known size first, until there are `STUDENTS`. */
const PREFERRED = [
  "xtremedistil",
  "kronecker-19x",
  "pkd-skip",
  "svd-19x",
  "kronecker-7.5x",
  "thin",
  "mixed-vocabulary-6x256",
  "kronecker-30x",
  "pruned-6x256",
  "kd",
] as const;

/** So many are trained, where nobody names them. */
export const STUDENTS = 4;

export const TEACHER = "teacher";

/** The names of a task's recipes without the task, the teacher's among them. */
export async function recipesOf(task: string, data: string): Promise<string[]> {
  const names = [...(await recipeNames()), ...(await ownRecipes(data))];
  return [...new Set(names.filter((name) => name.startsWith(`${task}/`)).map((name) => name.slice(task.length + 1)))];
}

/** The students to look at, in their order: those that are named, else the preferred ones that the task has. Throws CliError for a name that it has not. */
export function studentsToTry(task: string, recipes: readonly string[], named: readonly string[] | null): string[] {
  const students = recipes.filter((name) => name !== TEACHER);
  if (named === null) {
    const preferred = PREFERRED.filter((name) => students.includes(name));
    if (preferred.length > 0) return preferred;
    throw new CliError(
      `${task} has no recipe of a student that is tried unasked: name some of ${listed(students)} with --methods`,
    );
  }
  for (const name of named) {
    if (name === TEACHER)
      throw new CliError("--methods names students; the teacher is trained anyway, or named with --teacher");
    if (!students.includes(name)) throw new CliError(`${task} has no recipe ${name}; it has ${listed(students)}`);
  }
  return [...new Set(named)];
}

const listed = (names: readonly string[]) => (names.length === 0 ? "none" : names.join(", "));
