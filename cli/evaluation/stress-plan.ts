import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import { SUITES, stressTestsOf } from "../../eval/suites/index.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { EvalRequest } from "./start-evaluations.ts";

/** A suite as `GET /v1/suites` lists it. */
export interface ListedSuite {
  id: string;
  sha256: string;
  status: "ready" | "registering" | "absent";
}

export interface StressOptions {
  /** Canonical names; all of them by default. */
  perturb?: readonly string[] | undefined;
  /** Rows of the suite itself, clean and perturbed; whole by default. Stress suites have their own samples. */
  sample?: number | undefined;
  /** Further suites to take for stress tests, whole. */
  stress?: readonly string[] | undefined;
}

export interface StressPlan {
  /** What one model's report is made of, the clean run first. */
  runs: Omit<EvalRequest, "model">[];
  /** Stress suites whose rows are not here. */
  absent: string[];
}

/** The clean run, each perturbation, and the suites that are stress tests for this one's models. */
export function stressPlan(
  suite: string,
  listed: readonly ListedSuite[],
  { perturb = PERTURBATION_NAMES, sample, stress = [] }: StressOptions = {},
): StressPlan {
  const isReady = (id: string) => listed.some((other) => other.id === id && other.status === "ready");
  const suites = [...new Set([...stressTestsOf(suite), ...stress])];
  return {
    runs: [
      { suite, sample },
      ...perturb.map((perturbation) => ({ suite, sample, perturbation })),
      ...suites.filter(isReady).map((id) => ({ suite: id, sample: SUITES[id]?.sample })),
    ],
    absent: suites.filter((id) => !isReady(id)),
  };
}

/**
 * Those of the plan that no run covers yet. A run of the whole suite covers a sample of it, and so does one of the same size;
 * of the suite as it is also a larger one, since samples take the rows with the smallest hashes.
 */
export function missingRuns(
  plan: StressPlan,
  runs: readonly RunRecord[],
  listed: readonly ListedSuite[],
): StressPlan["runs"] {
  const [clean] = plan.runs;
  return plan.runs.filter((wanted) => {
    const sha256 = listed.find(({ id }) => id === wanted.suite)?.sha256;
    const covers = ({ sample }: RunRecord) =>
      sample === undefined ||
      sample === wanted.sample ||
      (wanted === clean && wanted.sample !== undefined && sample > wanted.sample);
    return !runs.some(
      (run) =>
        run.suite === wanted.suite &&
        run.suite_sha256 === sha256 &&
        run.perturbation === wanted.perturbation &&
        run.limit === undefined &&
        covers(run),
    );
  });
}
