/** Graphs of factored models in onnxruntime-web, against tfjs with the numbers that the file holds. */
import { beforeAll, describe, expect, test } from "vitest";
import { openOrtSession } from "../cli/artefact/ort-session.ts";
import type { BertArchitecture } from "../r2-assets/format/bert-architecture.ts";
import type { Linear } from "../r2-assets/format/layers.ts";
import { Storage } from "../r2-assets/format/names.ts";
import type { PaddedBatch } from "../r2-assets/format/padded-batch.ts";
import { readOwnSafetensors } from "../r2-assets/format/safetensors.ts";
import { tf, useBackend } from "../trainer/backend/tf.ts";
import { modelAsStored } from "../trainer/export/as-stored.ts";
import { exportModel } from "../trainer/export/export-model.ts";
import { randomBert } from "../trainer/export/fixtures/random-bert.ts";
import { readStored } from "../trainer/export/read-stored.ts";
import type { MatrixPlan } from "../trainer/factorise/plan.ts";
import type { BertConfig, BertPlan } from "../trainer/models/bert/config.ts";
import { bertGraph } from "../trainer/models/bert/graph.ts";
import { forward } from "../trainer/models/index.ts";
import type { ModelTensors } from "../trainer/models/tensor-spec.ts";

const kronecker = (a: [number, number], b: [number, number], terms = 1): MatrixPlan => ({
  ...{ kind: "kronecker", a, b, terms },
});
const lowRank = (rank: number): MatrixPlan => ({ kind: "low_rank", rank });

/** Factors large and small, on either side, of one term and of several, each first where that is cheaper. */
const PLANS: Record<string, BertPlan> = {
  "Kronecker, as the presets": {
    word: kronecker([200, 16], [1, 4]),
    attention: kronecker([32, 16], [2, 4]),
    intermediate: kronecker([4, 2], [24, 32]),
    output: kronecker([2, 4], [32, 24]),
  },
  "Kronecker, the other way round": {
    word: kronecker([200, 8], [1, 8]),
    attention: kronecker([2, 4], [32, 16]),
    intermediate: kronecker([24, 32], [4, 2]),
    output: kronecker([32, 24], [2, 4]),
  },
  "Kronecker, several terms": {
    word: kronecker([200, 16], [1, 4], 2),
    attention: kronecker([32, 16], [2, 4], 3),
    intermediate: kronecker([24, 32], [4, 2], 2),
    output: kronecker([2, 4], [32, 24], 3),
  },
  "Kronecker, several terms the other way round": {
    word: kronecker([200, 16], [1, 4], 3),
    attention: kronecker([2, 4], [32, 16], 3),
    intermediate: kronecker([4, 2], [24, 32], 2),
    output: kronecker([32, 24], [2, 4], 2),
  },
  "low rank": { word: lowRank(6), attention: lowRank(5), intermediate: lowRank(7), output: lowRank(7) },
  mixed: {
    word: { kind: "dense" },
    attention: lowRank(9),
    intermediate: kronecker([96, 1], [1, 64]),
    output: kronecker([1, 96], [64, 1]),
  },
};

/** Three texts of 7, 4 and 1 tokens. */
const LENGTH = 7;
const lengths = [7, 4, 1];
const batch: PaddedBatch = {
  inputIds: Int32Array.from({ length: 21 }, (_, i) => (i * 37) % 200),
  attentionMask: Int32Array.from({ length: 21 }, (_, i) => Number(i % LENGTH < lengths[Math.floor(i / LENGTH)]!)),
  tokenTypeIds: Int32Array.from({ length: 21 }, (_, i) => Number(i % LENGTH > 2)),
  ...{ batch: 3, length: LENGTH },
};

const SIZES = { vocabulary: 200, width: 64, ffn: 96, heads: 4, labels: 3 };

