/**
 * The LSTM as one TensorFlow op a direction and one for its gradients. Checked with TensorFlow 2.21: gates in the order of
 * `lstm.ts`, its `w` being `[W R]ᵀ`; `seq_len_max` is for the whole batch.
 */
import { attrs, int64Scalar, runOp } from "../backend/native.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import type { LstmGradients, LstmRun, LstmWeights } from "./lstm.ts";

const NO_PEEPHOLES = () => [attrs.bool("use_peephole", false), attrs.type("T", "FLOAT")];

export function blockLstm(x: Tensor, weights: LstmWeights, steps: number): LstmRun {
  const given = inputsOf(x, weights, steps);
  const made = runOp("BlockLSTMV2", [attrs.float("cell_clip", 0), ...NO_PEEPHOLES()], given, 7);
  const states = made.at(-1)!;
  return { states: tf.reshape(states, [x.shape[0]!, -1]), kept: made };
}

export function blockLstmGradients(
  dy: Tensor,
  x: Tensor,
  weights: LstmWeights,
  kept: Tensor[],
  steps: number,
): LstmGradients {
  const [cells, states] = [kept[1], kept.at(-1)!];
  const dStates = tf.reshape(dy, states.shape);
  const made = runOp(
    "BlockLSTMGradV2",
    NO_PEEPHOLES(),
    [...inputsOf(x, weights, steps), ...kept, tf.zerosLike(cells), dStates],
    8,
  );
  const [dx, , , dw, , , , bias] = made;
  const [input, recurrent] = tf.split(tf.transpose(dw as Tensor2D), [x.shape[1]!, weights.recurrent.shape[1]!], 1);
  return { x: tf.reshape(dx, x.shape), input, recurrent, bias };
}

function inputsOf(x: Tensor, { input, recurrent, bias }: LstmWeights, steps: number): Tensor[] {
  const batch = x.shape[0]! / steps;
  const units = recurrent.shape[1]!;
  const [first, peephole] = [tf.zeros([batch, units]), tf.zeros([units])];
  const w = tf.transpose(tf.concat([input as Tensor2D, recurrent as Tensor2D], 1));
  const sequences = tf.reshape(x, [steps, batch, x.shape[1]!]);
  return [int64Scalar(steps), sequences, first, first, w, peephole, peephole, peephole, bias];
}
