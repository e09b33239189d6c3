import type { Tensor } from "../backend/tf.ts";
import type { Objective } from "../methods/method.ts";
import type { ModelConfig } from "../models/model.ts";
import type { Parameters, Weights } from "../models/weights.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import type { TrainingInput } from "../tasks/task.ts";
import type { DevPoint } from "./checkpoint.ts";

/** Everything the loop needs, whatever the method, the data and the task. */
export interface TrainingRun {
  seed: number;
  settings: TrainSettings;
  /** The student's shape. */
  config: ModelConfig;
  /** What training starts from, every parameter of the model. */
  initial: ReadonlyMap<string, Weights>;
  /** Parameters whose names begin so stay as they are. */
  frozen: readonly string[];
  train: readonly TrainingInput[];
  /** The targets of a batch; empty where there are no labels. Called inside a tidy. */
  targets(positions: readonly number[]): Tensor;
  objective: Objective;
  /** Figures on dev. */
  judge(weights: Parameters): Omit<DevPoint, "epoch" | "step">;
  /** Where checkpoints lie. */
  folder: string;
  fingerprint: string;
  /** Commit of the code, for the record. */
  code: string;
}
