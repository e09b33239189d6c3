import type { Tensor } from "@tensorflow/tfjs";
import { type Program, runProgram } from "./run-program.ts";

/** A workgroup sums 16 columns, each by 16 invocations that take every 16th row. */
const COLUMNS = 16;
const LANES = 16;

/** Rows that one workgroup sums at most: more are summed in two programs. */
const ROWS = 4096;

type Uniforms = "rows" | "columns" | "stride" | "chunk" | "chunks";

/**
 * `y[b, c] = Σ x[r, c]` over the rows r of chunk b, in a fixed order. Shapes: x `[rows, stride]`, y `[chunks, columns]`.
 * Either of several matrices at once, or of one whose `parts` are matrices side by side.
 */
function program(parts: number, sideBySide: boolean): Program<string, string, Uniforms> {
  const each = Array.from({ length: parts }, (_, i) => i);
  const input = (i: number) => (sideBySide ? "x0" : `x${i}`);
  const sums = each.map(
    (i) => `
    case ${i}u: {
      for (var row = first + lane; row < last; row += ${LANES}u) {
        sum += ${input(i)}[row * uniforms.stride + ${sideBySide ? `${i}u * uniforms.columns + ` : ""}column];
      }
    }`,
  );
  const writes = each.map((i) => `case ${i}u: { y${i}[block * uniforms.columns + column] = total; }`);
  return {
    name: `column sums of ${parts}${sideBySide ? " side by side" : ""}`,
    inputs: Object.fromEntries((sideBySide ? [0] : each).map((i) => [`x${i}`, "f32"])),
    outputs: Object.fromEntries(each.map((i) => [`y${i}`, "f32"])),
    uniforms: { rows: "u32", columns: "u32", stride: "u32", chunk: "u32", chunks: "u32" },
    workgroupSize: COLUMNS * LANES,
    declarations: `var<workgroup> sums: array<f32, ${COLUMNS * LANES}>;`,
    main: `
  let groups = (uniforms.columns + ${COLUMNS - 1}u) / ${COLUMNS}u;
  let part = group / groups % ${parts}u;
  let block = group / groups / ${parts}u;
  if (block >= uniforms.chunks) { return; }
  let lane = local / ${COLUMNS}u;
  let column = group % groups * ${COLUMNS}u + local % ${COLUMNS}u;
  let first = block * uniforms.chunk;
  let last = min(first + uniforms.chunk, uniforms.rows);
  var sum = 0.0;
  if (column < uniforms.columns) {
    switch part {${sums.join("")}
      default: {}
    }
  }
  sums[local] = sum;
  workgroupBarrier();
  for (var step = ${LANES / 2}u; step > 0u; step /= 2u) {
    if (lane < step) { sums[local] += sums[local + step * ${COLUMNS}u]; }
    workgroupBarrier();
  }
  if (lane > 0u || column >= uniforms.columns) { return; }
  let total = sums[local];
  switch part {
    ${writes.join("\n    ")}
    default: {}
  }`,
  };
}

/** Matrices that one program takes: every device binds eight arrays. */
const TOGETHER = 4;

/** The sums of the columns of matrices of one shape: `[rows, columns]` each -> `[columns]` each. */
export function columnSums(matrices: readonly Tensor[]): Tensor[] {
  if (matrices.length > TOGETHER)
    return [...columnSums(matrices.slice(0, TOGETHER)), ...columnSums(matrices.slice(TOGETHER))];
  const [rows, columns] = matrices[0].shape as [number, number];
  const chunk = rows <= ROWS ? rows : Math.ceil(Math.sqrt(rows));
  const sums = run(matrices, { rows, columns, stride: columns, chunk }, matrices.length);
  if (chunk === rows) return sums;
  const parts = Math.ceil(rows / chunk);
  const total = run(sums, { rows: parts, columns, stride: columns, chunk: parts }, sums.length);
  for (const sum of sums) sum.dispose();
  return total;
}

/** The same of `parts` matrices that lie side by side in one, of few rows: `[rows, parts * columns]` -> `[columns]` each. */
export function columnSumsOfParts(matrix: Tensor, parts: number): Tensor[] {
  const [rows, stride] = matrix.shape as [number, number];
  return run([matrix], { rows, columns: stride / parts, stride, chunk: rows }, parts);
}

function run(matrices: readonly Tensor[], sizes: Record<Exclude<Uniforms, "chunks">, number>, parts: number): Tensor[] {
  const chunks = Math.ceil(sizes.rows / sizes.chunk);
  const shape = chunks === 1 ? [sizes.columns] : [chunks, sizes.columns];
  const outputs = runProgram(program(parts, matrices.length < parts), {
    inputs: Object.fromEntries(matrices.map((x, i) => [`x${i}`, x])),
    outputs: Object.fromEntries(Array.from({ length: parts }, (_, i) => [`y${i}`, shape])),
    uniforms: { ...sizes, chunks },
    workgroups: Math.ceil(sizes.columns / COLUMNS) * parts * chunks,
  });
  return Object.values(outputs);
}
