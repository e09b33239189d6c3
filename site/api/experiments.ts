/** `/v1/experiments`, as the page reads it; the whole is in /openapi.json. */
import type { ExperimentSummary } from "../../eval/reports/experiment.ts";

export interface ExperimentList {
  experiments: ExperimentSummary[];
}

export const experimentUrl = (id: string): string => `/v1/experiments/${encodeURIComponent(id)}`;
