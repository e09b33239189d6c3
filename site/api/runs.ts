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
