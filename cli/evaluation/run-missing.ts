import type { Card } from "../../r2-assets/format/card.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { CliError } from "../cli-error.ts";
import { type ApiClient, HttpError } from "../http/client.ts";
import { followEvaluations } from "./follow-evaluations.ts";
import { type EvalRequest, startEvaluations } from "./start-evaluations.ts";
import { type ListedSuite, missingRuns, type StressPlan } from "./stress-plan.ts";

/**
 * Runs what a robustness report of `model` still lacks, for its teacher, too, and follows it to the end. Returns what could
 * not be had, in sentences. Throws CliError when nothing could: no such model, no rows of the suite, labels that don't match.
 */
export async function runMissing(
  api: ApiClient,
  { model, teacher }: { model: string; teacher?: string | undefined },
  plan: StressPlan,
  listed: readonly ListedSuite[],
): Promise<string[]> {
  const gaps: string[] = [];
  const own = await findModel(api, model);
  const requests = await missingFor(api, own.ref, plan, listed);
  const beside = teacher ?? own.teacher;
  if (beside !== null) {
    try {
      requests.push(...(await missingFor(api, (await findModel(api, beside)).ref, plan, listed)));
    } catch (error) {
      if (!(error instanceof HttpError) || error.status !== 404) throw error;
      gaps.push(`${beside} is not served here: no teacher stands beside ${model}`);
    }
  }

  const ids: string[] = [];
  for (const request of requests) {
    try {
      ids.push(...(await startEvaluations(api, [request])));
    } catch (error) {
      const refused = error instanceof HttpError && (error.status === 409 || error.status === 422);
      const vital = request.model === own.ref && request.suite === plan.runs[0]!.suite && !request.perturbation;
      if (!refused || vital) throw error;
      gaps.push(`${nameOf(request)} was refused: ${error.message}`);
    }
  }
  const followed = await followEvaluations(api, ids);
  const failed = followed.flatMap((outcome) => (outcome.kind === "ended" ? [outcome.reason] : []));
  if (ids.length > 0 && failed.length === ids.length) throw new CliError(failed[0]!);
  return [...gaps, ...failed];
}

const nameOf = ({ model, suite, perturbation }: EvalRequest) =>
  `${model} on ${suite}${perturbation === undefined ? "" : ` (${perturbation})`}`;

/** The version that is served now, and its teacher, both pinned. */
async function findModel(api: ApiClient, name: string): Promise<{ ref: string; teacher: string | null }> {
  const response = await api.send("GET", `/v1/models/${encodeURIComponent(name)}`);
  const { teacher } = (await response.json()) as Pick<Card, "teacher">;
  return {
    ref: response.headers.get("x-retort-model") ?? name,
    teacher: teacher && `${teacher.id}@${teacher.version}`,
  };
}

async function missingFor(
  api: ApiClient,
  ref: string,
  plan: StressPlan,
  listed: readonly ListedSuite[],
): Promise<EvalRequest[]> {
  const suites = [...new Set(plan.runs.map(({ suite }) => suite))];
  const runs = (await Promise.all(suites.map((suite) => allRuns(api, ref, suite)))).flat();
  return missingRuns(plan, runs, listed).map((run) => ({ model: ref, ...run }));
}

/** Every complete run of a version on a suite, page by page. */
async function allRuns(api: ApiClient, ref: string, suite: string): Promise<RunRecord[]> {
  const all: RunRecord[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = new URLSearchParams({ model: ref, suite, limit: "100", ...(cursor && { cursor }) });
    const { runs, next } = await api.get<{ runs: RunRecord[]; next?: string }>(`/v1/runs?${query}`);
    all.push(...runs);
    if (next === undefined) return all;
    cursor = next;
  }
}
