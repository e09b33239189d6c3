/** What a training step asks of a GPU, counted: the card idles while JavaScript starts programs, some 0.1 ms each. */
import { beforeAll, describe, expect, test } from "vitest";
import { testedBackends } from "../trainer/backend/for-each-backend.ts";
import { useBackend } from "../trainer/backend/tf.ts";
import { countsOf } from "../trainer/backend/webgpu/counts.ts";
import { seededNormal } from "../trainer/data/random.ts";
import { fineTuning } from "../trainer/methods/fine-tuned.ts";
import { layerwise } from "../trainer/methods/layerwise.ts";
import type { Objective } from "../trainer/methods/method.ts";
import type { BertConfig } from "../trainer/models/bert/config.ts";
import { parameterShapes } from "../trainer/models/describe.ts";
import { freshParameter } from "../trainer/models/fresh-parameter.ts";
import { loadRecipe, type Recipe, stagesOf } from "../trainer/recipes/recipe.ts";
import { taskNamed } from "../trainer/tasks/index.ts";
import { Learner } from "../trainer/training/learner.ts";
import { trainStep } from "../trainer/training/train-step.ts";

/** MiniLM's depth; programs are counted by layers, not by width. */
const config: BertConfig = {
  vocabulary: 300,
  positions: 32,
  tokenTypes: 2,
  layers: 6,
  width: 48,
  heads: 4,
  ffn: 96,
  layerNormEps: 1e-12,
  pooling: "mean",
  labels: 2,
};
/** The kinds of factors of K384-19x: a large A for attention, a small one for FFN. */
const student: BertConfig = {
  ...config,
  plan: {
    word: { kind: "kronecker", a: [300, 2], b: [1, 24], terms: 1 },
    attention: { kind: "kronecker", a: [24, 12], b: [2, 4], terms: 1 },
    intermediate: { kind: "kronecker", a: [16, 2], b: [6, 24], terms: 1 },
    output: { kind: "kronecker", a: [2, 16], b: [24, 6], terms: 1 },
  },
};

/** Texts of two lengths, so that there is padding. */
const train = [12, 9].map((length, i) => {
  const ids = Array.from({ length }, (_, j) => 3 + ((i * 97 + j * 31) % 290));
  return { id: String(i), ids, typeIds: ids.map(() => 0), target: i };
});

function weightsOf(model: BertConfig, seed: number) {
  const normal = seededNormal(seed);
  return new Map(Array.from(parameterShapes(model), ([name, shape]) => [name, freshParameter(name, shape, normal)]));
}

/** The counts of a step of its own kind that is not the first. */
function countedStep(recipe: Recipe, model: BertConfig, objective: Objective<never>, frozen: string[]) {
  const settings = { ...stagesOf(recipe, "webgpu")[0]!.train, frozen };
  const learner = new Learner(settings, weightsOf(model, 17));
  const { seed } = recipe;
  const targets = (positions: readonly number[]) => taskNamed("sst2").targets(positions.map((i) => train[i]));
  const step = () => trainStep({ seed, settings, config: model, train, targets, objective }, learner, [0, 1], 1e-3);
  step();
  const counted = countsOf(step);
  learner.dispose();
  return counted;
}

describe.runIf(testedBackends.includes("webgpu"))("a step starts few programs and waits once", () => {
  beforeAll(() => useBackend("webgpu"));

  test("fine-tuning six layers with dropout", async () => {
    const recipe = await loadRecipe("sst2/teacher", { "train.dropout": "0.1", "train.average_decay": "null" });
    const objective = fineTuning(taskNamed("sst2")) as Objective<never>;
    const { programs, readBacks, bytesUploaded } = countedStep(recipe, config, objective, []);
    expect(programs).toBeLessThanOrEqual(350);
    expect(readBacks).toBeLessThanOrEqual(1);
    expect(bytesUploaded).toBeLessThan(200_000); // uniforms of each, ids, labels: nothing that grows with the model
  });

  test("the text stage of six factored layers under a teacher", async () => {
    const recipe = await loadRecipe("text/kronecker-19x");
    const teacher = { config, weights: weightsOf(config, 18), digest: "" };
    const setting = { options: {}, on: "text", task: null, student, teacher, inputs: train, tokenizer: "", cache: "" };
    const objective = (await layerwise(setting as unknown as Parameters<typeof layerwise>[0])) as Objective<never>;
    const { programs, readBacks } = countedStep(recipe, student, objective, ["classifier."]);
    objective.dispose?.();
    expect(programs).toBeLessThanOrEqual(700);
    expect(readBacks).toBeLessThanOrEqual(1);
  });
});
