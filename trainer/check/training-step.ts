import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor1D, tf } from "../backend/tf.ts";
import { seededNormal } from "../data/random.ts";
import { intermediate } from "../methods/layerwise.ts";
import { PATIENCE_VECTOR, patienceLoss } from "../methods/patience.ts";
import type { BertPlan } from "../models/bert/config.ts";
import { type BertConfig, DENSE } from "../models/bert/config.ts";
import { parameterShapes } from "../models/describe.ts";
import { forward } from "../models/index.ts";
import type { ModelInput, ModelOutput } from "../models/input-output.ts";
import { toInput } from "../models/predict.ts";
import { crossEntropy } from "../nn/cross-entropy.ts";
import { maskedMean } from "../nn/masked-mean.ts";
import { meanSquaredError } from "../nn/mean-squared-error.ts";
import { positionLogits } from "../nn/position-logits.ts";
import { softLoss } from "../nn/soft-loss.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { AdamW } from "../optim/adamw.ts";
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

/** What adds the same to every number of a softmax: its gradient is 0, and what is computed of it is nothing but rounding. */
function isRounding(name: string, { pooling, layers }: BertConfig): boolean {
  const alike = pooling === "none" ? ["classifier.bias", `bert.encoder.layer.${layers - 1}.output.LayerNorm.bias`] : [];
  return name.endsWith("attention.self.key.bias") || alike.includes(name);
}

/** A parameter's first values, by name. */
function* firstValues(config: BertConfig, seed: number): Generator<[string, number[], Float32Array]> {
  const normal = seededNormal(seed);
  for (const [name, shape] of parameterShapes(config)) {
    const scale = shape.length > 1 ? 1 / Math.sqrt(shape[1]) : 0.1;
    const mean = name.endsWith("LayerNorm.weight") ? 1 : 0;
    yield [name, shape, Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => mean + scale * normal())];
  }
}

/** What a dense model of other weights says of the texts. Called inside a tidy. */
function teacher(input: ModelInput): ModelOutput {
  const values = [...firstValues({ ...SMALL_BERT, plan: DENSE }, 17)];
  return forward(
    Object.fromEntries(values.map(([name, shape, value]) => [name, tf.tensor(value, shape)])),
    SMALL_BERT,
    input,
  );
}

type Loss = (output: ModelOutput, input: ModelInput) => Scalar;

const labels: Loss = ({ logits }) => crossEntropy(logits, tf.tensor1d(LABELS, "int32") as Tensor1D);

/** Of three outputs a token the first says where an answer begins. */
const places: Loss = ({ logits }, { mask }) =>
  crossEntropy(positionLogits(logits, mask), tf.tensor1d([3, 1, 0, 2, 0, 1, 8, 5, 3], "int32") as Tensor1D);

/** KroneckerBERT's, of both stages: embeddings, attention scores and layers, the vectors of the texts, logits. */
const everyLayer: Loss = (output, input) => {
  const taught = teacher(input);
  const vectors = [output, taught].map(({ hiddenStates }) => maskedMean(hiddenStates.at(-1)!, input.mask));
  const pooled = meanSquaredError(vectors[0], vectors[1], vectors[0].size);
  const soft = softLoss(output.logits, taught.logits, 1);
  return tf.addN([...Object.values(intermediate(output, taught, input)), pooled, soft]) as Scalar;
};

const patience: Loss = (output, { mask, ...input }) => {
  const taught = teacher({ mask, ...input });
  const losses = (["mean", "cls"] as const).map((pooling) => {
    const vectors = ({ hiddenStates }: ModelOutput) => [PATIENCE_VECTOR[pooling](hiddenStates[1], mask)];
    return patienceLoss(vectors(output), vectors(taught), pooling === "mean");
  });
  return tf.addN([...losses, softLoss(output.logits, taught.logits, 5)]) as Scalar;
};

/** Loss, gradients and new values of all parameters of a whole step of a BERT of 2 layers. */
function step(plan: BertPlan, lossOf: Loss = labels, changes: Partial<BertConfig> = {}): Outcome {
  const config = { ...SMALL_BERT, ...changes, plan };
  const optimiser = new AdamW({ beta1: 0.9, beta2: 0.999, epsilon: 1e-6, weightDecay: 0.01, maxGradientNorm: 1 });
  for (const [name, shape, value] of firstValues(config, 16)) optimiser.add(name, shape, value);
  const outcome: Record<string, Float32Array> = {};
  const { value, gradients } = valueAndGradients(optimiser.values(), () =>
    tf.tidy(() => {
      const input = toInput(TEXTS);
      return lossOf(forward(optimiser.values(), config, input), input);
    }),
  );
  outcome.loss = numbers(value);
  value.dispose();
  for (const [name, gradient] of Object.entries(gradients)) {
    if (!isRounding(name, config)) outcome[`gradient of ${name}`] = numbers(gradient);
  }
  outcome["gradient norm"] = Float32Array.of(optimiser.step(gradients, 1e-3));
  for (const [name, state] of optimiser.snapshot()) if (!isRounding(name, config)) outcome[name] = state.value;
  optimiser.dispose();
  return outcome;
}

export const trainingSteps: readonly Check[] = [
  { name: "a whole training step", run: () => step(DENSE) },
  { name: "a whole training step, Kronecker", run: () => step(KRONECKER) },
  { name: "a whole training step, low rank", run: () => step(LOW_RANK) },
  { name: "a whole training step, pooler", run: () => step(DENSE, labels, { pooling: "pooler" }) },
  {
    name: "a whole training step, ELECTRA: tables widened, a pooler of GELU",
    run: () => step(DENSE, labels, { pooling: "pooler", poolerActivation: "gelu", embeddingWidth: 12 }),
  },
  {
    name: "a whole training step, DistilBERT: a pooler of ReLU",
    run: () => step(DENSE, labels, { pooling: "pooler", poolerActivation: "relu" }),
  },
  { name: "a whole training step, spans", run: () => step(DENSE, places, { pooling: "none" }) },
  { name: "a whole training step, Kronecker by every layer", run: () => step(KRONECKER, everyLayer) },
  { name: "a whole training step, patience", run: () => step(DENSE, patience) },
];
