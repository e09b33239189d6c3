/** A model that is there already and teaches: published or imported, by its id. */
import { join } from "node:path";
import { ModelRef, parseModelRef } from "../../r2-assets/format/names.ts";
import type { ModelConfig } from "../../trainer/models/model.ts";
import type { TrainingTask } from "../../trainer/tasks/task.ts";
import { anywhere } from "../../trainer/training/named-model.ts";
import type { Workplace } from "../../trainer/training/workplace.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { CliError } from "../cli-error.ts";

export interface TeacherModel {
  artefact: Artefact;
  config: ModelConfig;
}

/** Throws CliError where there is no such model, one that cannot teach, or one that answers something else than the task asks. */
export async function teacherModel(ref: string, task: TrainingTask, where: Workplace): Promise<TeacherModel> {
  const refuse = (reason: string): never => {
    throw new CliError(`--teacher ${ref}: ${reason}`);
  };
  if (!ModelRef.safeParse(ref).success) refuse("a model is named as id or id@version");
  const found = await anywhere(ref, where).catch(({ message }: Error) => refuse(message));
  if (found === undefined)
    return refuse(
      `there is no published model of that name in ${where.models}, and no imported one in ${where.imported}`,
    );
  const { from, model } = found;
  const reading = await readArtefact(
    join(from === "published" ? where.models : where.imported!, parseModelRef(ref).id),
  );
  if (reading.kind === "absent" || reading.kind === "damaged" || reading.kind === "unfit")
    return refuse(reading.kind === "absent" ? "its folder is empty" : reading.reason);
  const { card } = reading.artefact;
  for (const [what, own, asked] of [
    ["task", [card.task], [task.task]],
    ["labels", card.labels, task.labels],
    ["slots", card.slots ?? [], task.slots ?? []],
  ] as const)
    if ([...own].sort().join("\0") !== [...asked].sort().join("\0"))
      refuse(`its ${what}, ${own.join(", ") || "none"}, are not those of ${task.name}, ${asked.join(", ") || "none"}`);
  return { artefact: reading.artefact, config: model.config };
}
