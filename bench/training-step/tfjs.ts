/**
 * Our side of the training-step benchmark: one JSON line a step. The trainer's own step on the native backend, for the
 * model and batch that `pytorch.py` describes. Start it through `run.ts`, which sets the trainer's environment.
 *
 *     node bench/training-step/tfjs.ts [--steps 8] [--warm-up 2]
 */
import { parseArgs } from "node:util";
import { TENSORFLOW_VERSION, tf, useBackend } from "../../trainer/backend/tf.ts";
import { seededNormal } from "../../trainer/data/random.ts";
import { fineTuning } from "../../trainer/methods/fine-tuned.ts";
import type { BertConfig } from "../../trainer/models/bert/config.ts";
import { parameterShapes } from "../../trainer/models/describe.ts";
import { freshParameter } from "../../trainer/models/fresh-parameter.ts";
import { loadRecipe } from "../../trainer/recipes/recipe.ts";
import { taskNamed } from "../../trainer/tasks/index.ts";
import { Learner } from "../../trainer/training/learner.ts";
import { trainStep } from "../../trainer/training/train-step.ts";

const BATCH = 32;
const LENGTH = 64;
const config: BertConfig = {
  vocabulary: 30_522,
  positions: 512,
  tokenTypes: 2,
  layers: 6,
  width: 384,
  heads: 12,
  ffn: 1536,
  layerNormEps: 1e-12,
  pooling: "mean",
  labels: 2,
};

const { values } = parseArgs({
  options: { steps: { type: "string", default: "8" }, "warm-up": { type: "string", default: "2" } },
});
const [steps, warmUp] = [Number(values.steps), Number(values["warm-up"])];

await useBackend("tensorflow");
const recipe = await loadRecipe("sst2/teacher", {
  "train.dropout": "0.1",
  "train.batch_size": String(BATCH),
  "train.average_decay": "null",
  "train.frozen": "[]",
});
const normal = seededNormal(17);
const fresh = ([name, shape]: [string, number[]]) => [name, freshParameter(name, shape, normal)] as const;
const learner = new Learner(recipe.train, new Map(Array.from(parameterShapes(config), fresh)));
const tokens = (i: number) => Array.from({ length: LENGTH }, (_, j) => 1000 + (((i * LENGTH + j) * 7919) % 29_000));
const train = Array.from({ length: BATCH }, (_, i) => {
  const ids = tokens(i);
  return { id: String(i), ids, typeIds: ids.map(() => 0), target: i % 2 };
});
const task = taskNamed("sst2");
const objective = fineTuning(task);
const targets = (positions: readonly number[]) => task.targets(positions.map((i) => train[i]));
const positions = train.map((_, i) => i);

for (let step = 0; step < warmUp + steps; step++) {
  const started = performance.now();
  const { loss } = trainStep({ recipe, config, train, targets, objective }, learner, positions, 5e-5);
  const seconds = (performance.now() - started) / 1000;
  const version = `TensorFlow ${TENSORFLOW_VERSION}, tfjs ${tf.version_core}, Node ${process.versions.node}`;
  console.log(JSON.stringify({ side: "retort", version, step, warm_up: step < warmUp, seconds, loss }));
}
