/**
 * LayerNorm of a sublayer's output in one program, and all its gradients in two.
 *
 *     s = drop(x + bias) + residual        bias, dropout and residual each where there is one
 *     y = γ ŷ + β,  ŷ = (s - mean(s)) / σ,  σ = sqrt(var(s) + eps)      over the last axis, biased variance
 *
 *     ds = (γ dy - mean(γ dy) - ŷ mean(γ dy ŷ)) / σ        dresidual = ds,  dx = drop'(ds)
 *     dγ = Σ dy ŷ,  dβ = Σ dy,  dbias = Σ dx               over the rows
 *
 * Shapes: x, residual, y, ŷ `[rows, width]`, 1/σ `[rows]`, γ, β, bias `[width]`. Source: Ba et al., arXiv 1607.06450.
 * 32 invocations share a row, each has four columns in a row, which are those of one Philox counter where 4 divides the
 * width. The mask of dropout is drawn again for the gradient (`philox.ts`).
 */
import type { Tensor } from "@tensorflow/tfjs";
import { columnSumsOfParts } from "./column-sums.ts";
import { laneWgsl } from "./lane-sums.ts";
import { keptWgsl, type RandomKey } from "./philox.ts";
import { type Program, runProgram } from "./run-program.ts";

/** Dropout at a rate in (0, 1). */
export interface Dropping {
  rate: number;
  key: RandomKey;
}

/** What happens before the normalisation. */
export interface Before {
  bias?: Tensor;
  residual?: Tensor;
  dropping?: Dropping;
}

interface Variant {
  width: number;
  bias: boolean;
  residual: boolean;
  dropping: boolean;
}

const LANES = 32;
const SLOTS = 4;
const SIZE = LANES * SLOTS;

const DROPPING = { rate: "f32", scale: "f32", seed: "u32", step: "u32", site: "u32" } as const;
const droppingUniforms = (dropping: Dropping | undefined) =>
  dropping && { rate: dropping.rate, scale: 1 / (1 - dropping.rate), ...dropping.key };

/** `name` says which variant, as constants of the text belong to a program's name. */
const nameOf = (name: string, { width, bias, residual, dropping }: Variant) =>
  `${name} ${width}${bias ? ", bias" : ""}${residual ? ", residual" : ""}${dropping ? ", dropout" : ""}`;

/** Runs `body` for each column of the lane: `q`, `j` are its places in a lane's own array, `column` the column. */
const eachColumn = (width: number, body: string) => `
    for (var q = 0u; q < ${quads(width)}u; q++) {
      for (var j = 0u; j < 4u; j++) {
        let column = (q * ${LANES}u + lane) * 4u + j;
        if (column < ${width}u) {${body}
        }
      }
    }`;

/** Groups of four columns that a lane has. */
const quads = (width: number) => Math.ceil(width / (4 * LANES));

const keeping = ({ dropping }: Variant) => (dropping ? keptWgsl : "");

function forwardProgram(variant: Variant): Program {
  const { width, bias, residual, dropping } = variant;
  return {
    name: nameOf("LayerNorm", variant),
    inputs: {
      x: "f32",
      ...(bias && { bias: "f32" }),
      ...(residual && { residual: "f32" }),
      gamma: "f32",
      beta: "f32",
    },
    outputs: { y: "f32", normalised: "f32", inverse: "f32" },
    uniforms: { rows: "u32", eps: "f32", ...(dropping && DROPPING) },
    workgroupSize: SIZE,
    declarations: laneWgsl(SIZE, LANES) + keeping(variant),
    main: `
    let lane = local % ${LANES}u;
    let row = group * ${SLOTS}u + local / ${LANES}u;
    let exists = row < uniforms.rows;
    let start = select(0u, row, exists) * ${width}u;
    var s: array<vec4<f32>, ${quads(width)}>;
    var sum = 0.0;${eachColumn(
      width,
      `
          var value = x[start + column]${bias ? " + bias[column]" : ""};
          ${dropping ? "value *= kept(start + column);" : ""}
          ${residual ? "value += residual[start + column];" : ""}
          s[q][j] = value;
          sum += value;`,
    )}
    let mean = laneSum(local, sum) / ${width}.0;
    var squares = 0.0;${eachColumn(
      width,
      `
          let centred = s[q][j] - mean;
          s[q][j] = centred;
          squares += centred * centred;`,
    )}
    let scale = inverseSqrt(laneSum(local, squares) / ${width}.0 + uniforms.eps);
    if (!exists) { return; }
    if (lane == 0u) { inverse[row] = scale; }${eachColumn(
      width,
      `
          let unit = s[q][j] * scale;
          normalised[start + column] = unit;
          y[start + column] = unit * gamma[column] + beta[column];`,
    )}`,
  };
}

