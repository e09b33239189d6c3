import type { FamilyComparison, PairComparison } from "../../eval/reports/comparison.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import { type ApiClient, HttpError } from "../http/client.ts";
import { type Baseline, checkBaseline, readBaseline, writeBaseline } from "./baseline.ts";
import { type Judged, judgedOf } from "./judged.ts";

export interface Question {
  margin: number;
  /** A file of accepted runs, written where it is absent. */
  baseline?: string | undefined;
  /** Write the baseline anew, whatever it says. */
  accept?: boolean | undefined;
}

/**
 * The students of a comparison that was asked for with the margin, each with its verdict: against its accepted run where the
 * baseline names one, else against a. Where nothing was accepted yet, or `accept` is asked, all models are accepted as they are.
 *
 * Throws CliError for a baseline of other rows, of another metric or suite, where an accepted run is not here or is another model's,
 * and for two versions of one model, of which a baseline could name only one.
 */
export async function judgeStudents(
  api: ApiClient,
  pairs: readonly PairComparison[],
  { margin, baseline: path, accept }: Question,
): Promise<Judged[]> {
  const known = path === undefined || accept ? null : await readBaseline(path);
  if (path !== undefined) {
    const [{ suite, metric, models }] = pairs as [PairComparison];
    const twice = pairs.find((pair, i) => pairs.findIndex((other) => nameOf(other) === nameOf(pair)) < i);
    if (twice) throw new CliError(`two versions of ${nameOf(twice)}: a baseline has one run of a model`);
    const { suite_sha256 } = await api.get<RunRecord>(`/v1/runs/${models.b.run}`);
    if (known === null) {
      await writeBaseline(path, accepted(pairs, { suite, suite_sha256, metric, margin }));
      return pairs.map(({ models, b, n }) => ({ kind: "accepted", student: models.b, value: b, n }));
    }
    checkBaseline(path, known, { suite, suite_sha256, metric });
  }
  const judged: Judged[] = [];
  for (const pair of pairs) {
    const { b, n, metric, models } = pair;
    const run = known?.models[nameOf(pair)]?.run;
    if (run === undefined) judged.push(judgedOf(pair, false));
    else if (run === models.b.run) judged.push({ kind: "unchanged", student: models.b, value: b, n });
    else {
      await findAccepted(api, { path: path!, run, model: nameOf(pair) });
      const own = await compareRuns(api, { a: run, b: models.b.run, metric, margin, over: pairs.length });
      judged.push(judgedOf(own, true));
    }
  }
  return judged;
}

const nameOf = ({ models }: PairComparison) => models.b.model;

/** The pairs in an answer about one b, or several. */
export const pairsIn = (answer: PairComparison | FamilyComparison): readonly PairComparison[] =>
  "family" in answer ? answer.family : [answer];

function accepted(pairs: readonly PairComparison[], about: Omit<Baseline, "accepted_at" | "models">): Baseline {
  const [first] = pairs as [PairComparison];
  const sides = [{ ...first.models.a, value: first.a }, ...pairs.map(({ models, b }) => ({ ...models.b, value: b }))];
  return {
    ...about,
    accepted_at: new Date().toISOString(),
    models: Object.fromEntries(sides.map(({ model, version, run, value }) => [model, { version, run, value }])),
  };
}

async function findAccepted(
  api: ApiClient,
  { path, run, model }: { path: string; run: string; model: string },
): Promise<void> {
  let accepted: RunRecord;
  try {
    accepted = await api.get<RunRecord>(`/v1/runs/${run}`);
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 404) throw error;
    throw new CliError(
      `${path} accepts run ${run} of ${model}, which this server hasn't: \`retort runs ${run} --save\` where it is keeps it in r2-assets, from where every fresh server gets it`,
    );
  }
  if (accepted.model !== model)
    throw new CliError(`${path} accepts run ${run} as one of ${model}, but it is of ${accepted.model}`);
}

function compareRuns(
  api: ApiClient,
  { a, b, metric, margin, over }: { a: string; b: string; metric: MetricName; margin: number; over: number },
): Promise<PairComparison> {
  const query = new URLSearchParams({ run_a: a, run_b: b, metric, margin: `${margin}`, simultaneous_over: `${over}` });
  return api.get<PairComparison>(`/v1/comparisons?${query}`);
}
