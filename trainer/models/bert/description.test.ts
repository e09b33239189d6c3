import { beforeAll, expect, test } from "vitest";
import { Storage } from "../../../r2-assets/format/names.ts";
import { useBackend } from "../../backend/tf.ts";
import { TINY, tinyInputs, tinyModel } from "../../methods/fixtures/tiny-sources.ts";
import { forward } from "../index.ts";
import { toInput } from "../predict.ts";
import { weightTensors } from "../weight-tensors.ts";
import { asBert } from "./config.ts";
import { bertDescription } from "./description.ts";
import { MINI_LM_PRESETS } from "./presets.ts";

beforeAll(() => useBackend("cpu")); // shapes are the same on all

test("the sizes are those of the outputs, and the word table is a parameter", () => {
  const { weights } = tinyModel(TINY, 5);
  const { hiddenStates, attentionScores } = forward(weightTensors(weights), TINY, toInput(tinyInputs(3)));
  const { states, heads } = bertDescription.sizes(TINY);
  expect(states).toEqual(hiddenStates.map(({ shape }) => shape[1]));
  expect(heads).toEqual(attentionScores.map(({ shape }) => shape[1]));
  expect(weights.get(bertDescription.wordTable)?.shape).toEqual([TINY.vocabulary, TINY.width]);
});

test.each([
  { embeddingWidth: 6 },
  { pooling: "pooler", poolerActivation: "relu" },
  { pooling: "pooler", poolerActivation: "gelu", embeddingWidth: 6 },
] as const)("what ELECTRA and DistilBERT have besides is on the card, and read from it: %o", (changes) => {
  const config = { ...TINY, ...changes };
  for (const storage of Storage.options) {
    const described = bertDescription.stored(bertDescription.describe(config), storage);
    expect(bertDescription.configOf(described)).toEqual(config);
  }
});

test("a BERT's card has no word of it", () => {
  const described = bertDescription.describe({ ...TINY, pooling: "pooler" });
  expect(described).not.toHaveProperty("pooler_activation");
  expect(described.embeddings).not.toHaveProperty("projection");
});

test("a shape from before there were other architectures is a BERT's; another's is refused by its kind", () => {
  expect(asBert(TINY)).toBe(TINY);
  expect(() => asBert({ ...TINY, kind: "perceptron" as "bert" })).toThrow("a model of kind perceptron");
});

const SIZES = { vocabulary: 30_522, positions: 512, tokenTypes: 2, layers: 6, width: 384, heads: 12, ffn: 1536 };

test.each([undefined, ...Object.values(MINI_LM_PRESETS)])(
  "a card's description of a shape is that shape again, whichever its storage: %o",
  (plan) => {
    const config = { ...SIZES, layerNormEps: 1e-12, pooling: "cls" as const, labels: 3, ...(plan && { plan }) };
    for (const storage of Storage.options) {
      const described = bertDescription.stored(bertDescription.describe(config), storage);
      expect(bertDescription.configOf(described)).toEqual(config);
    }
  },
);