/** A workgroup goes through `perSlot` rows in each of its four slots; what a slot sums of its rows is a row of `sums`. */
function backwardProgram(variant: Variant): Program {
  const { width, bias, dropping } = variant;
  const parts = bias ? 3 : 2;
  return {
    name: nameOf("LayerNorm's gradients", variant),
    inputs: { dy: "f32", normalised: "f32", inverse: "f32", gamma: "f32" },
    outputs: { ds: "f32", ...(dropping && { dx: "f32" }), sums: "f32" },
    uniforms: { rows: "u32", perSlot: "u32", slots: "u32", ...(dropping && DROPPING) },
    workgroupSize: SIZE,
    declarations: laneWgsl(SIZE, LANES) + keeping(variant),
    main: `
    let lane = local % ${LANES}u;
    let slot = group * ${SLOTS}u + local / ${LANES}u;
    var ofGamma: array<vec4<f32>, ${quads(width)}>;
    var ofBeta: array<vec4<f32>, ${quads(width)}>;
    ${bias ? `var ofBias: array<vec4<f32>, ${quads(width)}>;` : ""}
    for (var i = 0u; i < uniforms.perSlot; i++) {
      let row = slot * uniforms.perSlot + i;
      let exists = row < uniforms.rows;
      let start = select(0u, row, exists) * ${width}u;
      var sum = 0.0;
      var along = 0.0;${eachColumn(
        width,
        `
          let slope = dy[start + column] * gamma[column];
          sum += slope;
          along += slope * normalised[start + column];`,
      )}
      let mean = laneSum(local, sum) / ${width}.0;
      let meanAlong = laneSum(local, along) / ${width}.0;
      if (exists) {
        let scale = inverse[row];${eachColumn(
          width,
          `
          let given = dy[start + column];
          let unit = normalised[start + column];
          let slope = (given * gamma[column] - mean - unit * meanAlong) * scale;
          ds[start + column] = slope;
          ${dropping ? "let dropped = slope * kept(start + column);\n          dx[start + column] = dropped;" : ""}
          ofGamma[q][j] += given * unit;
          ofBeta[q][j] += given;
          ${bias ? `ofBias[q][j] += ${dropping ? "dropped" : "slope"};` : ""}`,
        )}
      }
    }
    if (slot >= uniforms.slots) { return; }
    let to = slot * ${parts * width}u;${eachColumn(
      width,
      `
          sums[to + column] = ofGamma[q][j];
          sums[to + ${width}u + column] = ofBeta[q][j];
          ${bias ? `sums[to + ${2 * width}u + column] = ofBias[q][j];` : ""}`,
    )}`,
  };
}

const variantOf = (x: Tensor, { bias, residual, dropping }: Before): Variant => ({
  width: x.shape[1] as number,
  bias: bias !== undefined,
  residual: residual !== undefined,
  dropping: dropping !== undefined,
});

/** y, and what the gradients need. */
export function layerNormForward(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  eps: number,
  before: Before = {},
): { y: Tensor; normalised: Tensor; inverse: Tensor } {
  const { bias, residual, dropping } = before;
  const [rows, width] = x.shape as [number, number];
  return runProgram(forwardProgram(variantOf(x, before)), {
    inputs: { x, ...(bias && { bias }), ...(residual && { residual }), gamma, beta },
    outputs: { y: [rows, width], normalised: [rows, width], inverse: [rows] },
    uniforms: { rows, eps, ...droppingUniforms(dropping) },
    workgroups: Math.ceil(rows / SLOTS),
  }) as { y: Tensor; normalised: Tensor; inverse: Tensor };
}

/** Rows that a slot goes through at least, and slots at most: their sums are summed by one program. */
const [ROWS_A_SLOT, MOST_SLOTS] = [8, 512];

/** ds, dx (ds itself without dropout), dγ, dβ and, where there is a bias, dbias. */
export function layerNormBackward(
  dy: Tensor,
  saved: { normalised: Tensor; inverse: Tensor },
  gamma: Tensor,
  before: Before = {},
): { ds: Tensor; dx: Tensor; dGamma: Tensor; dBeta: Tensor; dBias?: Tensor } {
  const variant = variantOf(dy, before);
  const [rows, width] = dy.shape as [number, number];
  const perSlot = Math.max(ROWS_A_SLOT, Math.ceil(rows / MOST_SLOTS));
  const slots = Math.ceil(rows / perSlot);
  const parts = variant.bias ? 3 : 2;
  const { ds, dx, sums } = runProgram(backwardProgram(variant), {
    inputs: { dy, ...saved, gamma },
    outputs: {
      ds: [rows, width],
      ...(variant.dropping && { dx: [rows, width] }),
      sums: [slots, parts * width],
    },
    uniforms: { rows, perSlot, slots, ...droppingUniforms(before.dropping) },
    workgroups: Math.ceil(slots / SLOTS),
  });
  const [dGamma, dBeta, dBias] = columnSumsOfParts(sums, parts);
  sums.dispose();
  return { ds, dx: dx ?? ds, dGamma, dBeta, dBias };
}
