/**
 * Many matrix products in one program, of matrices that lie anywhere in their buffers:
 *
 *     C[g, h][i, j] = α Σ_k A[g, h][i, k] B[g, h][k, j]
 *
 * with element (i, k) of A[g, h] at `g·group + h·member + i·row + k·column` of its buffer, B and C likewise. So a head of
 * attention is read where it lies among the others, nothing is transposed, and a long sum can be split among the members.
 * A workgroup makes 32 x 32 numbers, an invocation 4 x 4, from tiles of 32 x 16 in workgroup memory.
 */
import type { Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";

/** Where the elements of a family of matrices lie. */
export interface Strides {
  group: number;
  member: number;
  row: number;
  column: number;
}

export interface Product {
  groups: number;
  members: number;
  /** C is `[m, n]`, the sum of k products. */
  m: number;
  n: number;
  k: number;
  alpha?: number;
  /** Given where the members of a group are the parts of one long sum: how many of the k products each has. */
  split?: number;
}

const TILE = 32;
const DEPTH = 16;
const SIDE = 8;
const EACH = TILE / SIDE;

const fields = <M extends string>(matrix: M) =>
  Object.fromEntries(["Group", "Member", "Row", "Column"].map((name) => [matrix + name, "u32"]));

/** Neighbouring invocations read neighbouring numbers: along the axis whose stride is 1. */
const load = (matrix: "a" | "b", alongDepth: boolean) => `
    for (var t = local; t < ${TILE * DEPTH}u; t += ${SIDE * SIDE}u) {
      let depth = ${alongDepth ? `t % ${DEPTH}u` : `t / ${TILE}u`};
      let side = ${alongDepth ? `t / ${DEPTH}u` : `t % ${TILE}u`};
      let at = ${matrix === "a" ? "firstRow" : "firstColumn"} + side;
      let k = start + depth;
      var value = 0.0;
      if (k < last && at < uniforms.${matrix === "a" ? "m" : "n"}) {
        value = ${matrix}[${matrix}Start + at * uniforms.${matrix}${matrix === "a" ? "Row" : "Column"} + k * uniforms.${matrix}${matrix === "a" ? "Column" : "Row"}];
      }
      ${matrix}Tile[depth * ${TILE}u + side] = value;
    }`;

const program = (aAlongDepth: boolean, bAlongDepth: boolean): Program => ({
  name: `products of matrices with strides${aAlongDepth ? ", A by rows" : ""}${bAlongDepth ? ", B by columns" : ""}`,
  inputs: { a: "f32", b: "f32" },
  outputs: { c: "f32" },
  uniforms: {
    groups: "u32",
    members: "u32",
    m: "u32",
    n: "u32",
    k: "u32",
    split: "u32",
    alpha: "f32",
    ...fields("a"),
    ...fields("b"),
    ...fields("c"),
  },
  workgroupSize: SIDE * SIDE,
  declarations: `
var<workgroup> aTile: array<f32, ${TILE * DEPTH}>;
var<workgroup> bTile: array<f32, ${TILE * DEPTH}>;`,
  main: `
  let across = (uniforms.n + ${TILE - 1}u) / ${TILE}u;
  let down = (uniforms.m + ${TILE - 1}u) / ${TILE}u;
  let firstColumn = group % across * ${TILE}u;
  let firstRow = group / across % down * ${TILE}u;
  let member = group / across / down % uniforms.members;
  let family = group / across / down / uniforms.members;
  if (family >= uniforms.groups) { return; }
  let aStart = family * uniforms.aGroup + member * uniforms.aMember;
  let bStart = family * uniforms.bGroup + member * uniforms.bMember;
  let cStart = family * uniforms.cGroup + member * uniforms.cMember;
  var last = uniforms.k;
  if (uniforms.split > 0u) { last = min(uniforms.split, uniforms.k - member * uniforms.split); }
  let row = local / ${SIDE}u * ${EACH}u;
  let column = local % ${SIDE}u * ${EACH}u;
  var sums: array<vec4<f32>, ${EACH}>;
  for (var start = 0u; start < last; start += ${DEPTH}u) {${load("a", aAlongDepth)}${load("b", bAlongDepth)}
    workgroupBarrier();
    for (var depth = 0u; depth < ${DEPTH}u; depth++) {
      let at = depth * ${TILE}u;
      let right = vec4<f32>(bTile[at + column], bTile[at + column + 1u], bTile[at + column + 2u], bTile[at + column + 3u]);
      for (var i = 0u; i < ${EACH}u; i++) {
        sums[i] = fma(vec4<f32>(aTile[at + row + i]), right, sums[i]);
      }
    }
    workgroupBarrier();
  }
  for (var i = 0u; i < ${EACH}u; i++) {
    for (var j = 0u; j < ${EACH}u; j++) {
      let r = firstRow + row + i;
      let s = firstColumn + column + j;
      if (r < uniforms.m && s < uniforms.n) {
        c[cStart + r * uniforms.cRow + s * uniforms.cColumn] = uniforms.alpha * sums[i][j];
      }
    }
  }`,
});

/** C, of the shape given. */
export function stridedMatMul(
  { groups, members, m, n, k, alpha = 1, split = 0 }: Product,
  [a, aStrides]: readonly [Tensor, Strides],
  [b, bStrides]: readonly [Tensor, Strides],
  [shape, cStrides]: readonly [readonly number[], Strides],
): Tensor {
  const strides = (name: string, { group, member, row, column }: Strides) => ({
    [`${name}Group`]: group,
    [`${name}Member`]: member,
    [`${name}Row`]: row,
    [`${name}Column`]: column,
  });
  return runProgram(program(aStrides.column === 1, bStrides.row === 1), {
    inputs: { a, b },
    outputs: { c: shape },
    uniforms: {
      ...{ groups, members, m, n, k, split, alpha },
      ...strides("a", aStrides),
      ...strides("b", bStrides),
      ...strides("c", cStrides),
    },
    workgroups: Math.ceil(m / TILE) * Math.ceil(n / TILE) * groups * members,
  }).c;
}
