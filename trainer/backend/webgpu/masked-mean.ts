/**
 * `y[b] = Σ_t m[b, t] h[b, t] / max(Σ_t m[b, t], 1e-9)` and its gradient `dh[b, t] = m[b, t] dy[b] / max(Σ_t m[b, t], 1e-9)`.
 * Shapes: h `[batch * length, width]`, m `[batch, length]`, y `[batch, width]`. An invocation has a column of a text.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";

const begin = `
  let i = group * 64u + local;
  if (i >= uniforms.batch * uniforms.width) { return; }
  let text = i / uniforms.width * uniforms.length;
  let column = i % uniforms.width;
  var count = 0.0;
  for (var t = text; t < text + uniforms.length; t++) { count += m[t]; }
  let share = 1.0 / max(count, 1e-9);`;

const common = {
  uniforms: { batch: "u32", length: "u32", width: "u32" },
  workgroupSize: 64,
} as const;

const forwardProgram: Program<"h" | "m", "y", "batch" | "length" | "width"> = {
  ...common,
  name: "masked mean",
  inputs: { h: "f32", m: "f32" },
  outputs: { y: "f32" },
  main: `${begin}
  var sum = 0.0;
  for (var t = text; t < text + uniforms.length; t++) { sum += m[t] * h[t * uniforms.width + column]; }
  y[i] = sum * share;`,
};

const backwardProgram: Program<"dy" | "m", "dh", "batch" | "length" | "width"> = {
  ...common,
  name: "gradient of masked mean",
  inputs: { dy: "f32", m: "f32" },
  outputs: { dh: "f32" },
  main: `${begin}
  let slope = dy[i] * share;
  for (var t = text; t < text + uniforms.length; t++) { dh[t * uniforms.width + column] = m[t] * slope; }`,
};

export function maskedMeanForward(h: Tensor, m: Tensor): Tensor {
  const [[batch, length], width] = [m.shape, h.shape[1] as number];
  const workgroups = Math.ceil((batch * width) / 64);
  const outputs = { y: [batch, width] };
  return runProgram(forwardProgram, { inputs: { h, m }, outputs, uniforms: { batch, length, width }, workgroups }).y;
}

export function maskedMeanBackward(dy: Tensor, m: Tensor): Tensor {
  const [[batch, length], width] = [m.shape, dy.shape[1] as number];
  const workgroups = Math.ceil((batch * width) / 64);
  const outputs = { dh: [batch * length, width] };
  return runProgram(backwardProgram, { inputs: { dy, m }, outputs, uniforms: { batch, length, width }, workgroups }).dh;
}
