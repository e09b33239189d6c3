/** A model under a plan computes what its matrices would, multiplied out. */
import { expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../../backend/for-each-backend.ts";
import { type Tensor, tf } from "../../backend/tf.ts";
import { expanded, TINY_PLANS } from "../../methods/fixtures/tiny-plans.ts";
import { TINY, tinyInputs, tinyModel } from "../../methods/fixtures/tiny-sources.ts";
import type { ModelInput, ModelOutput } from "../input-output.ts";
import type { Model } from "../model.ts";
import { toInput } from "../predict.ts";
import type { BertConfig, BertPlan } from "./config.ts";
import { factorWeights } from "./factor-weights.ts";
import { bert } from "./forward.ts";
import { freshMlmHead } from "./mlm-head.ts";

const dense = tinyModel(TINY, 22);
const run = ({ config, weights }: Model<BertConfig>, input: ModelInput) =>
  bert(Object.fromEntries([...weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)])), config, input);
const parts = ({ hiddenStates, attentionScores, pooled, logits, words }: ModelOutput) => [
  ...hiddenStates,
  ...attentionScores,
  ...(words ? [words] : []),
  pooled,
  logits,
];
function expectClose(actual: Tensor, expected: Tensor) {
  expect(actual.shape).toEqual(expected.shape);
  const to = expected.dataSync();
  actual.dataSync().forEach((x, i) => {
    expect(Math.abs(x - to[i])).toBeLessThan(2e-5);
  });
}

forEachBackend(() => {
  test.each(Object.entries(TINY_PLANS))("%s: every output is the dense model's of the same matrices", (_, plan) => {
    const model: Model<BertConfig> = { config: { ...TINY, plan }, weights: factorWeights(dense.weights, plan) };
    const input = toInput(tinyInputs(6));
    const [own, expected] = [run(model, input), run(expanded(model), input)].map(parts);
    expect(own).toHaveLength(TINY.layers + 1 + TINY.layers + 2);
    own.forEach((tensor, i) => {
      expectClose(tensor, expected[i]);
    });
    const unlike = run(dense, input).logits.dataSync(); // so that being alike says something
    expect(Math.abs(own.at(-1)!.dataSync()[0] - unlike[0])).toBeGreaterThan(1e-3);
  });

  test.each(Object.entries(TINY_PLANS))("%s: so it is where a projection widens the tables", (_, plan) => {
    const shape: BertConfig = {
      ...TINY,
      width: 12,
      heads: 3,
      embeddingWidth: 8,
      pooling: "pooler",
      poolerActivation: "gelu",
    };
    const own: BertPlan = {
      ...plan,
      attention: { kind: "low_rank", rank: 3 },
      intermediate: { kind: "dense" },
      output: { kind: "dense" },
    };
    const narrow = tinyModel(shape, 22);
    const model: Model<BertConfig> = { config: { ...shape, plan: own }, weights: factorWeights(narrow.weights, own) };
    const head = freshMlmHead(model.config, 23);
    const input = { ...toInput(tinyInputs(6)), guessed: tf.tensor1d([7, 0, 9], "int32") };
    const outputs = [model, expanded(model)].map(({ config, weights }) =>
      parts(run({ config, weights: new Map([...weights, ...head]) }, input)),
    );
    outputs[0].forEach((tensor, i) => {
      expectClose(tensor, outputs[1][i]);
    });
    expect(outputs[0].at(-2)!.shape).toEqual([6, 12]);
  });

  test.each(Object.entries(TINY_PLANS))("%s: words are guessed with the dense model's table", (_, plan) => {
    const config = { ...TINY, plan };
    const head = freshMlmHead(config, 23);
    const model: Model<BertConfig> = { config, weights: factorWeights(dense.weights, plan) };
    const input = { ...toInput(tinyInputs(3)), guessed: tf.tensor1d([7, 0, 9], "int32") };
    const [own, expected] = [model, expanded(model)].map(
      ({ config, weights }) => run({ config, weights: new Map([...weights, ...head]) }, input).words!,
    );
    expect(own.shape).toEqual([3, TINY.vocabulary]);
    expectClose(own, expected);
    expect(run(model, toInput(tinyInputs(3))).words).toBeUndefined();
  });

  test("a batch without padding may say so, and gives the same", () => {
    const alike = tinyInputs(24).filter(({ ids }) => ids.length === 5);
    const { full, ...input } = toInput(alike);
    expect([full, alike.length, toInput(tinyInputs(6)).full]).toEqual([true, 3, false]);
    const [said, unsaid] = [run(dense, { ...input, full }), run(dense, input)].map(parts);
    said.forEach((tensor, i) => {
      expectClose(tensor, unsaid[i]);
    });
  });
}, fastBackends);
