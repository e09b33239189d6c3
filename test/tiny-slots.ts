/** The tiny models of test/golden with the second heads of test/golden/slots.py. */
import { fileURLToPath } from "node:url";
import type { BertConfig } from "../trainer/models/bert/config.ts";
import { importBert } from "../trainer/models/import-hf.ts";
import type { ModelConfig } from "../trainer/models/model.ts";
import type { Weights } from "../trainer/models/weights.ts";
import golden from "./golden/slots.json" with { type: "json" };
import tinyBert from "./golden/tiny-bert.json" with { type: "json" };
import * as tinyBilstm from "./tiny-bilstm.ts";

export const SLOTS = 4;

export interface SlotModel {
  title: string;
  config: ModelConfig;
  weights: Map<string, Weights>;
  texts: { ids: number[]; typeIds: number[] }[];
  /** Class of each text. */
  labels: number[];
  /** By the names of the script. */
  expected: {
    logits: number[];
    slots: number[];
    loss: number;
    /** A tag for each token. */
    gold: number[][];
    gradients: Record<string, number[]>;
  };
  nameOf(name: string): string;
}

const weightsOf = (head: Record<string, { shape: number[]; data: number[] }>): [string, Weights][] =>
  Object.entries(head).map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]);

const isHead = (name: string) => /^(slot_)?classifier\./.test(name);

async function bert(): Promise<SlotModel> {
  const imported = await importBert(fileURLToPath(new URL("golden/tiny-bert", import.meta.url)));
  const config: BertConfig = { ...imported.config, pooling: "mean", labels: 2, slots: SLOTS };
  const { "classifier.weight": rows, "classifier.bias": bias } = tinyBert.classifier;
  const weights = new Map([...imported.weights].filter(([name]) => !name.includes("pooler")))
    .set("classifier.weight", { shape: [2, 32], data: Float32Array.from(rows.flat()) })
    .set("classifier.bias", { shape: [2], data: Float32Array.from(bias) });
  for (const [name, each] of weightsOf(golden.bert.head)) weights.set(name, each);
  const texts = tinyBert.inputs.ids.map((ids, i) => {
    const length = tinyBert.inputs.mask[i]!.reduce((sum, each) => sum + each, 0);
    return { ids: ids.slice(0, length), typeIds: tinyBert.inputs.types[i]!.slice(0, length) };
  });
  const expected = golden.bert.mean as SlotModel["expected"];
  const nameOf = (name: string) => (isHead(name) ? name : `bert.${name}`);
  return { title: "a BERT", config, weights, texts, labels: tinyBert.labels, expected, nameOf };
}

const bilstm = (pooling: "max" | "mean" | "last"): SlotModel => ({
  title: `a BiLSTM, pooling ${pooling}`,
  config: { ...tinyBilstm.configOf(pooling), slots: SLOTS },
  weights: new Map([...tinyBilstm.weights, ...weightsOf(golden.bilstm.head)]),
  texts: tinyBilstm.texts,
  labels: tinyBilstm.golden.gold,
  expected: golden.bilstm.poolings[pooling] as SlotModel["expected"],
  nameOf: (name) => (isHead(name) ? name : `bilstm.${name}`),
});

export const SLOT_MODELS = [await bert(), ...(["max", "mean", "last"] as const).map(bilstm)];
