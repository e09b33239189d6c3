import { kroneckerEmbedding } from "../nn/kronecker-embedding.ts";
import { kroneckerMatMul } from "../nn/kronecker-matmul.ts";
import { lowRankMatMul } from "../nn/low-rank-matmul.ts";
import type { Check } from "./check.ts";
import { differentiate } from "./differentiate.ts";
import { repeatedIds } from "./layers.ts";
import { seededTensors } from "./seeded-tensors.ts";

type Size = readonly [number, number];

function kronecker(name: string, a: Size, b: Size, terms: number): Check {
  return {
    name: `Kronecker product, ${name}`,
    run() {
      const draw = seededTensors(a[0] + b[1] + terms);
      const factors = Array.from({ length: terms }, (_, i) => i);
      return differentiate(
        () => ({
          x: draw(7, a[1] * b[1]),
          ...Object.fromEntries(
            factors.flatMap((i) => [
              [`a${i}`, draw(...a)],
              [`b${i}`, draw(...b)],
            ]),
          ),
        }),
        (inputs: Record<string, ReturnType<typeof draw>>) =>
          kroneckerMatMul(
            inputs.x,
            factors.map((i) => ({ a: inputs[`a${i}`], b: inputs[`b${i}`] })),
          ),
      );
    },
  };
}

export const factoredMatrices: readonly Check[] = [
  kronecker("small A first", [2, 16], [12, 8], 1),
  kronecker("small A second, 3 terms", [16, 2], [8, 12], 3),
  kronecker("large A first", [18, 24], [2, 2], 2),
  kronecker("large A second, 3 terms", [24, 18], [2, 4], 3),
  {
    name: "Kronecker word table",
    run() {
      const draw = seededTensors(8);
      return differentiate(
        () => ({ a: draw(12, 6), b: draw(1, 4) }),
        ({ a, b }) => kroneckerEmbedding(a, b, repeatedIds()),
      );
    },
  },
  {
    name: "low-rank product",
    run() {
      const draw = seededTensors(9);
      return differentiate(
        () => ({ x: draw(18, 24), u: draw(32, 5), v: draw(5, 24) }),
        ({ x, u, v }) => lowRankMatMul(x, u, v),
      );
    },
  },
];
