import type { RobustnessReport } from "../../eval/robustness/report.ts";
import { type ApiClient, HttpError } from "../http/client.ts";

/** What the server knows of a model's robustness on a suite; null where it has no run to tell of. */
export async function readRobustness(api: ApiClient, model: string, suite: string): Promise<RobustnessReport | null> {
  try {
    return await api.get<RobustnessReport>(`/v1/robustness?${new URLSearchParams({ model, suite })}`);
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return null;
    throw error;
  }
}
