import type { RobustnessReport } from "../../eval/reports/robustness-report.ts";
import { type ApiClient, HttpError } from "../http/client.ts";
import { patiently } from "../http/patiently.ts";

export interface RobustnessQuery {
  model: string;
  suite: string;
  /** Instead of the one that the model's card names. */
  teacher?: string | undefined;
  /** Further suites to take for stress tests. */
  stress?: readonly string[] | undefined;
}

/**
 * What the server knows of a model's robustness on a suite. It may take minutes the first time; cut off, it goes on where it
 * stopped. Throws HttpError where there is no run to tell of.
 */
export async function readRobustness(
  api: ApiClient,
  { model, suite, teacher, stress = [] }: RobustnessQuery,
): Promise<RobustnessReport> {
  const query = new URLSearchParams({ model, suite, ...(teacher && { teacher }) });
  for (const id of stress) query.append("stress", id);
  return patiently(() => api.get<RobustnessReport>(`/v1/robustness?${query}`));
}

/** The same for those who can do without: null where there is none. */
export async function findRobustness(api: ApiClient, query: RobustnessQuery): Promise<RobustnessReport | null> {
  try {
    return await readRobustness(api, query);
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return null;
    throw error;
  }
}
