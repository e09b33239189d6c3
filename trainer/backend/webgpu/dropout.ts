import type { Tensor } from "@tensorflow/tfjs";
import { philoxWgsl, type RandomKey } from "./philox.ts";
import { type Program, runProgram } from "./run-program.ts";

/**
 * `yᵢ = xᵢ / (1 - rate)` where `uᵢ >= rate`, else 0, with u Philox's numbers under a key (`philox.ts`). The gradient is
 * the same of dy: the mask is drawn again, never kept. An invocation takes the four elements of a counter.
 */
const program: Program<"x", "y", "size" | "rate" | "scale" | "seed" | "step" | "site"> = {
  name: "dropout",
  inputs: { x: "f32" },
  outputs: { y: "f32" },
  uniforms: { size: "u32", rate: "f32", scale: "f32", seed: "u32", step: "u32", site: "u32" },
  workgroupSize: 256,
  declarations: philoxWgsl,
  main: `
  let block = group * 256u + local;
  let first = block * 4u;
  if (first >= uniforms.size) { return; }
  let u = uniforms4(block, uniforms.seed, uniforms.step, uniforms.site);
  for (var j = 0u; j < min(4u, uniforms.size - first); j++) {
    y[first + j] = select(0.0, x[first + j] * uniforms.scale, u[j] >= uniforms.rate);
  }`,
};

/** x with its units dropped at `rate`, in [0, 1), and the rest scaled. Any shape. */
export function dropUnits(x: Tensor, rate: number, key: RandomKey): Tensor {
  const { y } = runProgram(program, {
    inputs: { x },
    outputs: { y: x.shape },
    uniforms: { size: x.size, rate, scale: 1 / (1 - rate), ...key },
    workgroups: Math.ceil(x.size / 1024),
  });
  return y;
}
