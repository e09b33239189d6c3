/** The projections that tie a student's matrices to its teacher's, shared by all layers: three pairs, one a shape. */
import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";
import { principalDirections } from "../factorise/principal-directions.ts";
import type { BertConfig } from "../models/bert/config.ts";
import { WORD_TABLE } from "../models/bert/tensors.ts";
import type { Parameters, Weights } from "../models/weights.ts";
import { grownError, type Projected, shrunkError } from "../nn/shared-projection.ts";
import { asCompanion, companionOf } from "./companions.ts";

/** `down`: the teacher's matrices are shrunk to the student's shape; `up`: the student's are grown to the teacher's. */
export type Direction = "down" | "up";

const PROJECTIONS = "projections";

/** What shares a pair: matrices of one shape, `[out, in]`. FFN up and down are two. */
const PAIRS = {
  attention: ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"],
  intermediate: ["intermediate.dense"],
  output: ["output.dense"],
} as const;
type Pair = keyof typeof PAIRS;
const KINDS = Object.keys(PAIRS) as Pair[];

const matrixNames = (pair: Pair, layers: number): string[] =>
  Array.from({ length: layers }, (_, layer) =>
    PAIRS[pair].map((part) => `bert.encoder.layer.${layer}.${part}.weight`),
  ).flat();

/**
 * The projections before the first step: principal directions of the teacher's matrices of that shape, stacked, for each of their sides, so
 * that shrinking keeps as much of them as it can, and growing is its transpose. Throws RangeError where student and teacher have other
 * depths, or the student is the larger one.
 */
export function freshProjections(
  teacher: { config: BertConfig; weights: ReadonlyMap<string, Weights> },
  student: BertConfig,
  direction: Direction,
): Map<string, Weights> {
  refuseUnlike(teacher.config, student);
  const { layers } = teacher.config;
  const sizes = { attention: ["width", "width"], intermediate: ["ffn", "width"], output: ["width", "ffn"] } as const;
  const found = new Map<string, Weights>();
  for (const pair of KINDS) {
    const matrices = matrixNames(pair, layers).map((name) => teacher.weights.get(name)!);
    const [out, into] = sizes[pair];
    const left = principalDirections(stacked(matrices.map(transposed)), student[out]).axes;
    found.set(`${pair}.u`, direction === "down" ? transposed(left) : left);
    found.set(`${pair}.v`, onTheRight(matrices, student[into], direction));
  }
  return asCompanion(PROJECTIONS, found);
}

/** Throws RangeError with one sentence where student and teacher have other depths, or the student is the larger one. */
export function refuseUnlike(teacher: BertConfig, student: BertConfig): void {
  if (teacher.layers !== student.layers)
    throw new RangeError(
      `matrices are tied layer by layer: the teacher has ${teacher.layers} layers, options.layers are ${student.layers}`,
    );
  for (const size of ["width", "ffn"] as const)
    if (student[size] > teacher[size])
      throw new RangeError(`options.${size} ${student[size]} is more than the teacher's, ${teacher[size]}`);
}

/** The projection of the word tables' width before the first step, likewise. */
export const freshWordProjection = (
  teacher: ReadonlyMap<string, Weights>,
  { width }: BertConfig,
  direction: Direction,
): Map<string, Weights> =>
  asCompanion(PROJECTIONS, [["words.v", onTheRight([teacher.get(WORD_TABLE)!], width, direction)]]);

function onTheRight(matrices: readonly Weights[], width: number, direction: Direction): Weights {
  const { axes } = principalDirections(stacked(matrices), width);
  return direction === "down" ? axes : transposed(axes);
}

/**
 * Sum over layers and matrices of the error of `direction`, each divided by its number of entries: an FFN's are four times as many as an
 * attention's. `teacher`, `student`: by BERT's names. Differentiable in all three.
 */
export function projectionLoss(
  parameters: Parameters,
  teacher: Parameters,
  student: Parameters,
  layers: number,
  direction: Direction,
): Scalar {
  const projections = companionOf(parameters, PROJECTIONS);
  const errors = KINDS.flatMap((pair) =>
    matrixNames(pair, layers).map((name) =>
      meanError(direction, {
        teacher: teacher[name]!,
        student: student[name]!,
        u: projections[`${pair}.u`]!,
        v: projections[`${pair}.v`]!,
      }),
    ),
  );
  return tf.addN(errors) as Scalar;
}

/** The same of both tables of the student's pieces, `[pieces, width]`: rows are pieces in both, and only widths differ. */
export const wordTableLoss = (parameters: Parameters, teacher: Tensor, student: Tensor, direction: Direction): Scalar =>
  meanError(direction, { teacher, student, u: null, v: companionOf(parameters, PROJECTIONS)["words.v"]! });

function meanError(direction: Direction, matrices: Projected): Scalar {
  const [error, target] = direction === "down" ? [shrunkError, matrices.student] : [grownError, matrices.teacher];
  return tf.mul(error(matrices), 1 / target.size) as Scalar;
}

function transposed({ shape, data }: Weights): Weights {
  const [rows, columns] = shape as [number, number];
  const turned = new Float32Array(data.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j]!;
  return { shape: [columns, rows], data: turned };
}

/** One below the other. */
function stacked(matrices: readonly Weights[]): { shape: [number, number]; data: Float32Array } {
  const columns = matrices[0]!.shape[1]!;
  const rows = matrices.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const data = new Float32Array(rows * columns);
  let at = 0;
  for (const matrix of matrices) {
    data.set(matrix.data, at);
    at += matrix.data.length;
  }
  return { shape: [rows, columns], data };
}
