/** How one matrix may be stored instead of densely, and what that costs. */
import * as z from "zod";
import { type KroneckerShape, kroneckerFlops, kroneckerParameters } from "./kronecker-shape.ts";
import { rankBound } from "./rank-bound.ts";

const Shape = z.tuple([z.int().positive(), z.int().positive()]).readonly();

/** What replaces a matrix `W [out, in]`. Low rank: `U V`, U `[out, rank]`, V `[rank, in]`. */
export const MatrixPlan = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("dense") }),
  z.strictObject({ kind: z.literal("kronecker"), a: Shape, b: Shape, terms: z.int().positive() }),
  z.strictObject({ kind: z.literal("low_rank"), rank: z.int().positive() }),
]);
export type MatrixPlan = z.infer<typeof MatrixPlan>;

type Size = readonly [out: number, width: number];

/** Tensors that replace a matrix, by what is appended to its name; "" is the matrix itself. */
export function planShapes([out, width]: Size, plan: MatrixPlan): Map<string, number[]> {
  switch (plan.kind) {
    case "dense":
      return new Map([["", [out, width]]]);
    case "low_rank":
      return new Map([
        [".low_rank.u", [out, plan.rank]],
        [".low_rank.v", [plan.rank, width]],
      ]);
    case "kronecker": {
      const term = (i: number): [string, number[]][] => [
        [`.kronecker.${i}.a`, [...plan.a]],
        [`.kronecker.${i}.b`, [...plan.b]],
      ];
      return new Map(Array.from({ length: plan.terms }, (_, i) => term(i)).flat());
    }
  }
}

/** FLOPs of one vector through the matrix, bias not counted; dense `(2 in - 1) out`. */
export function planFlops([out, width]: Size, plan: MatrixPlan): number {
  switch (plan.kind) {
    case "dense":
      return (2 * width - 1) * out;
    case "low_rank":
      return (2 * width - 1) * plan.rank + (2 * plan.rank - 1) * out;
    case "kronecker":
      return kroneckerFlops(plan);
  }
}

/** A legal Kronecker shape of a matrix with what it costs, numbers stored and FLOPs a vector, and the most rank it can have. */
export interface PricedShape extends KroneckerShape {
  parameters: number;
  flops: number;
  rank: number;
}

/** Which shapes of factors are asked for. */
export interface ShapeChoice {
  /** How many products are summed up; 1 unless told. */
  terms?: number | undefined;
  /** Of a table whose rows are looked up: B has one row, so that a row of the table is one row of A, times B. */
  table?: boolean | undefined;
}

/**
 * Every shape of factors whose product is `[out, in]` with fewer numbers than the matrix: fewest first, then the highest
 * rank, then the cheapest. More than `min(m1 n1, m2 n2)` terms would be more than exact, and are left out.
 */
export function legalShapes([out, width]: Size, { terms = 1, table = false }: ShapeChoice = {}): PricedShape[] {
  const heights = table ? [out] : divisors(out);
  const shapes = heights.flatMap((m1) =>
    divisors(width).map((n1): KroneckerShape => ({ a: [m1, n1], b: [out / m1, width / n1], terms })),
  );
  return shapes
    .map((shape) => ({
      ...shape,
      parameters: kroneckerParameters(shape),
      flops: kroneckerFlops(shape),
      rank: rankBound([out, width], { kind: "kronecker", ...shape }),
    }))
    .filter(({ a, b, parameters }) => terms <= Math.min(a[0] * a[1], b[0] * b[1]) && parameters < out * width)
    .sort((x, y) => x.parameters - y.parameters || y.rank - x.rank || x.flops - y.flops || x.a[0] - y.a[0]);
}

/**
 * The shape that makes a matrix at least `compression` times smaller with the most numbers left, hence the nearest to
 * the target from below. Many shapes store as many numbers. Among them the highest rank wins, then the fewest FLOPs:
 * the cheapest ones have a factor of one row or column, and their product little rank (24 of 768 at 31 times, where
 * 384 can be had). Throws RangeError when none is that small.
 */
export function shapeFor(size: Size, compression: number, choice: ShapeChoice = {}): PricedShape {
  const budget = (size[0] * size[1]) / compression;
  const small = legalShapes(size, choice).filter(({ parameters }) => parameters <= budget);
  const best = small.find(({ parameters }) => parameters === small.at(-1)?.parameters);
  if (best === undefined)
    throw new RangeError(`no ${choice.terms ?? 1}-term shape makes [${size}] ${compression} times smaller`);
  return best;
}

/** The largest rank that stores no more than `parameters` numbers. Throws RangeError when not even rank 1 does. */
export function rankFor([out, width]: Size, parameters: number): number {
  const rank = Math.min(Math.floor(parameters / (out + width)), out, width);
  if (rank < 1) throw new RangeError(`${parameters} numbers are too few for a rank-1 [${out},${width}]`);
  return rank;
}

function divisors(n: number): number[] {
  const small: number[] = [];
  for (let d = 1; d * d <= n; d++) if (n % d === 0) small.push(d);
  return [...new Set([...small, ...small.map((d) => n / d).reverse()])];
}
