import { lowRank } from "../../trainer/factorise/low-rank.ts";
import { type Matrix, nearestKronecker } from "../../trainer/factorise/nearest-kronecker.ts";
import type { MatrixPlan } from "../../trainer/factorise/plan.ts";

/** Share of a matrix's squared norm that the nearest one of a plan keeps. Throws RangeError where the plan doesn't fit it. */
export function keptEnergy(matrix: Matrix, plan: MatrixPlan): number {
  switch (plan.kind) {
    case "dense":
      return 1;
    case "low_rank":
      return lowRank(matrix, plan.rank).keptEnergy;
    case "kronecker":
      return nearestKronecker(matrix, plan).keptEnergy;
  }
}

/** The same over several matrices, and how far they lie apart. */
export interface KeptEnergy {
  matrices: number;
  mean: number;
  least: number;
  most: number;
}

/** `done` hears of each matrix that is behind us. */
export function keptEnergies(matrices: readonly Matrix[], plan: MatrixPlan, done: () => void): KeptEnergy {
  const shares = matrices.map((matrix) => {
    const share = keptEnergy(matrix, plan);
    done();
    return share;
  });
  return {
    matrices: shares.length,
    mean: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    least: Math.min(...shares),
    most: Math.max(...shares),
  };
}
