import type { Calibrating } from "../../eval/metrics/calibrate.ts";
import type { Training } from "../../r2-assets/format/card.ts";
import { contentKey } from "../methods/teacher-part.ts";
import { predictLogits } from "../models/predict.ts";
import { withWeightTensors } from "../models/weight-tensors.ts";
import type { Weights } from "../models/weights.ts";
import { calibrationOf } from "../tasks/calibration-of.ts";
import type { ReferenceLogits } from "../tasks/reference-logits.ts";
import type { DevHalves, DevSet, TrainingTask } from "../tasks/task.ts";
import { bestOf } from "./checkpoint.ts";
import { type Experiment, tokenizersOf } from "./experiment.ts";
import type { TrainedStage } from "./run-stages.ts";
import type { DataHooks } from "./training-data.ts";

/** What a trained model answers on dev, and what is chosen by that. */
export interface DevReport {
  /** Of all of dev. */
  references: ReferenceLogits[];
  thresholds: number[] | undefined;
  calibrating: Calibrating | null;
  /** As the card has them. */
  figures: Pick<Training, "dev" | "choose" | "dev_chosen" | "dev_unseen">;
}

/** Which figures stand beside dev's where a half of it chose. */
export type HalvesFigures = Pick<DevReport["figures"], "dev_chosen" | "dev_unseen">;

/**
 * Asks the weights about dev and chooses thresholds and a temperature, by all of it or by the half that chose the weights. Reads dev where the last
 * stage did not.
 */
export async function devReport(
  experiment: Experiment,
  task: TrainingTask,
  { run, progress }: TrainedStage,
  weights: ReadonlyMap<string, Weights>,
  { onJudging }: Pick<DataHooks, "onJudging"> = {},
): Promise<DevReport> {
  const { dev, halves } = await devOf(experiment, task, run.data);
  const said = new Map<string, Float32Array>(); // by what is read: each half of dev is asked as dev already was
  const answered = ({ inputs }: DevSet): Float32Array[] => {
    const keys = inputs.map(contentKey);
    const asked = inputs.filter((_, i) => !said.has(keys[i]));
    const logits = withWeightTensors(weights, (parameters) =>
      predictLogits(parameters, run.config, asked, (done) => onJudging?.(done, asked.length)),
    );
    for (const [i, input] of asked.entries()) said.set(contentKey(input), logits[i]);
    return keys.map((key) => said.get(key)!);
  };
  const logits = answered(dev);
  const references = [...dev.references(logits)];
  const choosing = halves === null ? dev : halves.chosen;
  const chosenLogits = halves === null ? logits : answered(choosing);
  const thresholds = choosing.thresholds?.(chosenLogits);
  const calibrating =
    halves === null
      ? calibrationOf(task, references, `dev of ${task.name}`)
      : calibrationOf(task, [...choosing.references(chosenLogits)], `half of dev of ${task.name}`);
  const figuresOf = (set: DevSet, of: Float32Array[]) => {
    const { metrics, loss } = set.score(of, thresholds);
    return { ...metrics, loss };
  };
  return {
    references,
    thresholds,
    calibrating,
    figures: {
      dev: { epoch: bestOf(progress.dev).epoch, ...figuresOf(dev, logits) },
      ...(halves && {
        choose: "half",
        dev_chosen: { rows: choosing.rows, ...figuresOf(choosing, chosenLogits) },
        dev_unseen: { rows: halves.unseen.rows, ...figuresOf(halves.unseen, answered(halves.unseen)) },
      }),
    },
  };
}

/** A line for the log: what chose says of the model, and what did not; null where all of dev chose. */
export function halvesLine({ dev_chosen: chosen, dev_unseen: unseen }: HalvesFigures, metric: string): string | null {
  if (chosen === undefined || unseen === undefined) return null;
  const told = ({ rows, [metric]: value }: Record<string, number>) =>
    `${value === undefined ? "undefined" : value.toFixed(4)} on ${rows} rows`;
  return `dev ${metric}: ${told(chosen)} that chose, ${told(unseen)} that did not`;
}

/** Dev, and its halves where one of them chooses. */
async function devOf(
  experiment: Experiment,
  task: TrainingTask,
  data: TrainedStage["run"]["data"],
): Promise<{ dev: DevSet; halves: DevHalves | null }> {
  if (data.dev !== null) return { dev: data.dev, halves: data.halves };
  const { where, stages, recipe } = experiment;
  const tokenizers = tokenizersOf(experiment, stages.at(-1)!);
  const read = await task.load(where.data, tokenizers, { train: 0, dev: where.devRows ?? null });
  return { dev: read.dev, halves: recipe.choose === "half" ? await read.halves() : null };
}
