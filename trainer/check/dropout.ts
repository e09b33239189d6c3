import { isNative } from "../backend/native.ts";
import { tf } from "../backend/tf.ts";
import { DropoutRandom, dropout as dropOut } from "../nn/dropout.ts";
import type { Check, Outcome } from "./check.ts";
import { differentiate } from "./differentiate.ts";

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
    // TensorFlow draws by itself, so masks differ from cpu's; what a mask must be does not.
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
  { name: "dropout, the mask itself", applies: () => !isNative(), run: dropped },
];
