/** Who was shown which figures of sealed parts: a log, one row a showing. */
import type { Looks, SuiteLooks } from "../../eval/reports/looks.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Database } from "./database.ts";

/** Somebody who is shown figures, and by which part of the API. */
export interface Asker {
  key: string;
  name: string;
  route: string;
}

/** A line of the log as a table: all looks at one model by one key and route, on the same rows. */
export interface LookLine {
  suite_sha256: string;
  who: string;
  key: string;
  model: string;
  version: string | null;
  route: string;
  figures: number;
  times: number;
  first: string;
  last: string;
}

export interface LookStore {
  /** Notes that the figures of these runs are shown; twice the same call counts twice, a statement repeated below it once. */
  note(runs: readonly RunRecord[], by: Asker, now?: Date): Promise<void>;
  /** Of the rows of a suite. */
  totals(suite: string, sha256: string): Promise<Looks>;
  /** Of all rows that the suite ever had; `sha256`: of those it has now, null where it is gone. */
  report(suite: string, sha256: string | null): Promise<SuiteLooks>;
  lines(suite: string): Promise<LookLine[]>;
}

const NOTE = `INSERT OR IGNORE INTO looks (id, suite, suite_sha256, figure, run, model, version, route, key, name, at)
  SELECT value ->> 'id', value ->> 'suite', value ->> 'suite_sha256', value ->> 'figure', value ->> 'run', value ->> 'model',
    value ->> 'version', ?2, ?3, ?4, ?5 FROM json_each(?1)`;

const FIGURES = "COUNT(DISTINCT figure) AS figures, COUNT(*) AS times";
const TOTALS = `${FIGURES}, COUNT(DISTINCT key) AS keys`;
const PART = `${FIGURES}, MIN(at) AS first, MAX(at) AS last`;
const MOST_FIRST = "ORDER BY figures DESC, times DESC, first";

export const lookStore = (db: Database): LookStore => {
  const all = async <T>(sql: string, ...values: unknown[]) =>
    (
      await db
        .prepare(sql)
        .bind(...values)
        .all<T>()
    ).results;
  const totals = async (suite: string, sha256: string) =>
    (await all<Looks>(`SELECT ${TOTALS} FROM looks WHERE suite = ? AND suite_sha256 = ?`, suite, sha256))[0]!;

  return {
    totals,

    async note(runs, { key, name, route }, now = new Date()) {
      const looks = runs.map(({ id: run, suite, suite_sha256, model, version, predictions_sha256 }) => ({
        ...{ id: crypto.randomUUID(), suite, suite_sha256, run, model, version },
        figure: predictions_sha256 ?? run,
      }));
      await db.prepare(NOTE).bind(JSON.stringify(looks), route, key, name, now.toISOString()).run();
    },

    async report(suite, sha256) {
      const of = "FROM looks WHERE suite = ?1 AND suite_sha256 = ?2";
      const by_model = await all<Omit<SuiteLooks["by_model"][number], "routes"> & { routes: string }>(
        `SELECT model, version, ${PART}, json_group_array(DISTINCT route) AS routes ${of} GROUP BY model, version ${MOST_FIRST}`,
        suite,
        sha256,
      );
      return {
        suite,
        suite_sha256: sha256,
        ...(await totals(suite, sha256 ?? "")),
        askers: await all(`SELECT name AS who, key, ${PART} ${of} GROUP BY key ${MOST_FIRST}`, suite, sha256),
        by_model: by_model.map(({ routes, ...rest }) => ({ ...rest, routes: (JSON.parse(routes) as string[]).sort() })),
        before: await all(
          `SELECT suite_sha256, ${TOTALS}, MIN(at) AS first, MAX(at) AS last FROM looks
           WHERE suite = ?1 AND suite_sha256 IS NOT ?2 GROUP BY suite_sha256 ORDER BY last DESC`,
          suite,
          sha256,
        ),
      };
    },

    lines: (suite) =>
      all(
        `SELECT suite_sha256, name AS who, key, model, version, route, ${PART} FROM looks WHERE suite = ?
         GROUP BY suite_sha256, key, model, version, route ORDER BY last DESC, who, model, version, route`,
        suite,
      ),
  };
};
