/**
 * One direction of an LSTM layer. Source: Hochreiter and Schmidhuber 1997 with forget gates (Gers et al. 2000), as PyTorch has it:
 *
 *     i, f, o = σ(W x_t + R h_(t-1) + b)     g = tanh(W x_t + R h_(t-1) + b)
 *     c_t = f ∘ c_(t-1) + i ∘ g              h_t = o ∘ tanh(c_t)
 *
 * with h and c zero before the first step. Blocks of W, R and b lie in the order i, f, g, o, PyTorch's and that of TensorFlow's
 * BlockLSTMV2; ONNX has i, o, f, c. One bias: the second of both libraries only adds to it.
 */
import { isNative } from "../backend/native.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { differentiable } from "./differentiable.ts";
import { blockLstm, blockLstmGradients } from "./native-lstm.ts";

/** Of one direction. `E` wide inputs, `H` units. */
export interface LstmWeights {
  /** W `[4 H, E]` */
  input: Tensor;
  /** R `[4 H, H]` */
  recurrent: Tensor;
  /** b `[4 H]` */
  bias: Tensor;
}

/** What gradients are wanted of, by name. */
export type LstmGradients = Record<"x" | keyof LstmWeights, Tensor>;

/**
 * The states of `steps` steps. Shapes: x `[steps * batch, E]`, first all texts' first step -> `[steps * batch, H]`. Nothing is masked:
 * padding behind a text is read last and changes nothing before it.
 */
export function lstm(x: Tensor, { input, recurrent, bias }: LstmWeights, steps: number): Tensor2D {
  const run = isNative() ? blockLstm : stepByStep;
  const back = isNative() ? blockLstmGradients : gradientsStepByStep;
  return differentiable(
    { x, input, recurrent, bias },
    (save) => {
      const { states, kept } = run(x, { input, recurrent, bias }, steps);
      save([x, input, recurrent, bias, ...kept]);
      return states as Tensor2D;
    },
    (dy: Tensor2D, [x, input, recurrent, bias, ...kept]) => {
      const made = back(dy, x, { input, recurrent, bias }, kept, steps); // one op, or one way back, makes all of them
      return { x: () => made.x, input: () => made.input, recurrent: () => made.recurrent, bias: () => made.bias };
    },
  );
}

/** States, and what the gradients need of the way there. */
export interface LstmRun {
  states: Tensor;
  kept: Tensor[];
}

/** In operations that every backend has: the inputs' part of all steps is one product, the states' part one a step. */
function stepByStep(x: Tensor, { input, recurrent, bias }: LstmWeights, steps: number): LstmRun {
  const batch = x.shape[0]! / steps;
  const units = recurrent.shape[1]!;
  const driven = tf.add(tf.matMul(x as Tensor2D, input as Tensor2D, false, true), bias);
  const gates: Tensor[] = [];
  const cells: Tensor[] = [];
  const states: Tensor[] = [];
  for (let t = 0; t < steps; t++) {
    let sum = tf.slice(driven, [t * batch, 0], [batch, 4 * units]);
    if (t > 0) sum = tf.add(sum, tf.matMul(states[t - 1] as Tensor2D, recurrent as Tensor2D, false, true));
    const [i, f, g, o] = tf.split(sum, 4, 1);
    const [inward, forget, outward] = [tf.sigmoid(i), tf.sigmoid(f), tf.sigmoid(o)];
    const candidate = tf.tanh(g);
    const entered = tf.mul(inward, candidate);
    const cell = t === 0 ? entered : tf.add(tf.mul(forget, cells[t - 1]), entered);
    gates.push(tf.concat([inward, forget, candidate, outward], 1));
    cells.push(cell);
    states.push(tf.mul(outward, tf.tanh(cell)));
  }
  const all = tf.concat(states, 0);
  return { states: all, kept: [tf.concat(gates, 0), tf.concat(cells, 0), all] };
}

/**
 * Back through time, the gradient at what a gate's function is applied to first: with it, all else is one product over all
 * steps: `dx = dG W`, `dW = dGᵀ x`, `dR = dGᵀ h_(t-1)`, `db = Σ dG`.
 */
function gradientsStepByStep(
  dy: Tensor,
  x: Tensor,
  { input, recurrent }: LstmWeights,
  [gates, cells, states]: Tensor[],
  steps: number,
): LstmGradients {
  const batch = x.shape[0]! / steps;
  const units = recurrent.shape[1]!;
  const at = (t: Tensor, step: number) => tf.slice(t, [step * batch, 0], [batch, t.shape[1]!]);
  const slopes: Tensor[] = [];
  let dState: Tensor | undefined;
  let dCell: Tensor | undefined;
  for (let t = steps - 1; t >= 0; t--) {
    const [i, f, g, o] = tf.split(at(gates, t), 4, 1);
    const bent = tf.tanh(at(cells, t));
    const dh: Tensor = dState === undefined ? at(dy, t) : tf.add(at(dy, t), dState);
    const through: Tensor = tf.mul(tf.mul(dh, o), tf.sub(1, tf.square(bent)));
    const dc: Tensor = dCell === undefined ? through : tf.add(through, dCell);
    const before = t === 0 ? tf.zeros([batch, units]) : at(cells, t - 1);
    const slope: Tensor = tf.concat(
      [
        tf.mul(tf.mul(dc, g), ofSigmoid(i)),
        tf.mul(tf.mul(dc, before), ofSigmoid(f)),
        tf.mul(tf.mul(dc, i), tf.sub(1, tf.square(g))),
        tf.mul(tf.mul(dh, bent), ofSigmoid(o)),
      ],
      1,
    );
    slopes.unshift(slope);
    dState = tf.matMul(slope as Tensor2D, recurrent as Tensor2D);
    dCell = tf.mul(dc, f);
  }
  const dGates = tf.concat(slopes, 0) as Tensor2D;
  const previous = tf.concat([tf.zeros([batch, units]), tf.slice(states, [0, 0], [(steps - 1) * batch, units])], 0);
  return {
    x: tf.matMul(dGates, input as Tensor2D),
    input: tf.matMul(dGates, x as Tensor2D, true),
    recurrent: tf.matMul(dGates, previous as Tensor2D, true),
    bias: tf.sum(dGates, 0),
  };
}

/** σ' by its value. */
const ofSigmoid = (value: Tensor): Tensor => tf.mul(value, tf.sub(1, value));
