import { dirname } from "node:path";
import { multiplyIn } from "../backend/matmul.ts";
import { useBackend } from "../backend/tf.ts";
import { type Answer, writeAnswerFile } from "../data/answers/write-answers.ts";
import { makeFolder } from "../files/make-folder.ts";
import { StoppedError, teacherOutputs } from "../methods/teacher-outputs.ts";
import type { TrainingInput } from "../tasks/task.ts";
import { configOf, type Experiment, openExperiment } from "./experiment.ts";
import { dataOf, outputsFolder, type StageHooks, whileAsking } from "./open-stage.ts";
import { recipeNamed } from "./recipe-named.ts";
import type { Order } from "./run-recipe.ts";
import type { Workplace } from "./workplace.ts";

export type Asked = { kind: "finished"; answers: number; bytes: number } | { kind: "interrupted" };

/**
 * What a recipe's teacher says of every row and text that its stages learn from, written to `file` for students of that teacher where it
 * is not: on another machine, or in another year. What it has answered before is not asked again, and what it answers is kept beside it. Throws with one
 * sentence where the recipe has no model that teaches, or its task asks about tokens.
 */
export async function askTeacher(order: Order, file: string, where: Workplace, hooks: StageHooks): Promise<Asked> {
  const { teacher_logits: _, ...recipe } = await recipeNamed(
    order.name,
    { data: where.data, file: order.file },
    order.overrides,
  );
  const refuse = (why: string): never => {
    throw new Error(`recipe ${order.name}: ${why}`);
  };
  if (recipe.teacher === null) refuse("no model teaches it that could be asked");
  await makeFolder(dirname(file)).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot write ${file}: ${error.code}`); // before the teacher is asked, which may take an hour
  });
  multiplyIn(recipe.matmul);
  await useBackend(where.backend);
  const experiment = await openExperiment(order.name, recipe, where, hooks.log, order.place);
  const { task } = experiment;
  if (task === null || task.slots || task.pooling === "none")
    refuse(`answers are written of texts and pairs, and ${recipe.task} is none of them`);
  const answers = new Map<string, Answer>();
  try {
    for (const index of experiment.stages.keys())
      for (const answer of await answersOfStage(experiment, index, hooks)) answers.set(answer.id, answer);
  } catch (error) {
    if (error instanceof StoppedError) return { kind: "interrupted" };
    throw error;
  }
  const { id, version } = experiment.teacher!.named;
  const bytes = await writeAnswerFile(file, `${id}@${version}`, answers.values());
  return { kind: "finished", answers: answers.size, bytes };
}

async function answersOfStage(experiment: Experiment, index: number, hooks: StageHooks): Promise<Answer[]> {
  const stage = experiment.stages[index];
  if (stage.on === "text") return []; // the encoder teaches there
  const data = await dataOf(experiment, stage, null, hooks);
  const inputs: readonly TrainingInput[] = [...data.train, ...data.heldOut];
  const student = configOf(experiment, stage.on);
  const outputs = await teacherOutputs(
    {
      ...{ teacher: experiment.teacher!.model, answers: null, student, inputs, seed: experiment.recipe.seed },
      cache: await outputsFolder(experiment, student),
      ...whileAsking(hooks),
    },
    { layers: [], pooling: "mean" },
  );
  return inputs.map(({ id, textSha256 }) => ({
    ...{ id, logits: outputs.get(id).logits },
    ...(textSha256 !== undefined && { textSha256 }),
  }));
}
