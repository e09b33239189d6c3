/**
 * `Σ m (s - t)² / count`, summed over pairs of tensors of one shape, and its gradients `2 m (s - t) dy / count`: one
 * program a pair, and one that sums what they have summed. m is 1 or 0, one number for the entries that share it.
 */
import type { Scalar, Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";
import { total } from "./total.ts";

/** Each invocation sums this many numbers at least, and so many do at most: their sums are summed by one workgroup. */
const [EACH, INVOCATIONS] = [16, 65_536];

/**
 * Entry i of the tensors has entry `i / outer * inner + i % inner` of the mask: for it is as long as the tensors before an
 * axis, 1 from there up to another, and again as long behind it.
 */
interface MaskLayout {
  outer: number;
  inner: number;
}

/** How a mask of `maskShape` lies over `shape`; undefined where its axes of length 1 are not neighbours. */
export function maskLayout(shape: readonly number[], maskShape: readonly number[]): MaskLayout | undefined {
  if (shape.length !== maskShape.length) return undefined;
  const shared = shape.map((length, i) => maskShape[i] !== length);
  if (shape.some((_, i) => shared[i] && maskShape[i] !== 1)) return undefined;
  const [first, last] = [shared.indexOf(true), shared.lastIndexOf(true)];
  const size = (axes: readonly number[]) => axes.reduce((product, length) => product * length, 1);
  if (first < 0) return { outer: size(shape), inner: size(shape) };
  if (shape.some((length, i) => i > first && i < last && !shared[i] && length > 1)) return undefined;
  return { outer: size(shape.slice(first)), inner: size(shape.slice(last + 1)) };
}

const uniforms = { size: "u32", outer: "u32", inner: "u32" } as const;
const difference = (mask: boolean) =>
  `(s[i] - t[i])${mask ? " * mask[i / uniforms.outer * uniforms.inner + i % uniforms.inner]" : ""}`;

const forwardProgram = (mask: boolean): Program => ({
  name: `squared error${mask ? ", masked" : ""}`,
  inputs: { s: "f32", t: "f32", ...(mask && { mask: "f32" }) },
  outputs: { sums: "f32" },
  uniforms: { ...uniforms, first: "u32", groups: "u32", each: "u32" },
  workgroupSize: 64,
  main: `
  if (group >= uniforms.groups) { return; }
  var sum = 0.0;
  for (var j = 0u; j < uniforms.each; j++) {
    let i = (group * uniforms.each + j) * 64u + local;
    if (i < uniforms.size) {
      let difference = ${difference(mask)};
      sum += difference * difference;
    }
  }
  sums[uniforms.first + group * 64u + local] = sum;`,
});

const backwardProgram = (mask: boolean): Program => ({
  name: `gradient of squared error${mask ? ", masked" : ""}`,
  inputs: { s: "f32", t: "f32", dy: "f32", ...(mask && { mask: "f32" }) },
  outputs: { ds: "f32" },
  uniforms: { ...uniforms, factor: "f32" },
  workgroupSize: 256,
  main: `
  let factor = uniforms.factor * dy[0];
  for (var j = 0u; j < 4u; j++) {
    let i = group * 1024u + j * 256u + local;
    if (i < uniforms.size) { ds[i] = factor * ${difference(mask)}; }
  }`,
});

/** Student and teacher. */
export type Pair = readonly [s: Tensor, t: Tensor];

export interface Counting {
  count: number;
  mask?: Tensor;
}

const layoutOf = (s: Tensor, mask: Tensor | undefined): MaskLayout =>
  (mask && maskLayout(s.shape, mask.shape)) ?? { outer: s.size, inner: s.size };

/** The sum over the pairs. The mask's layout has been asked for (`maskLayout`). */
export function squaredError(pairs: readonly Pair[], { count, mask }: Counting): Scalar {
  const { size } = pairs[0][0];
  const each = Math.max(EACH, Math.ceil(size / INVOCATIONS));
  const groups = Math.ceil(size / (64 * each));
  let sums: Tensor | undefined;
  for (const [i, [s, t]] of pairs.entries()) {
    sums = runProgram(forwardProgram(mask !== undefined), {
      inputs: { s, t, ...(mask && { mask }) },
      outputs: { sums: sums ?? [pairs.length * groups * 64] },
      uniforms: { size, ...layoutOf(s, mask), first: i * groups * 64, groups, each },
      workgroups: groups,
    }).sums;
  }
  const value = total(sums as Tensor, 1 / count);
  sums?.dispose();
  return value;
}

/** The gradient in s. */
export function squaredErrorGradient([s, t]: Pair, dy: Tensor, { count, mask }: Counting): Tensor {
  return runProgram(backwardProgram(mask !== undefined), {
    inputs: { s, t, dy, ...(mask && { mask }) },
    outputs: { ds: s.shape },
    uniforms: { size: s.size, ...layoutOf(s, mask), factor: 2 / count },
    workgroups: Math.ceil(s.size / 1024),
  }).ds;
}
