import { expect, test } from "vitest";
import type { BertConfig } from "./bert/config.ts";
import { architectureOf, countParameters } from "./describe.ts";

const miniLm: BertConfig = {
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

test.each([
  ["MiniLM with two labels", miniLm, 22_566_146],
  ["three layers of it", { ...miniLm, layers: 3 }, 17_242_754],
  ["with the pooler that it then uses", { ...miniLm, pooling: "pooler" as const }, 22_566_146 + 384 * 385],
  ["[CLS] alone needs no pooler", { ...miniLm, pooling: "cls" as const }, 22_566_146],
])("counts the parameters as served: %s", (_, config, expected) => {
  expect(countParameters(architectureOf(config))).toBe(expected);
});
