/**
 * The global norm of gradients, `sqrt(Σ g²)`, and what a step does with it, without JavaScript seeing it.
 *
 * Every sum has a fixed order, so that two runs agree to the last bit. Whether all is finite is read off the bits of the
 * gradients: WGSL lets a compiler assume that no number is NaN or infinite.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";

/** Elements that a workgroup adds up: a word table of 30,522 x 384 keeps 180 busy. */
const PARTIAL_LENGTH = 65_536;

/** What `partialSums` leaves of so many elements. */
export const partialCount = (size: number): number => Math.ceil(size / PARTIAL_LENGTH);

/** The sum of what a workgroup's 256 invocations bring, known to the first; in two stages, as a driver in software pays for each barrier. */
const sumOfAll = `
var<workgroup> brought: array<vec2<f32>, 256>;
fn sumOfAll(local: u32, mine: vec2<f32>) -> vec2<f32> {
  brought[local] = mine;
  workgroupBarrier();
  var sum = vec2<f32>(0.0);
  if (local < 16u) {
    for (var i = 0u; i < 16u; i++) { sum += brought[local * 16u + i]; }
  }
  workgroupBarrier();
  if (local < 16u) { brought[local] = sum; }
  workgroupBarrier();
  sum = vec2<f32>(0.0);
  if (local == 0u) {
    for (var i = 0u; i < 16u; i++) { sum += brought[i]; }
  }
  return sum;
}`;

/** Exponent bits that are all 1: infinite, or no number. */
const isBad = `
fn isBad(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) == 0x7f800000u; }`;

const partials: Program<"g", "sums", "size" | "first"> = {
  name: "gradient norm: partial sums",
  inputs: { g: "vec4<f32>" },
  outputs: { sums: "vec2<f32>" },
  uniforms: { size: "u32", first: "u32" },
  workgroupSize: 256,
  declarations: sumOfAll,
  main: `
  let begin = group * ${PARTIAL_LENGTH / 4}u;
  if (begin >= uniforms.size) { return; }
  var sum = vec2<f32>(0.0);
  for (var i = begin + local; i < min(begin + ${PARTIAL_LENGTH / 4}u, uniforms.size); i += 256u) {
    let x = g[i];
    sum.x += dot(x, x);
    if (any((bitcast<vec4<u32>>(x) & vec4<u32>(0x7f800000u)) == vec4<u32>(0x7f800000u))) { sum.y += 1.0; }
  }
  let total = sumOfAll(local, sum);
  if (local == 0u) { sums[uniforms.first + group] = total; }`,
};

/**
 * Writes the sums of squares of g's pieces of 65,536, and how many of their quadruples are not finite, into `sums`, from
 * pair `first` on. Shapes: g `[n]`, n a multiple of 4, sums `[pairs, 2]`.
 */
export function partialSums(g: Tensor, sums: Tensor, first: number): void {
  const workgroups = partialCount(g.size);
  runProgram(partials, { inputs: { g }, outputs: { sums }, uniforms: { size: g.size / 4, first }, workgroups });
}

const whole: Program<"sums", "norm" | "control", "count" | "limit" | "afresh"> = {
  name: "gradient norm",
  inputs: { sums: "vec2<f32>" },
  outputs: { norm: "f32", control: "f32" },
  uniforms: { count: "u32", limit: "f32", afresh: "u32" },
  workgroupSize: 256,
  declarations: sumOfAll + isBad,
  main: `
  var sum = vec2<f32>(0.0);
  for (var i = local; i < uniforms.count; i += 256u) { sum += sums[i]; }
  let total = sumOfAll(local, sum);
  if (local != 0u) { return; }
  let length = sqrt(total.x);
  let bad = total.y > 0.0 || isBad(total.x);
  norm[0] = select(length, -1.0, bad);
  // PyTorch's clip_grad_norm_ adds 1e-6, so that the clipped norm is a hair under the limit.
  control[0] = select(1.0, uniforms.limit / (length + 1e-6), length + 1e-6 > uniforms.limit);
  control[1] = select(0.0, 1.0, !bad && (uniforms.afresh == 1u || control[1] == 1.0));`,
};

/** The largest float32: what stands for no limit. */
const NO_LIMIT = 3.4028234663852886e38;

/**
 * The norm, a new scalar, -1 where a gradient or the sum is not finite; and `control`, `[2]`: by what a step multiplies
 * gradients, so that their norm is `limit` at most; and 1 where it may be taken, 0 after a norm that was not finite, until a
 * call is `afresh`.
 */
export function gradientNorm(sums: Tensor, control: Tensor, limit: number, afresh: boolean): Tensor {
  const uniforms = { count: sums.shape[0], limit: Math.min(limit, NO_LIMIT), afresh: Number(afresh) };
  return runProgram(whole, { inputs: { sums }, outputs: { norm: [], control }, uniforms, workgroups: 1 }).norm;
}
