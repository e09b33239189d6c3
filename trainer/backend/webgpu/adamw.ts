import type { Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";

/** The numbers of one step, the same for all parameters; `optim/adamw.ts` has the formulas. */
export interface AdamWStep {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** `1 - lr wd`, of the first `decayed` elements. */
  kept: number;
  decayed: number;
  /** `lr / (1 - b1^t)`. */
  rate: number;
  /** `1 - b2^t`. */
  correction: number;
}

/**
 * For every element, with s and whether a step is taken from `control` (`gradient-norm.ts`):
 *
 *     g <- s g        m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g²
 *     p <- kept p - rate m / (sqrt(v / correction) + eps)
 *
 * An invocation takes four.
 */
const program: Program<
  "g" | "control",
  "p" | "m" | "v",
  "size" | "decayed" | "beta1" | "rest1" | "beta2" | "rest2" | "epsilon" | "kept" | "rate" | "correction"
> = {
  name: "AdamW",
  inputs: { g: "vec4<f32>", control: "f32" },
  outputs: { p: "vec4<f32>", m: "vec4<f32>", v: "vec4<f32>" },
  uniforms: {
    size: "u32",
    decayed: "u32",
    beta1: "f32",
    rest1: "f32",
    beta2: "f32",
    rest2: "f32",
    epsilon: "f32",
    kept: "f32",
    rate: "f32",
    correction: "f32",
  },
  workgroupSize: 256,
  main: `
  let i = group * 256u + local;
  if (i >= uniforms.size || control[1] == 0.0) { return; }
  let gradient = g[i] * control[0];
  let first = m[i] * uniforms.beta1 + gradient * uniforms.rest1;
  let second = v[i] * uniforms.beta2 + gradient * gradient * uniforms.rest2;
  let update = first / (sqrt(second / uniforms.correction) + uniforms.epsilon) * uniforms.rate;
  p[i] = p[i] * select(1.0, uniforms.kept, i < uniforms.decayed) - update;
  m[i] = first;
  v[i] = second;`,
};

/** One step of all elements. Shapes: p, m, v and g `[n]`, n and `decayed` multiples of 4; control `[2]`. */
export function updateAdamW(
  { p, m, v }: Readonly<Record<"p" | "m" | "v", Tensor>>,
  g: Tensor,
  control: Tensor,
  { beta1, beta2, decayed, ...step }: AdamWStep,
): void {
  runProgram(program, {
    inputs: { g, control },
    outputs: { p, m, v },
    uniforms: {
      ...step,
      ...{ beta1, beta2, rest1: 1 - beta1, rest2: 1 - beta2 },
      ...{ size: p.size / 4, decayed: decayed / 4 },
    },
    workgroups: Math.ceil(p.size / 1024),
  });
}
