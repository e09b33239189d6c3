/** Exported graphs in onnxruntime-web, against what transformers computes with the same weights. */
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openOrtSession } from "../cli/artefact/ort-session.ts";
import type { BertArchitecture } from "../r2-assets/format/bert-architecture.ts";
import type { Storage } from "../r2-assets/format/names.ts";
import type { PaddedBatch } from "../r2-assets/format/padded-batch.ts";
import { exportModel } from "../trainer/export/export-model.ts";
import { architectureOf } from "../trainer/models/describe.ts";
import { importBert } from "../trainer/models/import-hf.ts";
import golden from "./golden/tiny-bert.json" with { type: "json" };

type Pooling = BertArchitecture["pooling"];

const { config, weights } = await importBert(fileURLToPath(new URL("golden/tiny-bert", import.meta.url)));
const matrix = (rows: number[][]) => ({ shape: [rows.length, rows[0]!.length], data: Float32Array.from(rows.flat()) });
const head = golden.classifier;
const tensors = new Map(weights)
  .set("classifier.weight", matrix(head["classifier.weight"]))
  .set("classifier.bias", { shape: [2], data: Float32Array.from(head["classifier.bias"]) });

const classify = (states: number[][]) =>
  states.map((state) =>
    head["classifier.weight"].map((row, k) =>
      row.reduce((sum, w, i) => sum + w * state[i]!, head["classifier.bias"][k]!),
    ),
  );
const last = golden.hidden.at(-1)!;
const expected: Record<Pooling, number[][]> = {
  mean: golden.logits,
  cls: classify(last.map((states) => states[0]!)),
  pooler: classify(golden.bert_pooler),
  none: classify(last.flat()), // as BertForTokenClassification and BertForQuestionAnswering do, token by token
};

const batch = (rows: number[], length: number): PaddedBatch => {
  const pick = (table: number[][]) => Int32Array.from(rows.flatMap((row) => table[row]!.slice(0, length)));
  const { ids, mask, types } = golden.inputs;
  const fields = { inputIds: pick(ids), attentionMask: pick(mask), tokenTypeIds: pick(types) };
  return { ...fields, batch: rows.length, length };
};
const everything = batch([0, 1, 2, 3], golden.inputs.ids[0]!.length);

async function logits(storage: Storage, pooling: Pooling, ...batches: PaddedBatch[]): Promise<number[][]> {
  const model = exportModel({ architecture: architectureOf({ ...config, pooling, labels: 2 }), tensors, storage });
  const session = await openOrtSession(model.graph, model.weights);
  try {
    const answers: number[] = [];
    for (const each of batches) answers.push(...(await session.run(each)));
    return Array.from({ length: answers.length / 2 }, (_, row) => answers.slice(row * 2, row * 2 + 2));
  } finally {
    await session.close();
  }
}

const largestDifference = (a: number[][], b: number[][]) =>
  Math.max(...a.flatMap((row, i) => row.map((x, k) => Math.abs(x - b[i]![k]!))));

/** f16: its rounding, 2^-11 of each weight. i8: the quantisation of this net, whose weights are far larger than trained ones. */
const TOLERANCE = { f32: 1e-5, f16: 2e-3, i8: 0.05 };

describe.each(["mean", "cls", "pooler", "none"] as const)("pooling: %s", (pooling) => {
  test.each(["f32", "f16", "i8"] as const)("stored as %s, the logits are those of transformers", async (storage) => {
    const actual = await logits(storage, pooling, everything);
    expect(largestDifference(actual, expected[pooling])).toBeLessThan(TOLERANCE[storage]);
  });
});

test.each([
  ["f32", 1e-6],
  ["f16", 1e-6],
  ["i8", 1e-5],
] as const)(
  "stored as %s, a sentence's logits do not depend on its batch or its padding",
  async (storage, tolerance) => {
    const alone = golden.inputs.mask.map((mask, row) =>
      batch(
        [row],
        mask.reduce((sum, m) => sum + m, 0),
      ),
    );
    const [together, apart] = [await logits(storage, "mean", everything), await logits(storage, "mean", ...alone)];
    expect(largestDifference(apart, together)).toBeLessThan(tolerance);
  },
);

test("i8 survives a matrix of zeros and a state without any spread", async () => {
  const zeroed = new Map(
    [...tensors].map(([name, { shape, data }]) => [name, { shape, data: new Float32Array(data.length) }]),
  );
  const architecture = architectureOf({ ...config, pooling: "mean", labels: 2 });
  const { graph, weights } = exportModel({ architecture, tensors: zeroed, storage: "i8" });
  const session = await openOrtSession(graph, weights);
  expect(Array.from(await session.run(everything))).toEqual(new Array(8).fill(0));
  await session.close();
});
