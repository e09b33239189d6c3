/** An MPNet's exported graph in onnxruntime-web, against PyTorch and against its own forward pass; and who else reads it. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { openOrtSession } from "../cli/artefact/ort-session.ts";
import type { BertArchitecture } from "../r2-assets/format/bert-architecture.ts";
import type { Storage } from "../r2-assets/format/names.ts";
import { padBatch } from "../r2-assets/format/padded-batch.ts";
import { readOwnSafetensors } from "../r2-assets/format/safetensors.ts";
import { useBackend } from "../trainer/backend/tf.ts";
import { exportModel } from "../trainer/export/export-model.ts";
import { readStored } from "../trainer/export/read-stored.ts";
import type { BertConfig } from "../trainer/models/bert/config.ts";
import { architectureOf, descriptionOf } from "../trainer/models/describe.ts";
import { importEncoder } from "../trainer/models/import-hf.ts";
import { predictLogits } from "../trainer/models/predict.ts";
import { withWeightTensors } from "../trainer/models/weight-tensors.ts";
import type { Weights } from "../trainer/models/weights.ts";
import { createEngine } from "../worker/runtime/engine/engine.ts";
import golden from "./golden/tiny-mpnet.json" with { type: "json" };

let config: BertConfig;
let weights: Map<string, Weights>;
beforeAll(async () => {
  await useBackend("cpu");
  const encoder = await importEncoder(fileURLToPath(new URL("golden/tiny-mpnet", import.meta.url)));
  const { weight, bias } = golden.classifier;
  config = { ...(encoder.config as BertConfig), pooling: "mean", labels: 2 };
  weights = new Map(encoder.weights)
    .set("classifier.weight", { shape: [2, 16], data: Float32Array.from(weight.flat()) })
    .set("classifier.bias", { shape: [2], data: Float32Array.from(bias) });
});

const lengths = golden.inputs.mask.map((mask) => mask.reduce((a, b) => a + b));
const texts = golden.inputs.ids.map((ids, i) => ({
  ids: ids.slice(0, lengths[i]),
  typeIds: new Array<number>(lengths[i]!).fill(0),
}));

const exported = (storage: Storage, shape: BertConfig = config) =>
  exportModel({ architecture: architectureOf(shape), tensors: weights, storage });

async function logits({ graph, weights: file }: ReturnType<typeof exported>, batch: typeof texts): Promise<number[]> {
  const session = await openOrtSession(graph, file);
  const all = Array.from(await session.run(padBatch(batch, { padId: 1 })));
  await session.close();
  return all;
}

const largest = (actual: readonly number[], expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)));
};

/** Of weights far larger than trained ones: halves have 11 bits, I8 seven, and activations eight. */
const TOLERANCE = { f32: 1e-5, f16: 5e-3, i8: 0.1 };

describe.each(["f32", "f16", "i8"] as const)("stored as %s", (storage) => {
  test("the logits are PyTorch's, in a batch and alone", async () => {
    const model = exported(storage);
    expect(largest(await logits(model, texts), golden.logits.flat())).toBeLessThan(TOLERANCE[storage]);
    const alone = await Promise.all(texts.map((text) => logits(model, [text])));
    expect(largest(alone.flat(), golden.logits.flat())).toBeLessThan(TOLERANCE[storage]);
  });

  test("read back, it is the same model to the forward pass, and its shape is the one it had", async () => {
    const model = exported(storage);
    const { tensors } = readOwnSafetensors(model.weights);
    expect(descriptionOf(model.architecture).configOf(model.architecture)).toEqual(config);
    const read = readStored(model.architecture, tensors);
    const ours = withWeightTensors(read, (parameters) => predictLogits(parameters, config, texts));
    const served = await logits(model, texts);
    expect(
      largest(
        served,
        ours.flatMap((each) => [...each]),
      ),
    ).toBeLessThan(storage === "i8" ? 0.1 : 1e-5);
  });
});

test("the table of relative positions is in full in every storage, and there is none of token types", () => {
  for (const storage of ["f32", "f16", "i8"] as const) {
    const { tensors } = readOwnSafetensors(exported(storage).weights);
    expect(tensors.get("bert.encoder.relative_attention_bias.weight")).toMatchObject({ dtype: "F32", shape: [32, 4] });
    expect([...tensors.keys()].filter((name) => name.includes("token_type"))).toEqual([]);
  }
});

test("the engine says why it does not run it", async () => {
  const { architecture, weights: file } = exported("f32");
  const kernels = await readFile(new URL("../worker/runtime/engine/kernels/relaxed.wasm", import.meta.url));
  const engine = createEngine(new WebAssembly.Module(kernels), { most: 2 ** 24 });
  const prepare = (changed: BertArchitecture) => () => engine.prepare({ architecture: changed, storage: "f32" }, file);
  const bert = architecture as BertArchitecture;
  expect(prepare(bert)).toThrow("its attention depends on relative positions, which only onnxruntime computes");
  const { relative_positions: _, ...encoder } = bert.encoder;
  expect(prepare({ ...bert, encoder })).toThrow("it has no token types, and the engine reads them");
});

test("config.json is an MPNet's, and names no weights, whose names are BERT's", () => {
  const { architecture, storage } = exported("f32");
  const card = { architecture, storage, labels: ["a", "b"], task: "text-classification" as const };
  const written = descriptionOf(architecture).huggingFaceConfig(card);
  expect(written).toMatchObject({
    ...{ architectures: ["MPNetModel"], model_type: "mpnet", max_position_embeddings: 122, pad_token_id: 1 },
    relative_attention_num_buckets: 32,
  });
  expect(Object.keys(written)).not.toContain("transformers_weights");
  expect(Object.keys(written)).not.toContain("type_vocab_size");
});
