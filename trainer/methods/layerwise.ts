/**
 * Layer-to-layer distillation of a student whose activations have the teacher's shapes: what KroneckerBERT is trained by,
 * and any other factorisation that is to be compared with it. Source: KroneckerBERT, arXiv 2109.06243, section 3.3.
 *
 *     L = L_emb + L_att + L_ffn (+ L_pooled (+ L_mlm) on text) (+ L_soft + L_hard on a task)    all weights 1
 *     L_emb = MSE(E_S, E_T)                  the embedding layer's output
 *     L_att = Σ_l MSE(O_S, O_T)              O = Q Kᵀ / √d_h, before the softmax
 *     L_ffn = Σ_l MSE(H_S, H_T)              H: the layer's output
 *
 * The paper's: these terms, summed over layers matched one to one, at equal weights, in both stages; factors nearest to
 * the teacher's matrices at the start, its head copied on a task; MLM and NSP beside them on text.
 * Choices made here, where it leaves things open or MiniLM differs from BERT:
 * - MSE is the mean over all entries that are not padding, of scores over pairs of which neither is;
 * - H is taken after the residual and its LayerNorm;
 * - L_soft is soft cross-entropy at T = 1, as KL, whose gradient is the same; the squared difference of a regression;
 * - MiniLM has no MLM head to be matched, but was trained to give the mean of its last layer: on text L_pooled is the
 *   squared error of that mean, where the encoder's recipe says `pooling: mean`;
 * - the optimiser is AdamW with bias correction; BertAdam has none, and its first steps are up to three times larger;
 * - MLM is an option (`mlm`), its head new. NSP is left out, as no two texts here belong together.
 */
import type { Scalar } from "@tensorflow/tfjs";
import * as z from "zod";
import { type Tensor, type Tensor2D, type Tensor3D, tf } from "../backend/tf.ts";
import { asBert, type BertConfig, type BertPlan } from "../models/bert/config.ts";
import { factorWeights } from "../models/bert/factor-weights.ts";
import { initialWeights } from "../models/bert/initial-weights.ts";
import { freshMlmHead } from "../models/bert/mlm-head.ts";
import { descriptionOf } from "../models/describe.ts";
import { forward } from "../models/index.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import { keptWeightTensors } from "../models/weight-tensors.ts";
import { alignedScores, alignedStates } from "../nn/aligned-means.ts";
import { maskedMean } from "../nn/masked-mean.ts";
import { meanSquaredError, meanSquaredErrors } from "../nn/mean-squared-error.ts";
import { DEFAULT_SOFTNESS, logitObjectives, Softness } from "./hard-and-soft.ts";
import { labelsByRule } from "./labels-by-rule.ts";
import { maskedWords, wordLoss } from "./masked-words.ts";
import {
  type Batch,
  type Objective,
  type ObjectiveKind,
  readByTeacher,
  type Setting,
  type Sources,
  type Terms,
} from "./method.ts";
import { type LayerOutputs, RememberedTeacher, remembering } from "./remembered-teacher.ts";
import { started } from "./started.ts";

/** What recipes of both methods may say beside their plan. */
export const StageOptions = z.strictObject({
  /** On text: masked words are to be guessed, too. */
  mlm: z.boolean().optional(),
  /** Of stages by logits, which the paper does not have. */
  ...Softness.partial().shape,
});
type StageOptions = z.infer<typeof StageOptions>;

/**
 * The student under a plan. On text: factors nearest to the pre-trained encoder's matrices. On a task: the start's weights
 * under its own head where it has one of the task, else the fine-tuned teacher's, or a fresh one where answers alone teach, or a teacher of another size does; without a start the factors nearest to
 * the teacher's matrices, which is the ablation of the text stage. Throws an Error where the start does not fit (`started.ts`), where there is none and the
 * teacher has another size, or a task without text shall have MLM.
 */
export function planned(
  sources: Sources,
  plan: BertPlan,
  { mlm = false }: Pick<StageOptions, "mlm"> = {},
): Model<BertConfig> {
  const { encoder, teacher, start, seed } = sources;
  const dense = asBert(sources.config);
  const config = plannedShape(dense, plan, teacher?.config ?? null);
  const alike = teacher !== null && isAlike(dense, teacher.config);
  if (start !== null)
    return started(start, dense, plan, alike ? teacher.weights : initialWeights(encoder, dense, seed));
  if (teacher !== null) {
    if (!alike)
      throw new RangeError("factors are cut from a teacher of the student's own size: this one needs a start");
    if (mlm) throw new Error("options.mlm belongs to the text stage: a task has labels to learn from");
    return { config, weights: factorWeights(teacher.weights, plan) };
  }
  const weights = factorWeights(initialWeights(encoder, dense, seed), plan);
  return { config, weights: mlm ? new Map([...weights, ...freshMlmHead(config, seed)]) : weights };
}

/** The shape of what `planned` makes. Throws RangeError where the teacher's head would read something else. */
export function plannedShape(whole: ModelConfig, plan: BertPlan, teacher: ModelConfig | null): BertConfig {
  const dense = asBert(whole);
  if (teacher !== null && isAlike(dense, teacher)) refuseOtherHead(dense, asBert(teacher));
  return { ...dense, plan };
}

/** Whether layers of both can be compared, and so the student's last be read by the teacher's head. */
function isAlike(student: BertConfig, teacher: ModelConfig): boolean {
  const [own, taught] = [student, teacher].map((config) => descriptionOf(config).sizes(config).states);
  return `${own}` === `${taught}`;
}

