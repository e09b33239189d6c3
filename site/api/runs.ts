/** `GET /v1/runs`, page by page: which models were measured on which suites, those known by their runs alone included. */
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { changed } from "../address.ts";
import { askJson } from "./client.ts";
import type { RunPage } from "./evaluations.ts";
import type { Answered } from "./use-answer.ts";
import { useLoaded } from "./use-loaded.ts";

/** Of a hundred: whoever has more runs finds the older ones by their addresses. */
const MOST_PAGES = 10;

async function newestRuns(_: string, signal: AbortSignal): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: RunPage = await askJson<RunPage>(`/v1/runs${changed("", { limit: "100", cursor })}`, { signal });
    runs.push(...answer.runs);
    cursor = answer.next;
    if (cursor === undefined) break;
  }
  return runs;
}

/** The newest thousand runs. */
export const useRuns = (): Answered<RunRecord[]> => useLoaded("all models", newestRuns).answer;
