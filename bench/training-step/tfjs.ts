/**
 * Our side of the training-step benchmark: one JSON line a step. The trainer's own step, for the model and batch that
 * `pytorch.py` describes. Start it through `run.ts`, which sets the trainer's environment.
 *
 *     node bench/training-step/tfjs.ts [--backend tensorflow] [--stage fine-tuning] [--layers 6 …]     flags: setting.ts
 *
 * A stage of `text-stage.ts` takes its models' shapes from its recipe and MiniLM, not from flags.
 */
import { TENSORFLOW_VERSION, tf, useBackend } from "../../trainer/backend/tf.ts";
import { counts } from "../../trainer/backend/webgpu/counts.ts";
import { seededNormal } from "../../trainer/data/random.ts";
import { fineTuning } from "../../trainer/methods/fine-tuned.ts";
import { layerwise } from "../../trainer/methods/layerwise.ts";
import type { Objective } from "../../trainer/methods/method.ts";
import type { BertConfig } from "../../trainer/models/bert/config.ts";
import { PRESETS } from "../../trainer/models/bert/presets.ts";
import { parameterShapes } from "../../trainer/models/describe.ts";
import { freshParameter } from "../../trainer/models/fresh-parameter.ts";
import { loadRecipe, stagesOf } from "../../trainer/recipes/recipe.ts";
import { taskNamed } from "../../trainer/tasks/index.ts";
import { Learner } from "../../trainer/training/learner.ts";
import { i8Rounding } from "../../trainer/training/rounding.ts";
import { trainStep } from "../../trainer/training/train-step.ts";
import { type StepSetting, stepSettingOf, textStageOf } from "./setting.ts";
import { textStage } from "./text-stage.ts";

/** A model with fresh weights: a step's time does not depend on them. */
function fresh(config: BertConfig, seed: number) {
  const normal = seededNormal(seed);
  const shapes = Array.from(parameterShapes(config));
  return { config, weights: new Map(shapes.map(([name, shape]) => [name, freshParameter(name, shape, normal)])) };
}

/** What is trained, and by what. */
async function trained({ stage, layers, width, heads, batch, length, dropout }: StepSetting) {
  const config: BertConfig = {
    ...{ vocabulary: 30_522, positions: 512, tokenTypes: 2, layers, width, heads, ffn: 4 * width },
    ...{ layerNormEps: 1e-12, pooling: "mean", labels: 2 },
  };
  const settings = {
    "train.dropout": String(dropout),
    "train.batch_size": String(batch),
    "train.average_decay": "null",
  };
  const ofText = textStageOf(stage);
  if (ofText !== undefined) {
    const made = await textStage(ofText, batch, length, settings);
    const frozen = ["classifier.", "bert.pooler.", ...made.left];
    return { ...made, targets: () => tf.zeros([0]), frozen };
  }
  const tokens = (i: number) => Array.from({ length }, (_, j) => 1000 + (((i * length + j) * 7919) % 29_000));
  const train = Array.from({ length: batch }, (_, i) => {
    const ids = tokens(i);
    return { id: String(i), ids, typeIds: ids.map(() => 0), target: i % 2 };
  });
  if (stage === "fine-tuning") {
    const recipe = await loadRecipe("sst2/teacher", { ...settings, "train.frozen": "[]" });
    const task = taskNamed("sst2");
    const targets = (positions: readonly number[]) => task.targets(positions.map((i) => train[i]));
    const objective = fineTuning(task) as Objective;
    return { recipe, index: 0, student: fresh(config, 17), train, targets, objective, frozen: [] };
  }
  const recipe = await loadRecipe("text/kronecker-19x", settings);
  const student = fresh({ ...config, plan: PRESETS["K384-19x"] }, 17);
  const objective = await layerwise({
    ...{ options: {}, on: "text", task: null, student: student.config, teacher: fresh(config, 18) },
    ...{ tokenizer: "", inputs: train, cache: "", onTeacher: () => {} },
  });
  const frozen = ["classifier.", "bert.pooler."];
  await tf.ready();
  return { recipe, index: 0, student, train, targets: () => tf.zeros([0]), objective: objective as Objective, frozen };
}

const setting = stepSettingOf(process.argv.slice(2));
await useBackend(setting.backend);
const { recipe, index, student, train, targets, objective, frozen } = await trained(setting);
const settings = { ...stagesOf(recipe, setting.backend)[index]!.train, frozen };
const rounding = setting.rounded ? i8Rounding(student.config) : undefined;
const learner = new Learner({ ...settings, rate: objective.rate }, student.weights, undefined, rounding);
const run = { seed: recipe.seed, settings, config: student.config, train, targets, objective };
const positions = train.map((_, i) => i);
const versions = { tensorflow: `TensorFlow ${TENSORFLOW_VERSION}, `, webgpu: "Dawn, ", wasm: "", cpu: "" };
const version = `${versions[setting.backend]}tfjs ${tf.version_core}, Node ${process.versions.node}`;

for (let step = 0; step < setting.warmUp + setting.steps; step++) {
  const before = { ...counts };
  const started = performance.now();
  const { loss } = trainStep(run, learner, positions, 5e-5);
  const seconds = (performance.now() - started) / 1000;
  const asked = setting.backend === "webgpu" && {
    programs: counts.programs - before.programs,
    read_backs: counts.readBacks - before.readBacks,
    bytes_uploaded: counts.bytesUploaded - before.bytesUploaded,
  };
  const warmUp = step < setting.warmUp;
  console.log(JSON.stringify({ side: "retort", version, step, warm_up: warmUp, seconds, loss, ...asked }));
}
