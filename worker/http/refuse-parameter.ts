import { ProblemError } from "./problem.ts";

/** The 422 problem of a parameter that is well formed and does not go with this model or with the others. `message`: a clause without its stop. */
export function refuseParameter(name: string, message: string): ProblemError {
  const path = `parameters.${name}`;
  return new ProblemError(422, "invalid-request", `${path}: ${message}`, [{ path, message }]);
}
