import type { Comparison } from "../../eval/comparison/comparison.ts";
import type { Database } from "./database.ts";

/** Comparisons by their pair of runs and their metric. Forgotten by the other stores when a run or its suite is put again. */
export interface ComparisonStore {
  get(runA: string, runB: string, metric: string): Promise<Comparison | null>;
  put(runA: string, runB: string, suite: string, comparison: Comparison): Promise<void>;
}

export const comparisonStore = (db: Database): ComparisonStore => ({
  async get(runA, runB, metric) {
    const tuple = await db
      .prepare("SELECT body FROM comparisons WHERE run_a = ? AND run_b = ? AND metric = ?")
      .bind(runA, runB, metric)
      .first<{ body: string }>();
    return tuple && (JSON.parse(tuple.body) as Comparison);
  },

  async put(runA, runB, suite, comparison) {
    await db
      .prepare("INSERT OR REPLACE INTO comparisons (run_a, run_b, metric, suite, body) VALUES (?, ?, ?, ?, ?)")
      .bind(runA, runB, comparison.metric, suite, JSON.stringify(comparison))
      .run();
  },
});
