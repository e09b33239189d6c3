/** The problems that say that there is none of that name. */
import { ProblemError } from "../http/problem.ts";
import { shown } from "../http/shown.ts";

const missing =
  (what: string, slug = what) =>
  (name: string) =>
    new ProblemError(404, `${slug}-missing`, `There is no ${what} ${shown(name)}.`);

export const missingModel = missing("model");
export const missingSuite = missing("suite");
export const missingRun = missing("run");
export const missingEvaluation = missing("evaluation");
export const missingMeasurement = missing("measurement");
export const missingExperiment = missing("experiment");
export const missingAssignment = missing("assignment");
export const missingKey = missing("API key", "key");

/** The run is known by its record; what it predicted does not lie in the bucket. */
export const missingPredictions = (run: string) =>
  new ProblemError(404, "predictions-missing", `The predictions of run ${run} are not here.`);
