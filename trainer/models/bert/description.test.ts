import { beforeAll, expect, test } from "vitest";
import { useBackend } from "../../backend/tf.ts";
import { TINY, tinyInputs, tinyModel } from "../../methods/fixtures/tiny-sources.ts";
import { forward } from "../index.ts";
import { toInput } from "../predict.ts";
import { weightTensors } from "../weight-tensors.ts";
import { asBert } from "./config.ts";
import { bertDescription } from "./description.ts";

beforeAll(() => useBackend("cpu")); // shapes are the same on all

test("the sizes are those of the outputs, and the word table is a parameter", () => {
  const { weights } = tinyModel(TINY, 5);
  const { hiddenStates, attentionScores } = forward(weightTensors(weights), TINY, toInput(tinyInputs(3)));
  const { states, heads } = bertDescription.sizes(TINY);
  expect(states).toEqual(hiddenStates.map(({ shape }) => shape[1]));
  expect(heads).toEqual(attentionScores.map(({ shape }) => shape[1]));
  expect(weights.get(bertDescription.wordTable)?.shape).toEqual([TINY.vocabulary, TINY.width]);
});

test("a shape from before there were other architectures is a BERT's; another's is refused by its kind", () => {
  expect(asBert(TINY)).toBe(TINY);
  expect(() => asBert({ ...TINY, kind: "perceptron" as "bert" })).toThrow("a model of kind perceptron");
});
