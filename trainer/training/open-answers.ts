import { readAnswers, type TeacherAnswers } from "../data/answers/teacher-answers.ts";
import { needsLogitsAlone } from "../methods/method.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import type { Experiment } from "./experiment.ts";
import type { Workplace } from "./workplace.ts";

/** Reads the answers that a recipe names, and says whose they are; null where it names none. Throws as `readAnswers` does. */
export async function openAnswers(
  { teacher_logits }: Pick<Recipe, "teacher_logits">,
  task: TrainingTask | null,
  { data }: Pick<Workplace, "data">,
  log: (line: string) => void,
): Promise<TeacherAnswers | null> {
  if (teacher_logits === undefined || task === null) return null; // `checkRecipe` saw to the task
  const read = await readAnswers(data, teacher_logits, task);
  for (const [i, { name, file, answers }] of read.sources.entries())
    log(
      `${name} teaches by ${read.count(i)} answers in ${file}` +
        (answers === "probabilities" ? ", probabilities: their logarithms, less their mean, stand for logits" : ""),
    );
  return read;
}

/** The answers that a stage learns from; null where it asks a model, or nobody. */
export const answersFor = (
  { answers }: Pick<Experiment, "answers">,
  { on, kind }: Pick<Experiment["stages"][number], "on" | "kind">,
): TeacherAnswers | null => (on !== "text" && needsLogitsAlone(kind) ? answers : null);