/** Factors are scaled down, so that their products are of the size of trained weights. */
function factoredBert(plan: BertPlan, pooling: BertConfig["pooling"]) {
  const { architecture, tensors } = randomBert({ ...SIZES, plan, pooling });
  const scaled = new Map(
    [...tensors].map(([name, { shape, data }]) => [
      name,
      { shape, data: /kronecker|low_rank/.test(name) ? data.map((x) => 0.4 * x) : data },
    ]),
  );
  return { architecture, tensors: scaled };
}

function inTfjs(tensors: ModelTensors, plan: BertPlan, pooling: BertConfig["pooling"]): number[] {
  const config = { ...SIZES, positions: 20, tokenTypes: 2, layers: 2, layerNormEps: 1e-12, pooling, plan };
  return tf.tidy(() => {
    const parameters = Object.fromEntries(
      [...tensors].map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
    );
    const input = {
      inputIds: tf.tensor1d(batch.inputIds, "int32"),
      tokenTypeIds: tf.tensor1d(batch.tokenTypeIds, "int32"),
      mask: tf.tensor2d(Float32Array.from(batch.attentionMask), [3, LENGTH]),
    };
    return [...forward(parameters, config, input).logits.dataSync()];
  });
}

async function inOnnx(model: { graph: Uint8Array; weights: Uint8Array }): Promise<number[]> {
  const session = await openOrtSession(model.graph, model.weights);
  try {
    return [...(await session.run(batch))];
  } finally {
    await session.close();
  }
}

/** `[rows, labels]` -> only those of tokens; a padded position's logits mean nothing. */
const ofTokens = (logits: number[], pooling: BertConfig["pooling"]) =>
  pooling === "none" ? logits.filter((_, i) => batch.attentionMask[Math.floor(i / SIZES.labels)] === 1) : logits;

const largestDifference = (a: number[], b: number[]) => {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));
};

beforeAll(() => useBackend("cpu"));

describe.each(Object.entries(PLANS))("%s", (_, plan) => {
  describe.each(["mean", "none"] as const)("pooling: %s", (pooling) => {
    const { architecture, tensors } = factoredBert(plan, pooling);

    test.each(Storage.options.flatMap((storage) => (["factored", "expanded"] as const).map((as) => ({ storage, as }))))(
      "stored as $storage, computed $as, the logits are those of the stored numbers",
      async ({ storage, as }) => {
        const { architecture: stored, weights } = exportModel({ architecture, tensors, storage });
        const graph = bertGraph(computed(stored, as), readOwnSafetensors(weights).tensors);
        const expected = inTfjs(readStored(stored, readOwnSafetensors(weights).tensors), plan, pooling);
        const actual = await inOnnx({ graph, weights });
        expect(largestDifference(ofTokens(actual, pooling), ofTokens(expected, pooling))).toBeLessThan(2e-5);
      },
    );

    test.each(Storage.options)("%s holds what the trainer rounds to", (storage) => {
      const { architecture: stored, weights } = exportModel({ architecture, tensors, storage });
      expect(readStored(stored, readOwnSafetensors(weights).tensors)).toEqual(
        modelAsStored(architecture, tensors, storage),
      );
    });

    test("i8 stays near what was trained", async () => {
      const actual = await inOnnx(exportModel({ architecture, tensors, storage: "i8" }));
      const trained = inTfjs(tensors, plan, pooling);
      expect(largestDifference(ofTokens(actual, pooling), ofTokens(trained, pooling))).toBeLessThan(0.1);
    });
  });
});

/** The architecture with every factored layer computed in one way, whatever the exporter chose. */
function computed({ encoder, ...rest }: BertArchitecture, as: "factored" | "expanded"): BertArchitecture {
  const by = (linear: Linear) => (linear.kind === "dense" ? linear : { ...linear, computed: { as, why: "" } });
  const { attention, intermediate, output } = encoder;
  return {
    ...rest,
    encoder: { ...encoder, attention: by(attention), intermediate: by(intermediate), output: by(output) },
  };
}
