/** What a compression will train, and what it leaves out because it cannot fit: decided before any training. */
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { TrainingTask } from "../../trainer/tasks/task.ts";
import { CliError } from "../cli-error.ts";
import type { TaskSize } from "./estimate.ts";
import { recipesOf, STUDENTS, studentsToTry, TEACHER } from "./methods.ts";
import type { CompressOrder } from "./order.ts";
import { asCliError, type PlannedTraining, planTraining } from "./plan-training.ts";
import type { LeftOut } from "./result.ts";
import { type TeacherModel, teacherModel } from "./teacher-model.ts";
import { megabytes } from "./words.ts";

export interface Plan {
  /** Trained here, or there already. */
  teacher: { kind: "train"; training: PlannedTraining } | { kind: "given"; model: TeacherModel };
  students: PlannedTraining[];
  leftOut: LeftOut[];
  size: TaskSize;
}

/** Throws CliError with one sentence for what cannot be compressed as asked. */
export async function planCompression(
  order: CompressOrder,
  task: TrainingTask,
  log: (line: string) => void,
): Promise<Plan> {
  const { where, budget } = order;
  const recipes = await recipesOf(task.name, where.data);
  const names = studentsToTry(task.name, recipes, order.methods);
  refuseOtherSettings(order, [TEACHER, ...names]);
  const teacher = await planTeacher(order, task, recipes, log);
  const shape = teacher.kind === "train" ? teacher.training.model.config : teacher.model.config;

  const students: PlannedTraining[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of names) {
    if (order.methods === null && students.length === STUDENTS) break;
    try {
      const planned = await planTraining(order, task.name, name, shape, log);
      const { bytes } = planned.model;
      if (budget.bytes === null || bytes <= budget.bytes) students.push(planned);
      else leftOut.push({ name, bytes, reason: `its weights take ${megabytes(bytes)}` });
    } catch (error) {
      // What was named is meant; of what is tried unasked a start or a text may be missing here.
      const { message } = error as Error;
      if (order.methods !== null) throw new CliError(message.startsWith("recipe ") ? message : `${name}: ${message}`);
      leftOut.push({ name, bytes: null, reason: message });
    }
  }
  if (students.length === 0) throw new CliError(nothingFits(leftOut, order));
  return { teacher, students, leftOut, size: await sizeOf(task, order, students[0]!) };
}

function nothingFits(leftOut: readonly LeftOut[], { budget, methods }: CompressOrder): string {
  const sized = leftOut.filter(({ bytes }) => bytes !== null).sort((a, b) => a.bytes! - b.bytes!);
  if (sized.length === 0) return `no student can be trained: ${leftOut[0]?.name}: ${leftOut[0]?.reason}`;
  const told = sized.map(({ name, bytes }) => `${name} ${megabytes(bytes!)}`).join(", ");
  return `no student fits into ${megabytes(budget.bytes!)}: ${told}; give a larger --max-bytes${methods === null ? "" : " or other --methods"}`;
}

async function planTeacher(
  order: CompressOrder,
  task: TrainingTask,
  recipes: readonly string[],
  log: (line: string) => void,
): Promise<Plan["teacher"]> {
  if (order.teacher !== null) return { kind: "given", model: await teacherModel(order.teacher, task, order.where) };
  if (!recipes.includes(TEACHER))
    throw new CliError(`${task.name} has no recipe of a teacher: name a model with --teacher`);
  return { kind: "train", training: await planTraining(order, task.name, TEACHER, null, log) };
}

/** Throws CliError for a setting of a recipe that has no part in this. */
function refuseOtherSettings({ settings, teacher }: CompressOrder, names: readonly string[]): void {
  const known = teacher === null ? names : names.filter((name) => name !== TEACHER);
  const other = settings.find(({ recipe }) => recipe !== null && !known.includes(recipe));
  if (other !== undefined)
    throw new CliError(
      `--set ${other.recipe}:${other.key}: ${other.recipe} is not trained here; there are ${known.join(", ")}`,
    );
}

/** Reads the rows once, so that what is wrong with them is told before hours of training. */
async function sizeOf(
  task: TrainingTask,
  { where }: CompressOrder,
  { recipe, model }: PlannedTraining,
): Promise<TaskSize> {
  const student = createTokenizer(JSON.parse(model.tokenizer), { maxLength: recipe.train.max_length });
  try {
    const { train } = await task.load(
      where.data,
      { student, teacher: null },
      { train: recipe.train.limit, dev: where.devRows ?? null },
    );
    if (train.length === 0) throw new Error(`${task.name} has no training rows that anything can be learnt from`);
    return { rows: train.length, tokens: train.reduce((sum, { ids }) => sum + ids.length, 0) / train.length };
  } catch (error) {
    throw asCliError(error);
  }
}
