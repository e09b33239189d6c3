/** The exported graph in onnxruntime-web, against PyTorch's packed sequences. */
import { describe, expect, test } from "vitest";
import { openOrtSession } from "../cli/artefact/ort-session.ts";
import type { Storage } from "../r2-assets/format/names.ts";
import { padBatch } from "../r2-assets/format/padded-batch.ts";
import { exportModel } from "../trainer/export/export-model.ts";
import { architectureOf } from "../trainer/models/describe.ts";
import { configOf, golden, type Pooling, texts, weights } from "./fixtures/tiny-bilstm.ts";

async function logits(pooling: Pooling, storage: Storage, batch: typeof texts): Promise<number[]> {
  const model = exportModel({ architecture: architectureOf(configOf(pooling)), tensors: weights, storage });
  const session = await openOrtSession(model.graph, model.weights);
  const padded = padBatch(batch, { padId: 0 });
  const all = Array.from(await session.run(padded));
  await session.close();
  if (pooling !== "none") return all;
  return batch.flatMap(({ ids }, i) => {
    const from = i * padded.length * golden.sizes.labels;
    return all.slice(from, from + ids.length * golden.sizes.labels);
  });
}

const largest = (actual: readonly number[], expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)));
};

/** Of weights far larger than trained ones: halves have 11 bits, I8 seven. */
const TOLERANCE = { f32: 1e-5, f16: 5e-3, i8: 0.08 };

describe.each(["max", "mean", "last", "none"] as const)("pooling: %s", (pooling) => {
  test.each(["f32", "f16", "i8"] as const)("stored as %s, the logits are PyTorch's", async (storage) => {
    expect(largest(await logits(pooling, storage, texts), golden.poolings[pooling].logits)).toBeLessThan(
      TOLERANCE[storage],
    );
  });

  test("a text's logits do not depend on its batch or its padding", async () => {
    const together = await logits(pooling, "f32", texts);
    const alone = (await Promise.all(texts.map((text) => logits(pooling, "f32", [text])))).flat();
    expect(largest(alone, together)).toBeLessThan(1e-6);
  });
});
