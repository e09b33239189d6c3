/** Which models were measured on which suites, those known by their runs alone included. */
import { newestRuns, type RunRecord } from "./evaluations.ts";
import { type Loaded, useLoaded } from "./use-loaded.ts";

const newestOfAll = (_: string, signal: AbortSignal): Promise<RunRecord[]> => newestRuns({}, 10, signal);

/** The newest thousand runs: whoever has more finds the older ones by their addresses. */
export const useRuns = (): Loaded<RunRecord[]> => useLoaded("all models", newestOfAll);
