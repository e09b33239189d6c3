/** A model that is there already and teaches: published, by its id. */
import { join } from "node:path";
import { parseModelRef } from "../../r2-assets/format/names.ts";
import { descriptionOf } from "../../trainer/models/describe.ts";
import type { ModelConfig } from "../../trainer/models/model.ts";
import type { TrainingTask } from "../../trainer/tasks/task.ts";
import type { Workplace } from "../../trainer/training/workplace.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { CliError } from "../cli-error.ts";

export interface TeacherModel {
  artefact: Artefact;
  config: ModelConfig;
}

/** Throws CliError where there is no such model, or one that answers something else than the task asks. */
export async function teacherModel(
  ref: string,
  task: TrainingTask,
  { models }: Pick<Workplace, "models">,
): Promise<TeacherModel> {
  const { id, version } = parseModelRef(ref);
  const reading = await readArtefact(join(models, id));
  if (reading.kind === "absent") throw new CliError(`--teacher ${ref}: there is no published model ${id} in ${models}`);
  if (reading.kind !== "sound") throw new CliError(`--teacher ${ref}: ${reading.reason}`);
  const { artefact } = reading;
  const { card } = artefact;
  if (version !== undefined && version !== artefact.version)
    throw new CliError(`--teacher ${ref}: the published version is ${artefact.version}`);
  for (const [what, own, asked] of [
    ["task", [card.task], [task.task]],
    ["labels", card.labels, task.labels],
    ["slots", card.slots ?? [], task.slots ?? []],
  ] as const)
    if (own.join("\0") !== asked.join("\0"))
      throw new CliError(
        `--teacher ${ref}: its ${what}, ${own.join(", ") || "none"}, are not those of ${task.name}, ${asked.join(", ") || "none"}`,
      );
  if (card.architecture.kind === "onnx")
    throw new CliError(
      `--teacher ${ref}: it is a graph that somebody else made, whose weights students cannot begin from`,
    );
  return { artefact, config: descriptionOf(card.architecture).configOf(card.architecture) };
}
