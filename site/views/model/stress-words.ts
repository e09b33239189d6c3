/** What stress did to a model beside its teacher, in words. */
import type { RobustnessReport } from "../../../eval/reports/robustness-report.ts";

type Perturbed = RobustnessReport["perturbations"][number];
export type Difference = Perturbed["difference_in_differences"];

const LEVEL = 0.05;

/** Beside its teacher, of a difference of drops, the model's less the teacher's: positive where the model loses more. */
export function lossInWords(difference: Difference): string {
  if (difference === null) return "not compared";
  if (difference.p_holm === null || difference.p_holm >= LEVEL) return "not told apart";
  return difference.value > 0 ? "loses more" : "loses less";
}

/** Above all perturbations: how many of them the model stands worse than its teacher. */
export function sumOfPerturbations(perturbed: readonly Perturbed[]): string {
  const held = perturbed.filter(({ difference_in_differences }) => difference_in_differences !== null);
  const worse = held.filter((each) => lossInWords(each.difference_in_differences) === "loses more");
  if (held.length === 0) return "Its teacher has not been run on changed texts.";
  if (worse.length === 0) return `On none of ${held.length} it measurably loses more than its teacher does.`;
  return `It measurably loses more than its teacher on ${worse.length} of ${held.length}: ${worse.map(({ name }) => name).join(", ")}.`;
}
