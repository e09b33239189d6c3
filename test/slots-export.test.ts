/** Graphs of models with slots in onnxruntime-web, against what PyTorch and tfjs compute with the same weights. */
import { beforeAll, describe, expect, test } from "vitest";
import { openOrtSession } from "../cli/artefact/ort-session.ts";
import { logitCount } from "../r2-assets/format/logits.ts";
import { Storage } from "../r2-assets/format/names.ts";
import { padBatch } from "../r2-assets/format/padded-batch.ts";
import { useBackend } from "../trainer/backend/tf.ts";
import { modelAsStored } from "../trainer/export/as-stored.ts";
import { exportModel } from "../trainer/export/export-model.ts";
import { architectureOf, countParameters, descriptionOf } from "../trainer/models/describe.ts";
import { predictLogits } from "../trainer/models/predict.ts";
import { withWeightTensors } from "../trainer/models/weight-tensors.ts";
import { SLOT_MODELS, SLOTS, type SlotModel } from "./fixtures/tiny-slots.ts";

beforeAll(() => useBackend("cpu"));

async function answers({ config, weights }: SlotModel, storage: Storage, ...batches: SlotModel["texts"][]) {
  const model = exportModel({ architecture: architectureOf(config), tensors: weights, storage });
  const session = await openOrtSession(model.graph, model.weights);
  const found: Float32Array[] = [];
  for (const batch of batches) {
    const flat = await session.run(padBatch(batch, { padId: 0 }));
    const stride = flat.length / batch.length;
    for (const [i, { ids }] of batch.entries())
      found.push(flat.slice(i * stride, i * stride + logitCount(config, ids.length)));
  }
  await session.close();
  return found;
}

const largest = (actual: readonly Float32Array[], expected: readonly Float32Array[]) => {
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  return Math.max(...expected.flatMap((row, i) => [...row].map((value, k) => Math.abs(actual[i]![k]! - value))));
};

/** i8: BERTs quantise activations, too; LSTMs multiply floats. */
const TOLERANCE = { f32: 1e-5, f16: 1e-5, i8: { bert: 0.05, bilstm: 1e-5 } } as const;

describe.each(SLOT_MODELS)("$title", (model) => {
  const { config, weights, texts, expected } = model;
  const kind = descriptionOf(config).kind;

  test.each(Storage.options)(
    "stored as %s, class and tags are those of tfjs with the stored weights",
    async (storage) => {
      const stored = modelAsStored(architectureOf(config), weights, storage);
      const own = withWeightTensors(stored, (parameters) => predictLogits(parameters, config, texts));
      const tolerance = storage === "i8" ? TOLERANCE.i8[kind] : TOLERANCE[storage];
      expect(largest(await answers(model, storage, texts), own)).toBeLessThan(tolerance);
    },
  );

  test("as floats they are PyTorch's", async () => {
    const all = await answers(model, "f32", texts);
    const [classes, tags] = [[], []] as [number[], number[]];
    for (const each of all) {
      classes.push(...each.subarray(0, config.labels));
      tags.push(...each.subarray(config.labels));
    }
    for (const [actual, values] of [[classes, expected.logits] as const, [tags, expected.slots] as const])
      expect(largest([Float32Array.from(actual)], [Float32Array.from(values)])).toBeLessThan(1e-5);
  });

  test("they do not depend on a text's batch or its padding", async () => {
    const alone = await answers(model, "f32", ...texts.map((text) => [text]));
    expect(largest(alone, await answers(model, "f32", texts))).toBeLessThan(1e-6);
  });

  test("the head is counted, and the card's description is the shape again", () => {
    const { slots: _, ...without } = config;
    const [own, bare] = [architectureOf(config), architectureOf(without)];
    const width = own.head.in;
    expect(countParameters(own) - countParameters(bare)).toBe(SLOTS * width + SLOTS);
    for (const storage of Storage.options)
      expect(descriptionOf(config).configOf(descriptionOf(config).stored(own, storage))).toEqual(config);
    expect(bare).not.toHaveProperty("slot_head");
  });
});
