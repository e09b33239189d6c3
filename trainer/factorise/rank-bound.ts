import type { MatrixPlan } from "./plan.ts";

/** The largest rank that a matrix under a plan can have: rank(A ⊗ B) = rank(A) rank(B), and ranks of terms add up at most. */
export function rankBound([out, width]: readonly [number, number], plan: MatrixPlan): number {
  const full = Math.min(out, width);
  switch (plan.kind) {
    case "dense":
      return full;
    case "low_rank":
      return Math.min(full, plan.rank);
    case "kronecker":
      return Math.min(full, plan.terms * Math.min(...plan.a) * Math.min(...plan.b));
  }
}
