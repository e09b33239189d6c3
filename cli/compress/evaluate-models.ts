/** The rows as a suite, and every model scored on it as it is served. */
import { canonicalRows } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import { followEvaluations } from "../evaluation/follow-evaluations.ts";
import { type EvalRequest, startEvaluations } from "../evaluation/start-evaluations.ts";
import type { ApiClient } from "../http/client.ts";
import { suiteQuery } from "../local/register-suites.ts";
import type { JudgedRows } from "./judged-rows.ts";

/** Makes the rows known to the server, and returns how it describes them. */
export async function registerRows(api: ApiClient, { suite, rows }: JudgedRows): Promise<SuiteInfo> {
  const body = { type: "application/x-ndjson", data: canonicalRows(kindOf(suite), rows) };
  return api.json<SuiteInfo>("PUT", `/v1/suites/${suite.id}?${suiteQuery(suite)}`, { body });
}

interface EvalState {
  id: string;
  model: string;
  version: string;
  suite: string;
  perturbation?: string;
}

/**
 * A run of each request, in order; those that an earlier command made of the same rows are taken, those that it left half done are followed.
 * Throws CliError where one fails.
 */
export async function evaluateModels(
  api: ApiClient,
  requests: readonly EvalRequest[],
  { sha256 }: Pick<SuiteInfo, "sha256">,
): Promise<RunRecord[]> {
  await api.post("/v1/evals/resume", undefined);
  const under = [...(await evalsOf(api, "running")), ...(await evalsOf(api, "queued"))];
  const found = new Map<EvalRequest, RunRecord>();
  const ids = new Map<EvalRequest, string>();
  for (const request of requests) {
    const query = new URLSearchParams({ model: request.model, suite: request.suite, limit: "100" });
    const { runs } = await api.get<{ runs: RunRecord[] }>(`/v1/runs?${query}`);
    const run = runs.find((each) => each.suite_sha256 === sha256 && isAsked(each, request));
    if (run !== undefined) found.set(request, run);
    else {
      const going = under.find(
        (each) =>
          `${each.model}@${each.version}` === request.model && each.suite === request.suite && isAsked(each, request),
      );
      ids.set(request, going?.id ?? (await startEvaluations(api, [request]))[0]!);
    }
  }
  const followed = await followEvaluations(api, [...ids.values()], () => {}); // who stops us stops the server, too
  for (const [i, request] of [...ids.keys()].entries()) {
    const outcome = followed[i]!;
    if (outcome.kind === "ended") throw new CliError(outcome.reason);
    found.set(request, outcome.run);
  }
  return requests.map((request) => found.get(request)!);
}

const evalsOf = async (api: ApiClient, status: string): Promise<EvalState[]> =>
  (await api.get<{ evals: EvalState[] }>(`/v1/evals?status=${status}&limit=100`)).evals;

const isAsked = ({ perturbation }: Pick<EvalState, "perturbation">, request: EvalRequest): boolean =>
  perturbation === request.perturbation;
