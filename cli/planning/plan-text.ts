import type { KroneckerShape } from "../../trainer/factorise/kronecker-shape.ts";
import type { MatrixPlan } from "../../trainer/factorise/plan.ts";

/** `A 192x48, B 2x8`; `4 x (A 192x24, B 2x16)` */
export function shapeText({ a, b, terms }: KroneckerShape): string {
  const factors = `A ${a.join("x")}, B ${b.join("x")}`;
  return terms === 1 ? factors : `${terms} x (${factors})`;
}

export function planText(plan: MatrixPlan): string {
  switch (plan.kind) {
    case "dense":
      return "dense";
    case "low_rank":
      return `rank ${plan.rank}`;
    case "kronecker":
      return shapeText(plan);
  }
}

/** Two digits after the point are enough for how many times smaller something is. */
export const times = (ratio: number): number => Number(ratio.toFixed(2));
