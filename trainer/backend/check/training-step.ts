import { seededNormal } from "../../data/random.ts";
import { bert } from "../../models/bert.ts";
import type { BertPlan } from "../../models/bert-config.ts";
import { type BertConfig, DENSE, parameterShapes } from "../../models/bert-config.ts";
import { toInput } from "../../models/predict.ts";
import { crossEntropy } from "../../nn/cross-entropy.ts";
import { valueAndGradients } from "../../nn/value-and-gradients.ts";
import { AdamW } from "../../optim/adamw.ts";
import { type Tensor1D, tf } from "../tf.ts";
import type { Check, Outcome } from "./check.ts";
import { numbers } from "./differentiate.ts";

const SMALL_BERT: BertConfig = {
  vocabulary: 40,
  positions: 12,
  tokenTypes: 2,
  layers: 2,
  width: 32,
  heads: 4,
  ffn: 64,
  layerNormEps: 1e-12,
  pooling: "mean",
  labels: 3,
};

const KRONECKER: BertPlan = {
  word: { kind: "kronecker", a: [40, 8], b: [1, 4], terms: 1 },
  attention: { kind: "kronecker", a: [16, 8], b: [2, 4], terms: 2 },
  intermediate: { kind: "kronecker", a: [16, 2], b: [4, 16], terms: 1 },
  output: { kind: "kronecker", a: [2, 16], b: [16, 4], terms: 1 },
};

const LOW_RANK: BertPlan = {
  word: { kind: "low_rank", rank: 5 },
  attention: { kind: "low_rank", rank: 4 },
  intermediate: { kind: "low_rank", rank: 4 },
  output: { kind: "low_rank", rank: 4 },
};

/** Three texts of different lengths, of which two words occur in all. */
const TEXTS = [
  [1, 7, 9, 22, 39, 2],
  [1, 9, 2],
  [1, 14, 15, 16, 9, 30, 31, 5, 2],
].map((ids) => ({ ids, typeIds: ids.map((_, i) => (i > 3 ? 1 : 0)) }));
const LABELS = [2, 0, 1];

/** Adding to every score of a row changes no softmax: this gradient is 0, and its figures are nothing but rounding. */
const isRounding = (name: string) => name.endsWith("attention.self.key.bias");

/** Loss, gradients and new values of all parameters of a whole step of a BERT of 2 layers. */
function step(plan: BertPlan): Outcome {
  const config = { ...SMALL_BERT, plan };
  const optimiser = new AdamW({ beta1: 0.9, beta2: 0.999, epsilon: 1e-6, weightDecay: 0.01, maxGradientNorm: 1 });
  const normal = seededNormal(16);
  for (const [name, shape] of parameterShapes(config)) {
    const scale = shape.length > 1 ? 1 / Math.sqrt(shape[1]) : 0.1;
    const mean = name.endsWith("LayerNorm.weight") ? 1 : 0;
    const value = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => mean + scale * normal());
    optimiser.add(name, shape, value);
  }
  const outcome: Record<string, Float32Array> = {};
  const { value, gradients } = valueAndGradients(optimiser.values(), () =>
    tf.tidy(() => {
      const { logits } = bert(optimiser.values(), config, toInput(TEXTS));
      return crossEntropy(logits, tf.tensor1d(LABELS, "int32") as Tensor1D);
    }),
  );
  outcome.loss = numbers(value);
  value.dispose();
  for (const [name, gradient] of Object.entries(gradients)) {
    if (!isRounding(name)) outcome[`gradient of ${name}`] = numbers(gradient);
  }
  outcome["gradient norm"] = Float32Array.of(optimiser.step(gradients, 1e-3));
  for (const [name, state] of optimiser.snapshot()) if (!isRounding(name)) outcome[name] = state.value;
  optimiser.dispose();
  return outcome;
}

export const trainingSteps: readonly Check[] = [
  { name: "a whole training step", run: () => step(DENSE) },
  { name: "a whole training step, Kronecker", run: () => step(KRONECKER) },
  { name: "a whole training step, low rank", run: () => step(LOW_RANK) },
];
