import { isNative } from "../backend/native.ts";
import { tf } from "../backend/tf.ts";
import { dropUnits } from "../backend/webgpu/dropout.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { philoxUniforms } from "../backend/webgpu/philox.ts";
import { DropoutRandom, dropout as dropOut } from "../nn/dropout.ts";
import type { Check, Outcome } from "./check.ts";
import { differentiate, numbers } from "./differentiate.ts";

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
];

/** One number; no multiple of the four of a counter; exactly a workgroup's; several workgroups and a bit. */
const DRAWN = [1, 1023, 1024, 5001];
const KEY = { seed: 17, step: 3, site: 5 };

const onGpu = (size: number): Float32Array => tf.tidy(() => numbers(dropUnits(tf.ones([size]), RATE, KEY)));

const expected = (size: number): Float32Array =>
  philoxUniforms(size, KEY).map((u) => (u >= Math.fround(RATE) ? 1 / (1 - RATE) : 0));
