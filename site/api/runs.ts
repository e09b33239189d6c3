/** `GET /v1/runs`, page by page: which models were measured on which suites, those known by their runs alone included. */
import { useEffect, useState } from "preact/hooks";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { askJson } from "./client.ts";
import { useKey } from "./key.ts";
import type { Answered } from "./use-answer.ts";

/** Ten pages of a hundred: whoever has more runs finds the older ones by their addresses. */
const MOST_PAGES = 10;

async function newestRuns(signal: AbortSignal): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const path = `/v1/runs?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await askJson<{ runs: RunRecord[]; next?: string }>(path, { signal });
    runs.push(...answer.runs);
    if (answer.next === undefined) break;
    cursor = answer.next;
  }
  return runs;
}

/** The newest thousand runs. */
export function useRuns(): Answered<RunRecord[]> {
  const [answer, setAnswer] = useState<Answered<RunRecord[]>>({ kind: "waiting" });
  const key = useKey();
  // The key goes along by itself.
  useEffect(() => {
    const leaving = new AbortController();
    newestRuns(leaving.signal).then(
      (value) => setAnswer({ kind: "there", value }),
      (error) => {
        if (!leaving.signal.aborted) setAnswer({ kind: "failed", why: error.message, status: error.status ?? 0 });
      },
    );
    return () => leaving.abort();
  }, [key]);
  return answer;
}

/** Over all rows as they are: what leaderboards and comparisons count. */
export const isWhole = (run: RunRecord): boolean =>
  run.limit === undefined && run.sample === undefined && run.perturbation === undefined;

/** By suite the newest whole run of each model, the newest first. */
export function standings(newestFirst: readonly RunRecord[]): Map<string, RunRecord[]> {
  const bySuite = new Map<string, Map<string, RunRecord>>();
  for (const run of newestFirst.filter(isWhole)) {
    const models = bySuite.get(run.suite) ?? new Map<string, RunRecord>();
    if (!models.has(run.model)) models.set(run.model, run);
    bySuite.set(run.suite, models);
  }
  return new Map([...bySuite].map(([suite, models]) => [suite, [...models.values()]]));
}

/** The suite that most models were measured on; undefined where none was. */
export const mostMeasured = (bySuite: ReadonlyMap<string, readonly unknown[]>): string | undefined =>
  [...bySuite].toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0];
