import { expect, test } from "vitest";
import { EXACT, expanded, TINY_PLANS } from "../../methods/fixtures/tiny-plans.ts";
import { TINY, tinyModel } from "../../methods/fixtures/tiny-sources.ts";
import { type BertPlan, DENSE } from "./config.ts";
import { factorWeights, planPart } from "./factor-weights.ts";
import { bertShapes } from "./tensors.ts";

const { weights } = tinyModel(TINY, 21);
const covered = [...weights.keys()].filter((name) => planPart(name) !== undefined);
const factored = (plan: BertPlan) => ({ config: { ...TINY, plan }, weights: factorWeights(weights, plan) });
const squares = (data: Float32Array) => data.reduce((sum, x) => sum + x * x, 0);
/** What is lost of a matrix, as a share of its squared norm. */
function lost(plan: BertPlan, name: string): number {
  const [kept, { data }] = [expanded(factored(plan)).weights.get(name)!.data, weights.get(name)!];
  return squares(data.map((x, i) => x - kept[i])) / squares(data);
}

test("a plan covers the word table and the six matrices of every layer", () => {
  expect(covered).toHaveLength(1 + 6 * TINY.layers);
  expect(planPart("bert.embeddings.word_embeddings.weight")).toBe("word");
  expect(planPart("bert.encoder.layer.3.attention.output.dense.weight")).toBe("attention");
  expect(planPart("bert.encoder.layer.3.output.dense.weight")).toBe("output");
  for (const name of ["bert.pooler.dense.weight", "classifier.weight", "bert.embeddings.position_embeddings.weight"])
    expect(planPart(name)).toBeUndefined();
});

test.each(Object.entries(TINY_PLANS))("%s: names, order and shapes are the planned model's", (_, plan) => {
  const shapes = [...factorWeights(weights, plan)].map(([name, { shape, data }]) => {
    expect(data).toHaveLength(shape.reduce((a, b) => a * b));
    return [name, shape];
  });
  expect(shapes).toEqual([...bertShapes({ ...TINY, plan })]);
});

test("what no plan covers is handed on as it is; so is everything under a dense plan", () => {
  const some = factorWeights(weights, TINY_PLANS.kronecker);
  for (const [name, w] of weights) if (!covered.includes(name)) expect(some.get(name)).toBe(w);
  expect([...factorWeights(weights, DENSE)]).toEqual([...weights]);
  const onlyWords = factorWeights(weights, { ...DENSE, word: TINY_PLANS.kronecker.word });
  expect(covered.filter((name) => !onlyWords.has(name))).toEqual(["bert.embeddings.word_embeddings.weight"]);
});

test("factors are the nearest: more terms lose less, all terms nothing", () => {
  for (const name of covered) {
    const [one, two] = [lost(TINY_PLANS.kronecker, name), lost(TINY_PLANS["kronecker, two terms"], name)];
    expect(one).toBeLessThan(1);
    expect(two).toBeLessThan(one);
    expect(lost(EXACT, name)).toBeLessThan(1e-10);
    expect(lost(TINY_PLANS["low rank"], name)).toBeLessThan(1);
  }
});

test("a plan that does not fit its matrix is refused", () => {
  const { kronecker } = TINY_PLANS;
  expect(() => factorWeights(weights, { ...kronecker, output: kronecker.intermediate })).toThrow(
    "is [12,8], the matrix is [8,12]",
  );
  expect(() => factorWeights(weights, { ...kronecker, word: { kind: "low_rank", rank: 9 } })).toThrow(RangeError);
});
