/**
 * `w = drop(p)`, `p = softmax(s + bias)` over the last axis, and its gradient `ds = p (dp - Σ dp p)`, `dp = drop'(dw)`: each
 * one program. p and the mask of dropout are made again from the scores for the gradient, of which only the largest number
 * of a row and the inverse of its sum are kept.
 * Shapes: s, w `[batch, ..., length]`, bias `[batch, length]` in whatever shape, or none.
 * 16 invocations share a row, each has four columns in a row: those of one Philox counter where 4 divides the length.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { laneWgsl } from "./lane-sums.ts";
import type { Dropping } from "./layer-norm.ts";
import { keptWgsl } from "./philox.ts";
import { type Program, runProgram } from "./run-program.ts";

const [LANES, SLOTS] = [16, 8];
const SIZE = LANES * SLOTS;

const eachColumn = (body: string) => `
    for (var first = lane * 4u; first < uniforms.length; first += ${LANES * 4}u) {
      for (var column = first; column < min(first + 4u, uniforms.length); column++) {${body}
      }
    }`;

const UNIFORMS = { rows: "u32", length: "u32", rowsPerText: "u32" } as const;
const DROPPING = { rate: "f32", scale: "f32", seed: "u32", step: "u32", site: "u32" } as const;

const declarations = (bias: boolean, dropping: boolean) => `${laneWgsl(SIZE, LANES)}
fn score(row: u32, column: u32) -> f32 {
  return scores[row * uniforms.length + column]${bias ? " + bias[row / uniforms.rowsPerText * uniforms.length + column]" : ""};
}
${dropping ? keptWgsl : "fn kept(element: u32) -> f32 { return 1.0; }"}`;

const nameOf = (name: string, bias: boolean, dropping: boolean) =>
  `${name}${bias ? ", masked" : ""}${dropping ? ", dropout" : ""}`;

const place = `
    let lane = local % ${LANES}u;
    let wanted = group * ${SLOTS}u + local / ${LANES}u;
    let exists = wanted < uniforms.rows;
    let row = select(0u, wanted, exists);`;

const forwardProgram = (bias: boolean, dropping: boolean): Program<string, "weights" | "largest" | "inverse"> => ({
  name: nameOf("softmax", bias, dropping),
  inputs: { scores: "f32", ...(bias && { bias: "f32" }) },
  outputs: { weights: "f32", largest: "f32", inverse: "f32" },
  uniforms: { ...UNIFORMS, ...(dropping && DROPPING) },
  workgroupSize: SIZE,
  declarations: declarations(bias, dropping),
  main: `${place}
    var most = -3.0e38;${eachColumn(`
        most = max(most, score(row, column));`)}
    most = laneMax(local, most);
    var sum = 0.0;${eachColumn(`
        sum += exp(score(row, column) - most);`)}
    let scale = 1.0 / laneSum(local, sum);
    if (!exists) { return; }
    if (lane == 0u) { largest[row] = most; inverse[row] = scale; }${eachColumn(`
        let i = row * uniforms.length + column;
        weights[i] = exp(score(row, column) - most) * scale * kept(i);`)}`,
});

const backwardProgram = (bias: boolean, dropping: boolean): Program => ({
  name: nameOf("gradient of softmax", bias, dropping),
  inputs: { dy: "f32", scores: "f32", ...(bias && { bias: "f32" }), largest: "f32", inverse: "f32" },
  outputs: { dx: "f32" },
  uniforms: { ...UNIFORMS, ...(dropping && DROPPING) },
  workgroupSize: SIZE,
  declarations: declarations(bias, dropping),
  main: `${place}
    let most = largest[row];
    let scale = inverse[row];
    var sum = 0.0;${eachColumn(`
        let i = row * uniforms.length + column;
        sum += dy[i] * kept(i) * exp(score(row, column) - most) * scale;`)}
    let along = laneSum(local, sum);
    if (!exists) { return; }${eachColumn(`
        let i = row * uniforms.length + column;
        dx[i] = exp(score(row, column) - most) * scale * (dy[i] * kept(i) - along);`)}`,
});

function uniformsOf(scores: Tensor, dropping: Dropping | undefined) {
  const length = scores.shape.at(-1) as number;
  const rows = scores.size / length;
  const random = dropping && { rate: dropping.rate, scale: 1 / (1 - dropping.rate), ...dropping.key };
  return { rows, length, rowsPerText: rows / scores.shape[0], ...random };
}

export interface RowConstants {
  largest: Tensor;
  inverse: Tensor;
}

export function maskedSoftmaxForward(
  scores: Tensor,
  bias: Tensor | null,
  dropping?: Dropping,
): { weights: Tensor } & RowConstants {
  const uniforms = uniformsOf(scores, dropping);
  return runProgram(forwardProgram(bias !== null, dropping !== undefined), {
    inputs: { scores, ...(bias && { bias }) },
    outputs: { weights: scores.shape, largest: [uniforms.rows], inverse: [uniforms.rows] },
    uniforms,
    workgroups: Math.ceil(uniforms.rows / SLOTS),
  });
}

export function maskedSoftmaxBackward(
  dy: Tensor,
  scores: Tensor,
  { largest, inverse }: RowConstants,
  bias: Tensor | null,
  dropping?: Dropping,
): Tensor {
  const uniforms = uniformsOf(scores, dropping);
  return runProgram(backwardProgram(bias !== null, dropping !== undefined), {
    inputs: { dy, scores, ...(bias && { bias }), largest, inverse },
    outputs: { dx: scores.shape },
    uniforms,
    workgroups: Math.ceil(uniforms.rows / SLOTS),
  }).dx;
}
