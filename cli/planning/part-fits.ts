import type { Matrix } from "../../trainer/factorise/nearest-kronecker.ts";
import { type MatrixPlan, planShapes, rankFor } from "../../trainer/factorise/plan.ts";
import type { BertPlan } from "../../trainer/models/bert/config.ts";
import { planPart } from "../../trainer/models/bert/factor-weights.ts";
import type { ImportedBert } from "../../trainer/models/import-hf.ts";
import { size } from "../../trainer/models/tensor-spec.ts";
import type { Weights } from "../../trainer/models/weights.ts";
import { createProgress } from "../ui/progress.ts";
import { type KeptEnergy, keptEnergies } from "./kept-energy.ts";

/** How near a plan's factors come to the weights of a part, before any training. */
export interface PartFit {
  part: keyof BertPlan;
  plan: MatrixPlan;
  kept: KeptEnergy;
  /** What the truncated SVD keeps that stores no more numbers; null where not even rank 1 is that small. */
  svd: { rank: number; kept: KeptEnergy } | null;
}

/** Of the parts that `plans` names. Throws RangeError where a plan doesn't fit its matrices. */
export function partFits({ weights }: Pick<ImportedBert, "weights">, plans: Partial<BertPlan>): PartFit[] {
  const work = (Object.entries(plans) as [keyof BertPlan, MatrixPlan][]).map(([part, plan]) => {
    const matrices = [...weights]
      .filter(([name]) => planPart(name) === part)
      .map(([, matrix]) => matrix as Weights & Matrix);
    return { part, plan, matrices };
  });
  const total = work.reduce((sum, { matrices }) => sum + 2 * matrices.length, 0);
  const progress = createProgress({ label: "nearest factors", total, unit: "matrices" });
  let behind = 0;
  const done = () => progress.update(++behind);
  try {
    return work.map(({ part, plan, matrices }) => ({
      part,
      plan,
      kept: keptEnergies(matrices, plan, done),
      svd: equalSvd(matrices, plan, done),
    }));
  } finally {
    progress.stop();
  }
}

function equalSvd(matrices: readonly Matrix[], plan: MatrixPlan, done: () => void): PartFit["svd"] {
  const shape = matrices[0]!.shape;
  const numbers = [...planShapes(shape, plan).values()].reduce((sum, factor) => sum + size(factor), 0);
  if (numbers < shape[0] + shape[1]) return null;
  const rank = rankFor(shape, numbers);
  return { rank, kept: keptEnergies(matrices, { kind: "low_rank", rank }, done) };
}
