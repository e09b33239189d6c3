/** A teacher that reads texts in two vocabularies, and guesses each piece in its own: two tables, two softmaxes. */
import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { VOCABULARIES, type Vocabulary } from "../data/mixed-text.ts";
import { asBert, type BertConfig } from "../models/bert/config.ts";
import { encode } from "../models/bert/forward.ts";
import { freshMlmHead, MLM_BIAS, transformedStates } from "../models/bert/mlm-head.ts";
import { WORD_TABLE } from "../models/bert/tensors.ts";
import type { Encoder } from "../models/encoder.ts";
import type { Parameters, Weights } from "../models/weights.ts";
import type { DropoutRandom } from "../nn/dropout.ts";
import { embedding } from "../nn/embedding.ts";
import { addBias } from "../nn/linear.ts";
import { sparseCrossEntropy } from "../nn/sparse-cross-entropy.ts";
import { asCompanion, companionOf } from "./companions.ts";
import type { MixedInput } from "./mixed-input.ts";

/** The student's pieces as the teacher reads and guesses them. */
export interface SecondTable {
  /** Rows, `[n, width]` in the teacher's width. */
  vectors(parameters: Parameters, ids: Tensor1D): Tensor;
  /** Of transformed states `[n, width]`: `[n, pieces]`, without a bias. */
  logits(parameters: Parameters, transformed: Tensor2D): Tensor;
}

/** Logits of the pieces that are to be guessed, by their vocabulary: `[n, pieces of that one]`. */
export type MixedGuesses = Record<Vocabulary, Tensor2D>;

const TEACHER = "teacher";
const STUDENT_BIAS = "student_pieces.bias";

/**
 * The teacher before its first step, as companions: the encoder without its pooler, and a new head, for an encoder comes without one;
 * its second softmax has `pieces` classes.
 */
export function freshMixedReader(encoder: Encoder, pieces: number, seed: number): Map<string, Weights> {
  const config = readerConfig(encoder);
  return asCompanion(TEACHER, [
    ...[...encoder.weights].filter(([name]) => !name.startsWith("bert.pooler.")),
    ...freshMlmHead(config, seed),
    [STUDENT_BIAS, { shape: [pieces], data: new Float32Array(pieces) }],
  ]);
}

/** Throws RangeError for an encoder that is no BERT. */
export const readerConfig = (encoder: Pick<Encoder, "config">): BertConfig =>
  asBert({ ...encoder.config, pooling: "mean", labels: 1 }); // neither of which is read

/** The teacher's parameters under BERT's names. */
export const readerOf = (parameters: Parameters): Parameters => companionOf(parameters, TEACHER);

/** What the teacher guesses; `parameters` are the companions' and whatever `second` reads. */
export function mixedGuesses(
  parameters: Parameters,
  config: BertConfig,
  input: MixedInput,
  second: SecondTable,
  random?: DropoutRandom,
): MixedGuesses {
  const own = readerOf(parameters);
  const { teacher, student, order } = input.reads;
  const vectors = tf.concat([embedding(own[WORD_TABLE]!, teacher), second.vectors(parameters, student)]);
  const { hiddenStates } = encode(own, config, embedding(vectors, order), input, random);
  const states = hiddenStates.at(-1)!;
  const transformed = (of: Vocabulary) => transformedStates(own, config, states, input.guesses[of].rows);
  const bias = { teacher: own[MLM_BIAS]!, student: own[STUDENT_BIAS]! };
  const ofTeacher = tf.matMul(transformed("teacher"), own[WORD_TABLE] as Tensor2D, false, true);
  const ofStudent = second.logits(parameters, transformed("student"));
  return {
    teacher: addBias(ofTeacher, bias.teacher) as Tensor2D,
    student: addBias(ofStudent, bias.student) as Tensor2D,
  };
}

/** `-Σ log softmax(logits_voc)[id] / n` over all n pieces to be guessed, each by the softmax of its own vocabulary. */
export function mixedWordLoss(logits: MixedGuesses, guesses: MixedInput["guesses"]): Scalar {
  const all = guesses.teacher.count + guesses.student.count;
  const parts = VOCABULARIES.map((of) =>
    tf.mul(sparseCrossEntropy(logits[of], guesses[of].words), guesses[of].count / all),
  );
  return tf.addN(parts) as Scalar;
}