/** The student takes the teacher's head, which reads what its own pooling gives. */
function refuseOtherHead(student: BertConfig, teacher: BertConfig): void {
  const read = ({ pooling, poolerActivation = "tanh" }: BertConfig) =>
    pooling === "pooler" ? `a pooler of ${poolerActivation}` : pooling;
  if (read(student) !== read(teacher))
    throw new RangeError(
      `the student takes the teacher's head, which reads ${read(teacher)}, but by encoder.pooling and encoder.source it would read ${read(student)}`,
    );
}

/** The objective of all stages: every layer and every token of it. */
export const layers: ObjectiveKind<StageOptions> = {
  on: ["text", "transfer", "task"],
  compares: { outputs: ["logits", "hiddenStates", "attentionScores"], byToken: true },
  create: layerwise,
};

/** The defaults are filled in here: options stay as they are said, since checkpoints are known by them. */
const softly = (kind: ObjectiveKind<Softness>): ObjectiveKind<StageOptions> => ({
  ...kind,
  create: (setting) => kind.create({ ...setting, options: z.object(DEFAULT_SOFTNESS).parse(setting.options) }),
});

/** The paper's first, which is that of a stage that names none; then those that a teacher's answers are enough for. */
export const layerwiseObjectives = {
  layers,
  "labels-and-logits": softly(logitObjectives["labels-and-logits"]),
  logits: softly(logitObjectives.logits),
  "labels-by-rule": labelsByRule,
};

/** Throws RangeError where student and teacher do not have the same shapes. */
export async function layerwise(setting: Setting<StageOptions>): Promise<Objective<LayerOutputs>> {
  const { options, on, task, student } = setting;
  const { config, weights } = setting.teacher!; // the methods that use this are taught
  const [taught, own] = [config, student].map((each) => descriptionOf(each).sizes(each));
  for (const size of ["states", "heads"] as const)
    if (`${taught[size]}` !== `${own[size]}`)
      throw new RangeError(
        `layers are matched one to one: the teacher's ${size} are ${taught[size].join(", ")}, the student's ${own[size].join(", ")}`,
      );
  const parameters = keptWeightTensors(weights);
  // Text is read once, under new masks each time.
  const texts = setting.inputs.map(({ teacher, ...own }) => teacher ?? own);
  const memory =
    on === "task" && remembering() && !config.slots ? new RememberedTeacher(parameters, config, texts) : null;
  return {
    ...(options.mlm && on === "text" && { disguise: maskedWords(setting) }),
    teach(batch) {
      const { guessed: _, ...input } = readByTeacher(batch);
      return memory === null ? forward(parameters, config, input) : memory.outputs({ ...batch, input });
    },
    loss(output, batch, taught) {
      const terms = batch.alignment
        ? intermediate(alignedLayers(output, batch.alignment.student), alignedLayers(taught, batch.alignment.teacher), {
            mask: batch.alignment.mask,
          })
        : intermediate(output, taught, batch.input);
      if (on === "text") {
        if (config.pooling === "mean") terms.pooled = pooledError(output, taught, batch.input.mask);
        if (options.mlm) terms.mlm = wordLoss(output, batch);
      } else {
        terms.soft = task!.softLoss(output, taught, 1, batch.input, batch.alignment);
        if (on === "task") terms.hard = task!.hardLoss(output, batch.targets, batch.input);
      }
      return { total: tf.addN(Object.values(terms)), terms };
    },
    dispose() {
      tf.dispose(parameters);
      memory?.dispose();
    },
  };
}

/** L_pooled: the squared error of the mean over a text's positions. */
function pooledError(student: LayerOutputs, teacher: LayerOutputs, mask: Tensor2D): Scalar {
  const [own, taught] = [student, teacher].map(({ hiddenStates }) => maskedMean(hiddenStates.at(-1)!, mask));
  return meanSquaredError(own, taught, own.size);
}

type Layers = Pick<LayerOutputs, "hiddenStates" | "attentionScores">;

/** Layers as means over the tokens of each aligned part of a text, of scores over pairs of them. */
const alignedLayers = ({ hiddenStates, attentionScores }: Layers, means: Tensor3D): Layers => ({
  hiddenStates: hiddenStates.map((h) => alignedStates(h, means)),
  attentionScores: attentionScores.map((o) => alignedScores(o, means)),
});

/** L_emb, L_att and L_ffn of a batch. No gradient in the teacher's. */
export function intermediate(
  student: Layers,
  teacher: Layers,
  { mask, full, lengths }: Pick<Batch["input"], "mask" | "full" | "lengths">,
): Terms {
  const [batch, length] = mask.shape;
  const rows = full ? undefined : tf.reshape(mask, [batch * length, 1]);
  const pairs = full
    ? undefined
    : tf.mul(tf.reshape(mask, [batch, 1, length, 1]), tf.reshape(mask, [batch, 1, 1, length]));
  const counted = lengths ?? rowSums(mask);
  const tokens = counted.reduce((sum, n) => sum + n, 0);
  const products = counted.reduce((sum, n) => sum + n * n, 0);
  const width = student.hiddenStates[0].shape[1]!;
  const [embedded, ...states] = student.hiddenStates.map((h, l) => [h, teacher.hiddenStates[l]] as const);
  const heads = student.attentionScores[0].shape[1]!;
  const scores = student.attentionScores.map((o, l) => [o, teacher.attentionScores[l]] as const);
  return {
    embedding: meanSquaredError(...embedded, tokens * width, rows),
    attention: meanSquaredErrors(scores, products * heads, pairs),
    ffn: meanSquaredErrors(states, tokens * width, rows),
  };
}

const rowSums = (mask: Tensor): number[] => [...tf.sum(mask, 1).dataSync()];
