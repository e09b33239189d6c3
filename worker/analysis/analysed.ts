/** Analyses: read where they are stored, else computed in turns with all else that the isolate does, and stored. */
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import { DEFAULTS } from "../../eval/statistics/resampling.ts";
import type { Env } from "../env.ts";
import { sleep } from "../runtime/turns.ts";
import { STEPS_PER_ROW, workInTurns } from "../runtime/work-in-turns.ts";
import { type AnalysisKey, analysisStore } from "../storage/analysis-store.ts";
import type { Sight } from "../storage/sight.ts";

/** Who asks for an analysis, and where what it needs lies. */
export interface Analyst {
  env: Env;
  /** Aborted when the client has gone. */
  signal?: AbortSignal | undefined;
  /** Through which runs on sealed parts are read; without one they have no figures. */
  sight?: Sight | undefined;
}

/** What an analysis is reckoned with: `rows` of all runs that it reads, and how often a draw looks at each, 0 where nothing is resampled. */
export interface Extent {
  rows: number;
  looks: number;
}

/** A row is read with what belongs to it, paired and tallied. */
const READS_PER_ROW = 3;

/** Plain data, as all that crosses requests (turns.ts): when whoever computes an analysis had its last turn. */
const underway = new Map<string, { seen: number }>();

/** Whoever computes has no turn for so long only where it was lost with its request. */
const LOST_AFTER_MS = 10_000;

/**
 * The stored analysis, or the one that `compute` makes, which must await `turn` between blocks of its work. While one request computes it others that ask
 * for the same wait for that one's: it takes seconds, in which both would hold the runs.
 */
export async function analysed<T>(
  { env, signal }: Analyst,
  key: AnalysisKey,
  { rows, looks }: Extent,
  compute: (turn: Turn) => Promise<T>,
): Promise<T> {
  const name = JSON.stringify(key);
  const mine = { seen: Date.now() };
  const leave = () => {
    if (underway.get(name) === mine) underway.delete(name);
  };
  const steps = rows * (READS_PER_ROW * STEPS_PER_ROW + looks * DEFAULTS.draws);
  try {
    return await analysisStore(env.DB, env.RETORT_CODE).once(key, async () => {
      if (isUnderway(name)) {
        while (isUnderway(name)) await sleep(20);
        return analysed({ env, signal }, key, { rows, looks }, compute);
      }
      mine.seen = Date.now();
      underway.set(name, mine);
      signal?.addEventListener("abort", leave, { once: true });
      return workInTurns({ steps, signal }, (turn) =>
        compute(async (done) => {
          await turn(done);
          mine.seen = Date.now();
        }),
      );
    });
  } finally {
    leave();
  }
}

function isUnderway(name: string): boolean {
  const other = underway.get(name);
  return other !== undefined && Date.now() - other.seen < LOST_AFTER_MS;
}
