/** Where a stage's data comes from and how dev is judged: a task's labelled rows, or plain text. */

import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { evaluationBatches } from "../data/batches.ts";
import type { Encoded } from "../data/encoded.ts";
import { seededRandom } from "../data/random.ts";
import { loadText } from "../data/text/load-text.ts";
import type { Objective } from "../methods/method.ts";
import { forward } from "../models/index.ts";
import type { ModelConfig } from "../models/model.ts";
import { predictLogits, toInput } from "../models/predict.ts";
import type { Parameters } from "../models/weights.ts";
import { type Recipe, TEXT } from "../recipes/recipe.ts";
import { taskNamed } from "../tasks/index.ts";
import type { DevSet, Tokenizers, TrainingInput, TrainingTask } from "../tasks/task.ts";
import type { DevPoint } from "./checkpoint.ts";
import type { PrepareHooks, PrepareOptions } from "./prepare.ts";

export interface StageData {
  /** Null on text. */
  task: TrainingTask | null;
  dev: DevSet | null;
  train: readonly TrainingInput[];
  targets(positions: readonly number[]): Tensor;
  /** What of the task's training split this is, where not all of it: `2,000 of the 67,349 rows of …`. */
  subset: string | null;
  /** Of text: paragraphs read, and of these left out, as they share 13 words in a row with an evaluation split. */
  overlap: { paragraphs: number; left_out: number } | null;
  /** Outputs of the head. */
  labels: number;
  /** How the head reads the encoder, where the task leaves no choice. */
  pooling?: ModelConfig["pooling"];
  /** Parameters that nothing here teaches. */
  untrained: readonly string[];
  sha256: string;
  judge(weights: Parameters, config: ModelConfig, objective: Objective): Omit<DevPoint, "epoch" | "step">;
}

export const openStage = (
  recipe: Recipe,
  tokenizers: Tokenizers,
  where: PrepareOptions,
  hooks: PrepareHooks,
): Promise<StageData> =>
  recipe.task === TEXT
    ? openText(recipe, tokenizers.student, where, hooks)
    : openTask(recipe, tokenizers, where, hooks);

async function openTask(
  { task: name, train: { limit } }: Recipe,
  tokenizers: Tokenizers,
  where: PrepareOptions,
  hooks: PrepareHooks,
): Promise<StageData> {
  const task = taskNamed(name);
  const { train, dev, leftOut, sha256 } = await task.load(where.data, tokenizers, {
    train: limit,
    dev: where.devRows ?? null,
  });
  const subset = subsetOf(task, limit);
  hooks.log(
    `${name}: ${train.length} training and ${dev.inputs.length} dev inputs` +
      (leftOut > 0 ? `, ${leftOut} rows left out that teach nothing` : "") +
      (subset === null ? "" : `; trained on ${subset}`),
  );
  return {
    task,
    dev,
    train,
    targets: (positions) => task.targets(positions.map((i) => train[i])),
    subset,
    overlap: null,
    labels: task.labels.length,
    ...(task.pooling && { pooling: task.pooling }),
    untrained: [],
    sha256,
    judge: (weights, config) => dev.score(predictLogits(weights, config, dev.inputs)),
  };
}

/** Says so of rows left out by the recipe, too. */
function subsetOf({ name, subset }: TrainingTask, limit: number | null): string | null {
  if (limit === null) return subset;
  return `the first ${limit.toLocaleString("en")} of ${subset ?? `the rows of ${name}'s training split`}`;
}

/** Pieces a batch on dev. */
const DEV_BATCH = 32;

async function openText(
  { train: { limit, max_length: maxLength } }: Recipe,
  tokenizer: TextTokenizer,
  where: PrepareOptions,
  hooks: PrepareHooks,
): Promise<StageData> {
  const text = await loadText(where.data, tokenizer, {
    maxLength,
    limit,
    cache: where.pieces,
    onProgress: hooks.onText,
    log: hooks.log,
  });
  hooks.log(
    `text: ${text.train.length} pieces, ${text.tokens} tokens; of ${text.paragraphs} paragraphs ${text.overlapping} ` +
      "are left out, which share 13 words in a row with an evaluation split",
  );
  return {
    task: null,
    dev: null,
    train: text.train,
    targets: () => tf.zeros([0]),
    subset: null,
    overlap: { paragraphs: text.paragraphs, left_out: text.overlapping },
    labels: 1,
    untrained: ["classifier.", "bert.pooler."],
    sha256: text.sha256,
    judge: (weights, config, objective) => textLoss(text.dev, weights, config, objective),
  };
}

/** The objective on held-out text, its terms as metrics: means over batches, each by its number of pieces. */
function textLoss(
  dev: readonly Encoded[],
  weights: Parameters,
  config: ModelConfig,
  objective: Objective,
): Omit<DevPoint, "epoch" | "step"> {
  const sums: Record<string, number> = {};
  const batches = evaluationBatches(
    dev.map(({ ids }) => ids.length),
    DEV_BATCH,
  );
  for (const [i, positions] of batches.entries())
    tf.tidy(() => {
      const plain = { input: toInput(positions.map((i) => dev[i])), positions, targets: tf.zeros([0]) };
      const batch = objective.disguise?.(plain, seededRandom(i)) ?? plain; // the same at every look, in every run
      const { total, terms } = objective.loss(forward(weights, config, batch.input), batch, objective.teach(batch));
      for (const [name, term] of Object.entries({ loss: total, ...terms }))
        sums[name] = (sums[name] ?? 0) + (term.dataSync()[0] * positions.length) / dev.length;
    });
  const { loss, ...metrics } = sums;
  return { primary: "loss", metrics, loss };
}
