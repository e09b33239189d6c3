import type { Scalar, Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";

/** `y = factor Σ x` of a few thousand numbers, in one workgroup and a fixed order. */
const program: Program<"x", "y", "size" | "factor"> = {
  name: "total",
  inputs: { x: "f32" },
  outputs: { y: "f32" },
  uniforms: { size: "u32", factor: "f32" },
  workgroupSize: 256,
  declarations: "var<workgroup> sums: array<f32, 256>;",
  main: `
  if (group > 0u) { return; }
  var sum = 0.0;
  for (var i = local; i < uniforms.size; i += 256u) { sum += x[i]; }
  sums[local] = sum;
  workgroupBarrier();
  for (var step = 128u; step > 0u; step /= 2u) {
    if (local < step) { sums[local] += sums[local + step]; }
    workgroupBarrier();
  }
  if (local == 0u) { y[0] = uniforms.factor * sums[0]; }`,
};

export function total(x: Tensor, factor = 1): Scalar {
  const { y } = runProgram(program, {
    inputs: { x },
    outputs: { y: [] },
    uniforms: { size: x.size, factor },
    workgroups: 1,
  });
  return y as Scalar;
}
