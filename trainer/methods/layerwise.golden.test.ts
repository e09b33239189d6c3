/**
 * The whole loss of a factored student and its gradients, stage by stage and task by task, against
 * test/golden/kronecker-loss.json (PyTorch, float64, every matrix multiplied out, padding cut away).
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { importBert } from "../models/import-hf.ts";
import { forward } from "../models/index.ts";
import type { ModelInput } from "../models/input-output.ts";
import type { Model } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { taskNamed } from "../tasks/index.ts";
import { layerwise } from "./layerwise.ts";
import type { Batch } from "./method.ts";

interface Case {
  terms: Record<string, number>;
  total: number;
  gradients: Record<string, number[]>;
  targets: never;
}
type Stored = Record<string, { shape: number[]; values: number[] }>;
const folder = new URL("../../test/golden/", import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const golden = read("kronecker-loss.json");
const tiny = read("tiny-bert.json");
const encoder = await importBert(new URL("tiny-bert", folder).pathname);

const stored = (tensors: Stored) =>
  Object.entries(tensors).map(([name, { shape, values }]): [string, Weights] => [
    name,
    { shape, data: Float32Array.from(values) },
  ]);

const TASKS: Record<string, { labels: number; pooling: "mean" | "none"; targets(from: never): Tensor }> = {
  text: { labels: 2, pooling: "mean", targets: () => tf.zeros([0]) },
  mlm: { labels: 2, pooling: "mean", targets: () => tf.tensor1d(golden.mlm.words, "int32") },
  sst2: { labels: 2, pooling: "mean", targets: (from) => tf.tensor1d(from, "int32") },
  stsb: { labels: 1, pooling: "mean", targets: (from) => tf.tensor1d(from) },
  squad: { labels: 2, pooling: "none", targets: (from) => tf.tensor2d(from, undefined, "int32") },
};

/** Teacher and student with the golden head's first outputs. */
function models(labels: number, pooling: "mean" | "none"): [teacher: Model, student: Model] {
  const head: [string, Weights][] = ["weight", "bias"].map((part) => {
    const rows = tiny.classifier[`classifier.${part}`].slice(0, labels);
    return [
      `classifier.${part}`,
      { shape: [labels, ...(part === "weight" ? [32] : [])], data: Float32Array.from(rows.flat()) },
    ];
  });
  const config = { ...encoder.config, pooling, labels };
  const dense = [...encoder.weights, ...head].filter(([name]) => !name.includes("pooler"));
  const factors = stored(golden.factors);
  const replaced = new Set(factors.map(([name]) => name.replace(/\.kronecker\..*/, "")));
  const student = [...dense.filter(([name]) => !replaced.has(name)), ...factors];
  return [
    { config, weights: new Map(dense) },
    { config: { ...config, plan: golden.plan }, weights: new Map(student) },
  ];
}

forEachBackend(() => {
  test.each(Object.keys(TASKS))("%s: terms, total and gradients", async (name) => {
    const { labels, pooling, targets } = TASKS[name];
    const expected: Case = golden[name];
    const [teacher, student] = models(labels, pooling);
    const [mlm, on] = [name === "mlm", name === "text" || name === "mlm" ? ("text" as const) : ("task" as const)];
    const objective = await layerwise({
      ...{ options: { mlm }, on, task: on === "text" ? null : taskNamed(name), student: student.config, teacher },
      ...{ tokenizer: encoder.tokenizer, inputs: [], cache: "", onTeacher: () => {} },
    });
    const input: ModelInput = {
      inputIds: tf.tensor1d((mlm ? golden.mlm.ids : tiny.inputs.ids).flat(), "int32"),
      tokenTypeIds: tf.tensor1d(tiny.inputs.types.flat(), "int32"),
      mask: tf.tensor2d(tiny.inputs.mask, undefined, "float32"),
      ...(mlm && { guessed: tf.tensor1d(golden.mlm.rows, "int32") }),
    };
    const batch: Batch = { input, positions: [], targets: targets(expected.targets) };
    const parameters = Object.fromEntries(
      [...student.weights, ...(mlm ? stored(golden.mlm_head) : [])]
        .filter(([name]) => on === "task" || !name.startsWith("classifier.")) // text does not teach the head
        .map(([name, w]) => [name, tf.tensor(w.data, w.shape)]),
    );
    const head = { "classifier.weight": tf.zeros([labels, 32]), "classifier.bias": tf.zeros([labels]) };
    const taught = objective.teach(batch);
    let terms: Record<string, number> = {};
    const { value, gradients } = valueAndGradients(parameters, () => {
      const loss = objective.loss(forward({ ...head, ...parameters }, student.config, input), batch, taught);
      terms = Object.fromEntries(Object.entries(loss.terms).map(([name, term]) => [name, term.dataSync()[0]]));
      return loss.total;
    });
    objective.dispose?.();

    expect(value.dataSync()[0] / expected.total).toBeCloseTo(1, 5);
    expect(Object.keys(terms)).toEqual(Object.keys(expected.terms));
    for (const [name, term] of Object.entries(expected.terms)) expect(terms[name] / term, name).toBeCloseTo(1, 5);
    for (const [name, expectedGradient] of Object.entries(expected.gradients)) {
      const actual = gradients[name].dataSync();
      const largest = Math.max(...expectedGradient.map(Math.abs));
      const errors = expectedGradient.map((g, i) => Math.abs(g - actual[i]) / largest);
      expect(Math.max(...errors), name).toBeLessThan(1e-4);
    }
  });
}, fastBackends);
