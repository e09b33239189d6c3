/**
 * Cross-entropies of softmax, their value for each row and their gradient in the logits in one program:
 *
 *     labels:  lossᵣ = log Σ_c e^s_c - s_label                        slope = (softmax(s) - one-hot(label)) / rows
 *     soft:    lossᵣ = T² KL(softmax(t / T) ‖ softmax(s / T))         slope = T (softmax(s / T) - softmax(t / T)) / rows
 *
 * Shapes: s, t, slope `[rows, classes]`, labels int32 `[rows]`, loss `[rows]`. A workgroup has a row.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { laneWgsl } from "./lane-sums.ts";
import { type Program, runProgram } from "./run-program.ts";

const SIZE = 128;

const eachClass = (body: string) => `
  for (var c = local; c < uniforms.classes; c += ${SIZE}u) {${body}
  }`;

/** The largest number of a row over T, and the logarithm of the sum of exponentials beyond it. */
const constants = (x: string) => `
  var ${x}Most = -3.0e38;${eachClass(`
    ${x}Most = max(${x}Most, ${x}[start + c] * uniforms.inverse);`)}
  ${x}Most = laneMax(local, ${x}Most);
  var ${x}Sum = 0.0;${eachClass(`
    ${x}Sum += exp(${x}[start + c] * uniforms.inverse - ${x}Most);`)}
  let ${x}Log = log(laneSum(local, ${x}Sum));`;

const begin = `
  if (group >= uniforms.rows) { return; }
  let start = group * uniforms.classes;`;

const labelProgram: Program<"s" | "labels", "loss" | "slope", "rows" | "classes" | "inverse"> = {
  name: "cross-entropy with labels",
  inputs: { s: "f32", labels: "i32" },
  outputs: { loss: "f32", slope: "f32" },
  uniforms: { rows: "u32", classes: "u32", inverse: "f32" },
  workgroupSize: SIZE,
  declarations: laneWgsl(SIZE, SIZE),
  main: `${begin}${constants("s")}
  let label = u32(labels[group]);
  let share = 1.0 / f32(uniforms.rows);${eachClass(`
    let p = exp(s[start + c] - sMost - sLog);
    slope[start + c] = (p - select(0.0, 1.0, c == label)) * share;`)}
  if (local == 0u) { loss[group] = sLog + sMost - s[start + label]; }`,
};

const softProgram: Program<"s" | "t", "loss" | "slope", "rows" | "classes" | "inverse" | "temperature"> = {
  name: "KL of softmax",
  inputs: { s: "f32", t: "f32" },
  outputs: { loss: "f32", slope: "f32" },
  uniforms: { rows: "u32", classes: "u32", inverse: "f32", temperature: "f32" },
  workgroupSize: SIZE,
  declarations: laneWgsl(SIZE, SIZE),
  main: `${begin}${constants("s")}${constants("t")}
  let share = uniforms.temperature / f32(uniforms.rows);
  var sum = 0.0;${eachClass(`
    let logS = s[start + c] * uniforms.inverse - sMost - sLog;
    let logT = t[start + c] * uniforms.inverse - tMost - tLog;
    sum += exp(logT) * (logT - logS);
    slope[start + c] = (exp(logS) - exp(logT)) * share;`)}
  let divergence = laneSum(local, sum);
  if (local == 0u) { loss[group] = uniforms.temperature * uniforms.temperature * divergence; }`,
};

export interface RowLosses {
  loss: Tensor;
  slope: Tensor;
}

export function labelLosses(s: Tensor, labels: Tensor): RowLosses {
  const [rows, classes] = s.shape as [number, number];
  return runProgram(labelProgram, {
    inputs: { s, labels },
    outputs: { loss: [rows], slope: [rows, classes] },
    uniforms: { rows, classes, inverse: 1 },
    workgroups: rows,
  });
}

export function softLosses(s: Tensor, t: Tensor, temperature: number): RowLosses {
  const [rows, classes] = s.shape as [number, number];
  return runProgram(softProgram, {
    inputs: { s, t },
    outputs: { loss: [rows], slope: [rows, classes] },
    uniforms: { rows, classes, inverse: 1 / temperature, temperature },
    workgroups: rows,
  });
}
