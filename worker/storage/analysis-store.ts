import { sha256 } from "../../r2-assets/format/digest.ts";
import type { Database } from "./database.ts";

/** What an analysis is computed from: `what` names the computation and everything but runs that it depends on. */
export interface AnalysisKey {
  what: string;
  /** Ids, each in its role; the empty string for one that is absent. */
  runs: readonly string[];
}

export interface AnalysisStore {
  /** The stored analysis, where it is as it was written; else a new one, stored. The database forgets it when one of its runs is deleted or put again. */
  once<T>(key: AnalysisKey, compute: () => Promise<T>): Promise<T>;
}

interface Stored {
  body: string;
  sha256: string | null;
}

/** `code`: which code computes. Another one may know a formula better, so it does not take its predecessor's word. */
export const analysisStore = (db: Database, code = ""): AnalysisStore => ({
  async once<T>({ what, runs }: AnalysisKey, compute: () => Promise<T>) {
    const digest = await sha256(JSON.stringify([code, what, runs]));
    const tuple = await db.prepare("SELECT body, sha256 FROM analyses WHERE digest = ?").bind(digest).first<Stored>();
    if (tuple !== null) {
      if (tuple.sha256 === (await sha256(tuple.body))) return JSON.parse(tuple.body) as T;
      console.error(`the stored ${what} of ${runs.join(", ")} is damaged or of before: it is computed again`);
    }
    const analysis = await compute();
    const body = JSON.stringify(analysis);
    await db.batch([
      db
        .prepare("INSERT OR REPLACE INTO analyses (digest, body, sha256) VALUES (?, ?, ?)")
        .bind(digest, body, await sha256(body)),
      db
        .prepare(
          "INSERT OR IGNORE INTO analysis_runs (run, digest) SELECT value, ? FROM json_each(?) WHERE value <> ''",
        )
        .bind(digest, JSON.stringify(runs)),
    ]);
    return analysis;
  },
});
