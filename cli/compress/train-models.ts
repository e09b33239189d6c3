/** Teacher and students, each trained in a process of its own, unless an earlier command did it with the same inputs. */
import { join } from "node:path";
import type { TrainingTask } from "../../trainer/tasks/task.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { CliError } from "../cli-error.ts";
import { EXIT } from "../training/exit-codes.ts";
import { supervise } from "../training/supervise.ts";
import type { Course, Step } from "./course.ts";
import type { CompressOrder } from "./order.ts";
import type { Plan } from "./plan.ts";
import type { PlannedTraining } from "./plan-training.ts";
import type { Steps } from "./steps.ts";
import { Stopped } from "./stopped.ts";
import { trainingInputs } from "./training-inputs.ts";

/** A model that can be served. */
export interface MadeModel {
  /** `teacher`, `kronecker-19x` */
  name: string;
  artefact: Artefact;
  /** Whether it was trained here, by this command or an earlier one. */
  trainedHere: boolean;
}

/** The models of a plan, the teacher first. Throws CliError where a training fails, Stopped where somebody stopped it. */
export async function trainModels(
  order: CompressOrder,
  plan: Plan,
  task: TrainingTask,
  steps: Steps,
  course: Course,
  stepOf: (training: PlannedTraining) => Step,
): Promise<MadeModel[]> {
  const { teacher, students } = plan;
  const make = async (training: PlannedTraining, teacherVersion: string | null): Promise<MadeModel> => {
    const inputs = await trainingInputs(training, teacherVersion, task, order.where);
    const artefact = await trainOne(order, training, inputs, steps, course, stepOf(training));
    return { name: training.name, artefact, trainedHere: true };
  };
  const first: MadeModel =
    teacher.kind === "given"
      ? { name: "teacher", artefact: teacher.model.artefact, trainedHere: false }
      : await make(teacher.training, null);
  const models = [first];
  for (const training of students) models.push(await make(training, first.artefact.version));
  return models;
}

async function trainOne(
  { where, checkpointSeconds, again }: CompressOrder,
  { name, recipeName, overrides }: PlannedTraining,
  inputs: string,
  steps: Steps,
  course: Course,
  step: Step,
): Promise<Artefact> {
  const folder = join(where.out, recipeName);
  const before = await readArtefact(folder);
  const standing = steps.standing(name, inputs, before.kind === "sound" ? before.artefact.version : undefined);
  if (standing === "done" && before.kind === "sound") {
    course.skip(step, "done before");
    return before.artefact;
  }
  return course.run(step, async () => {
    await steps.noteTrained(name, inputs, null);
    const order = {
      name: recipeName,
      place: recipeName,
      overrides,
      existing: standing === "restart" ? standing : "resume",
    } as const;
    const code = await supervise({ order, where, checkpointSeconds, again });
    if (code === EXIT.interrupted) throw new Stopped();
    if (code !== 0) throw new CliError(`${recipeName} was not trained to its end; the same command goes on: ${again}`);
    const made = await readArtefact(folder);
    if (made.kind !== "sound")
      throw new CliError(
        `${folder} cannot be served: ${made.kind === "absent" ? "there is no card.json" : made.reason}`,
      );
    await steps.noteTrained(name, inputs, made.artefact.version);
    return made.artefact;
  });
}
