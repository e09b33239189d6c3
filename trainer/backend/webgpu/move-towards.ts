import type { Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";

/** `aᵢ <- aᵢ + share (wᵢ - aᵢ)`; an invocation takes four. */
const program: Program<"w", "a", "size" | "share"> = {
  name: "move towards",
  inputs: { w: "vec4<f32>" },
  outputs: { a: "vec4<f32>" },
  uniforms: { size: "u32", share: "f32" },
  workgroupSize: 256,
  main: `
  let i = group * 256u + local;
  if (i < uniforms.size) { a[i] += uniforms.share * (w[i] - a[i]); }`,
};

/** Moves a, in place, by `share` of the way to w. Shapes: both `[n]`, n a multiple of 4. */
export function moveTowards(a: Tensor, w: Tensor, share: number): void {
  const workgroups = Math.ceil(a.size / 1024);
  runProgram(program, { inputs: { w }, outputs: { a }, uniforms: { size: a.size / 4, share }, workgroups });
}
