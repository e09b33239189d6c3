import { PERTURBATIONS, perturbationNamed } from "../../eval/perturbations/index.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { ProblemError } from "../http/problem.ts";
import { shown } from "../http/shown.ts";

/** The canonical name of a perturbation that this suite's rows can undergo. Throws the 422 problem that says why there is none. */
export function findPerturbation(name: string, { id, behavioural }: SuiteInfo): string {
  const found = perturbationNamed(name);
  if (found === undefined) {
    const names = PERTURBATIONS.map((perturbation) => perturbation.name).join(", ");
    throw new ProblemError(422, "perturbation-unknown", `There is no perturbation ${shown(name)}; there are ${names}.`);
  }
  if (behavioural) {
    throw new ProblemError(
      422,
      "perturbation-unsupported",
      `${id} is a behavioural suite, whose cases perturb their texts themselves; leave the perturbation out.`,
    );
  }
  return found.name;
}
