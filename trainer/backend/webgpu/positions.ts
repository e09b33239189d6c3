/**
 * `y[b, t] = x[b, t] + table[t]` for every text b, and the table's gradient `dtable[t] = Σ_b dy[b, t]`, 0 behind the texts.
 * Shapes: x, y `[batch * length, width]`, table `[rows, width]` with rows >= length.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";

const forwardProgram: Program<"x" | "table", "y", "size" | "period"> = {
  name: "positions",
  inputs: { x: "f32", table: "f32" },
  outputs: { y: "f32" },
  uniforms: { size: "u32", period: "u32" },
  workgroupSize: 256,
  main: `
  let i = group * 256u + local;
  if (i < uniforms.size) { y[i] = x[i] + table[i % uniforms.period]; }`,
};

const backwardProgram: Program<"dy", "dTable", "size" | "period" | "tableSize"> = {
  name: "gradient of positions",
  inputs: { dy: "f32" },
  outputs: { dTable: "f32" },
  uniforms: { size: "u32", period: "u32", tableSize: "u32" },
  workgroupSize: 64,
  main: `
  let i = group * 64u + local;
  if (i >= uniforms.tableSize) { return; }
  var sum = 0.0;
  if (i < uniforms.period) {
    for (var j = i; j < uniforms.size; j += uniforms.period) { sum += dy[j]; }
  }
  dTable[i] = sum;`,
};

export function positionsForward(x: Tensor, table: Tensor, length: number): Tensor {
  return runProgram(forwardProgram, {
    inputs: { x, table },
    outputs: { y: x.shape },
    uniforms: { size: x.size, period: length * (x.shape[1] as number) },
    workgroups: Math.ceil(x.size / 256),
  }).y;
}

export function positionsBackward(dy: Tensor, rows: number, length: number): Tensor {
  const width = dy.shape[1] as number;
  return runProgram(backwardProgram, {
    inputs: { dy },
    outputs: { dTable: [rows, width] },
    uniforms: { size: dy.size, period: length * width, tableSize: rows * width },
    workgroups: Math.ceil((rows * width) / 64),
  }).dTable;
}
