/**
 * Bias and GELU in one program: `y = u Φ(u)`, `u = x + bias`, `Φ(u) = erfc(-u / √2) / 2`; and their gradients in two,
 * `dx = dy (Φ(u) + u φ(u))`, `dbias = Σ dx` over the rows. Shapes: x, y `[rows, columns]`, bias `[columns]` or none.
 *
 * WGSL has no erf. erfc is the rational Chebyshev fit of Press et al., Numerical Recipes in C, 2nd ed., section 6.2
 * (`erfcc`): off by less than 1.2e-7 of its value everywhere, tails included.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { columnSums } from "./column-sums.ts";
import { type Program, runProgram } from "./run-program.ts";

/** `normalCdf(u)` is Φ(u). */
export const normalCdfWgsl = `
fn normalCdf(u: f32) -> f32 {
  let z = abs(u) * ${Math.SQRT1_2};
  let t = 1.0 / (1.0 + 0.5 * z);
  let p = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806 + t * (0.27886807 +
    t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  let half = 0.5 * t * exp(p - z * z);
  return select(1.0 - half, half, u < 0.0);
}
`;

const forwardProgram = (bias: boolean): Program => ({
  name: bias ? "bias and GELU" : "GELU",
  inputs: { x: "f32", ...(bias && { bias: "f32" }) },
  outputs: { y: "f32" },
  uniforms: { size: "u32", columns: "u32" },
  workgroupSize: 256,
  declarations: normalCdfWgsl,
  main: `
  for (var j = 0u; j < 4u; j++) {
    let i = group * 1024u + j * 256u + local;
    if (i < uniforms.size) {
      let u = x[i]${bias ? " + bias[i % uniforms.columns]" : ""};
      y[i] = u * normalCdf(u);
    }
  }`,
});

/** A workgroup has 16 columns of `chunk` rows; the sums of a chunk are a row of `sums`. */
const [COLUMNS, LANES, CHUNK] = [16, 16, 64];

const backwardProgram = (bias: boolean): Program => ({
  name: bias ? "gradients of bias and GELU" : "gradient of GELU",
  inputs: { dy: "f32", x: "f32", ...(bias && { bias: "f32" }) },
  outputs: { dx: "f32", ...(bias && { sums: "f32" }) },
  uniforms: { rows: "u32", columns: "u32", chunk: "u32" },
  workgroupSize: COLUMNS * LANES,
  declarations: `${normalCdfWgsl}
var<workgroup> lanes: array<f32, ${COLUMNS * LANES}>;`,
  main: `
  let groups = (uniforms.columns + ${COLUMNS - 1}u) / ${COLUMNS}u;
  let block = group / groups;
  if (block * uniforms.chunk >= uniforms.rows) { return; }
  let lane = local / ${COLUMNS}u;
  let column = group % groups * ${COLUMNS}u + local % ${COLUMNS}u;
  let last = min((block + 1u) * uniforms.chunk, uniforms.rows);
  var sum = 0.0;
  if (column < uniforms.columns) {
    for (var row = block * uniforms.chunk + lane; row < last; row += ${LANES}u) {
      let i = row * uniforms.columns + column;
      let u = x[i]${bias ? " + bias[column]" : ""};
      let slope = dy[i] * (normalCdf(u) + u * ${1 / Math.sqrt(2 * Math.PI)} * exp(-0.5 * u * u));
      dx[i] = slope;
      sum += slope;
    }
  }
  ${
    bias
      ? `lanes[local] = sum;
  workgroupBarrier();
  for (var step = ${LANES / 2}u; step > 0u; step /= 2u) {
    if (lane < step) { lanes[local] += lanes[local + step * ${COLUMNS}u]; }
    workgroupBarrier();
  }
  if (lane == 0u && column < uniforms.columns) { sums[block * uniforms.columns + column] = lanes[local]; }`
      : ""
  }`,
});

/** Any shape of x; a bias is as long as its last axis. */
export function geluForward(x: Tensor, bias?: Tensor): Tensor {
  return runProgram(forwardProgram(bias !== undefined), {
    inputs: { x, ...(bias && { bias }) },
    outputs: { y: x.shape },
    uniforms: { size: x.size, columns: x.shape.at(-1) ?? 1 },
    workgroups: Math.ceil(x.size / 1024),
  }).y;
}

export function geluBackward(dy: Tensor, x: Tensor, bias?: Tensor): { dx: Tensor; dBias?: Tensor } {
  const columns = x.shape.at(-1) ?? 1;
  const rows = x.size / columns;
  const chunks = Math.ceil(rows / CHUNK);
  const { dx, sums } = runProgram(backwardProgram(bias !== undefined), {
    inputs: { dy, x, ...(bias && { bias }) },
    outputs: { dx: x.shape, ...(bias && { sums: [chunks, columns] }) },
    uniforms: { rows, columns, chunk: CHUNK },
    workgroups: Math.ceil(columns / COLUMNS) * chunks,
  });
  if (bias === undefined) return { dx };
  const [dBias] = columnSums([sums]);
  sums.dispose();
  return { dx, dBias };
}
