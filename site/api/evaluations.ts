/** Runs, and the evaluations that make them. */
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { changed, comparisonPath } from "../address.ts";
import { askJson } from "./client.ts";

export type { RunRecord };

export interface RunPage {
  runs: RunRecord[];
  /** The cursor of the next page, where there is one. */
  next?: string;
}

/** `GET /v1/evals/{id}`. */
export interface Evaluation {
  id: string;
  status: "queued" | "running" | "complete" | "failed" | "cancelled";
  model: string;
  version: string;
  suite: string;
  limit?: number;
  sample?: number;
  perturbation?: string;
  created_at: string;
  /** In rows. */
  progress: { done: number; total: number };
  error?: string;
}

export const isOver = ({ status }: Pick<Evaluation, "status">): boolean => status !== "queued" && status !== "running";

export const runPath = (id: string): string => `/evaluations/${encodeURIComponent(id)}`;

/** Where two runs on the same rows are compared: whole ones by their models, so that the address means the newest ones; others as they are. */
export const comparisonOfRuns = (a: RunRecord, b: RunRecord): string =>
  partOf(a) === ""
    ? comparisonPath(`${a.model}@${a.version}`, `${b.model}@${b.version}`, a.suite)
    : `/comparison${changed("", { run_a: a.id, run_b: b.id })}`;

/** The newest runs, page by page: `mostPages` of a hundred at most. */
export async function newestRuns(of: { model?: string }, mostPages: number, signal: AbortSignal): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const path = `/v1/runs${changed("", { ...of, limit: "100", cursor })}`;
    const answer: RunPage = await askJson<RunPage>(path, { signal });
    runs.push(...answer.runs);
    cursor = answer.next;
    if (cursor === undefined) break;
  }
  return runs;
}

/** All runs of a model, newest first: it has one a suite and perturbation, a few hundred at most. */
export const runsOf = (model: string, signal: AbortSignal): Promise<RunRecord[]> => newestRuns({ model }, 20, signal);

/** `all rows of glue/sst2`, `the first 60 rows of retort/reviews that CharTypos changes`. */
export function rowsInWords({
  suite,
  limit,
  sample,
  perturbation,
}: Pick<RunRecord, "suite" | "limit" | "sample" | "perturbation">): string {
  const rows = partOf({ limit, sample, perturbation: undefined }) || "all rows";
  return `${rows} of ${suite}${perturbation === undefined ? "" : ` that ${perturbation} changes`}`;
}

/** `the first 60 rows`, `a sample of 500 rows`, `CharTypos`; empty for a whole run of rows as they are. */
export function partOf({
  limit,
  sample,
  perturbation,
}: Partial<Pick<RunRecord, "limit" | "sample" | "perturbation">>): string {
  return [
    limit !== undefined && `the first ${limit.toLocaleString("en")} rows`,
    sample !== undefined && `a sample of ${sample.toLocaleString("en")} rows`,
    perturbation,
  ]
    .filter(Boolean)
    .join(", ");
}
