import { isNative } from "../backend/native.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { dropUnits } from "../backend/webgpu/dropout.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { philoxUniforms } from "../backend/webgpu/philox.ts";
import { attention } from "../nn/attention.ts";
import { DropoutRandom, dropout as dropOut } from "../nn/dropout.ts";
import { layerNorm } from "../nn/layer-norm.ts";
import type { Check, Outcome } from "./check.ts";
import { differentiate, numbers } from "./differentiate.ts";
import { merge } from "./merge.ts";
import { seededTensors } from "./seeded-tensors.ts";

const RATE = 0.1;
const SHAPE = [80, 125];

/** Of ones, so that the value is the mask itself. */
const dropped = (): Outcome =>
  differentiate(
    () => ({ x: tf.ones(SHAPE) }),
    ({ x }) => dropOut(x, new DropoutRandom(17, 3, RATE)),
  );

export const dropout: readonly Check[] = [
  {
    // TensorFlow and a GPU draw by themselves, so masks differ from cpu's; what a mask must be does not.
    name: "dropout",
    run() {
      const { value: mask, "gradient of x": gradient } = dropped();
      const share = mask.filter((m) => m === 0).length / mask.length;
      const deviation = Math.sqrt((RATE * (1 - RATE)) / mask.length);
      return {
        "values of a mask": new Float32Array(new Set(mask)).sort(),
        "gradient less weighted mask": gradient.map((g, i) => g - Math.fround(mask[i] * Math.fround(Math.sin(i + 1)))),
        "mask drawn again, less the first": dropped().value.map((m, i) => m - mask[i]),
        "share dropped is within 4 deviations": Float32Array.of(Number(Math.abs(share - RATE) < 4 * deviation)),
      };
    },
  },
  { name: "dropout, the mask itself", applies: () => !isNative() && !isWebgpu(), run: dropped },
  {
    name: "dropout, numbers drawn on the GPU",
    applies: isWebgpu,
    run: () => Object.fromEntries(DRAWN.map((size) => [`mask of ${size}`, isWebgpu() ? onGpu(size) : expected(size)])),
  },
  { name: "dropout within LayerNorm", applies: isWebgpu, run: () => merge(WIDTHS.map((w) => [`${w}`, normalised(w)])) },
  { name: "dropout within attention", applies: isWebgpu, run: () => merge(LENGTHS.map((l) => [`${l}`, attended(l)])) },
];

/** One number; no multiple of the four of a counter; exactly a workgroup's; several workgroups and a bit. */
const DRAWN = [1, 1023, 1024, 5001];
const KEY = { seed: 17, step: 3, site: 5 };

const onGpu = (size: number): Float32Array => tf.tidy(() => numbers(dropUnits(tf.ones([size]), RATE, KEY)));

const expected = (size: number): Float32Array =>
  philoxUniforms(size, KEY).map((u) => (u >= Math.fround(RATE) ? 1 / (1 - RATE) : 0));

/** The first mask of a step, which programs draw for themselves. */
const firstMask = (shape: number[]): Tensor =>
  tf.tensor(
    philoxUniforms(tf.util.sizeFromShape(shape), { seed: 17, step: 3, site: 0 }).map((u) =>
      u >= Math.fround(RATE) ? 1 / (1 - RATE) : 0,
    ),
    shape,
  );

/** Rows that begin in the middle of a counter; rows longer than a lane's first four numbers. */
const WIDTHS = [31, 132];
const LENGTHS = [7, 70];

function normalised(width: number): Outcome {
  const draw = seededTensors(width);
  const rows = () => draw(9, width);
  return differentiate(
    () => ({ x: rows(), residual: rows(), gamma: draw(width), beta: draw(width), bias: draw(width) }),
    ({ x, residual, gamma, beta, bias }) => {
      if (isWebgpu()) return layerNorm(x, gamma, beta, 1e-12, { bias, residual, random: random() });
      const dropped = tf.mul<Tensor>(tf.add(x, bias), firstMask(x.shape));
      return layerNorm(tf.add(dropped, residual), gamma, beta, 1e-12);
    },
  );
}

function attended(length: number): Outcome {
  const [batch, heads, width] = [2, 3, 12];
  const draw = seededTensors(length);
  const rows = () => draw(batch * length, width);
  return differentiate(
    () => ({ q: rows(), k: rows(), v: rows() }),
    ({ q, k, v }) => {
      if (isWebgpu()) return attention(q, k, v, null, { batch, heads }, random()).context;
      const split = (t: Tensor) => tf.transpose(tf.reshape(t, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
      const weights = tf.softmax(tf.mul(tf.matMul(split(q), split(k), false, true), 1 / Math.sqrt(width / heads)));
      const mixed = tf.matMul(tf.mul<Tensor>(weights, firstMask(weights.shape)), split(v));
      return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * length, width]);
    },
  );
}

const random = () => new DropoutRandom(17, 3, RATE);
