import { expect, test } from "vitest";
import { storeTensors } from "../../trainer/export/store-tensors.ts";
import type { BertConfig, BertPlan } from "../../trainer/models/bert/config.ts";
import { architectureOf, parameterShapes } from "../../trainer/models/describe.ts";
import { size } from "../../trainer/models/tensor-spec.ts";
import { storedBytes } from "./stored-bytes.ts";

const DENSE: BertConfig = {
  ...{ vocabulary: 60, positions: 4, tokenTypes: 2, layers: 2, width: 32, heads: 2, ffn: 64, layerNormEps: 1e-12 },
  pooling: "mean",
  labels: 3,
};
const PLAN: BertPlan = {
  word: { kind: "kronecker", a: [60, 8], b: [1, 4], terms: 1 },
  attention: { kind: "kronecker", a: [16, 32], b: [2, 1], terms: 2 },
  intermediate: { kind: "low_rank", rank: 9 },
  output: { kind: "dense" },
};

test.each(["f32", "f16", "i8"] as const)("bytes in %s are those of the tensors as they are stored", (storage) => {
  for (const config of [DENSE, { ...DENSE, plan: PLAN }]) {
    const tensors = new Map(
      Array.from(parameterShapes(config), ([name, shape]) => [name, { shape, data: new Float32Array(size(shape)) }]),
    );
    const stored = storeTensors(architectureOf(config), tensors, storage);
    expect(storedBytes(config, storage)).toBe(stored.reduce((sum, { data }) => sum + data.length, 0));
  }
});
