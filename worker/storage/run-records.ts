/** Rows of the table of runs: what every query of them begins with, and the records that they hold. */
import { sha256 } from "../../r2-assets/format/digest.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { DamagedError } from "./damage.ts";
import { type Sight, withoutFigures } from "./sight.ts";

/** What is read of a run, `r`. */
export const RECORD = "r.id, r.record, r.sha256";

/** Runs, `r`, on the rows that their suite, `s`, has now. */
export const RUNS_ON_PRESENT_ROWS = "runs r JOIN suites s ON s.id = r.suite AND s.sha256 = r.suite_sha256";

export const NEWEST_FIRST = "ORDER BY r.created_at DESC, r.id DESC";

/** A row of `RECORD`. */
export interface RunTuple {
  id: string;
  record: string;
  /** Of the record; null for one that was written before digests were. */
  sha256: string | null;
}

/**
 * The one way from a stored record to one that may be shown: of a sealed part it has no figures unless a sight is told that they
 * are seen. Throws DamagedError for a record that is not as it was written, and what the sight throws.
 */
export async function recordOf({ id, record, sha256: promised }: RunTuple, sight?: Sight): Promise<RunRecord> {
  const actual = await sha256(record);
  if (promised !== null && actual !== promised)
    throw new DamagedError("run-damaged", `the record of ${id}`, `it has the sha256 ${actual}, not ${promised}`);
  const parsed = RunRecord.safeParse(safeJson(record));
  if (!parsed.success) throw new DamagedError("run-damaged", `the record of ${id}`, "it is not what a record is");
  const run = parsed.data;
  if (!run.sealed) return run;
  if (sight === undefined) return withoutFigures(run);
  await sight.see(run);
  return run;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused as no record
  }
}

/** Those that are sound: a damaged record hides its own run only. The log tells which it is. */
export async function soundRecords(tuples: readonly RunTuple[], sight?: Sight): Promise<RunRecord[]> {
  const parsed = await Promise.all(
    tuples.map((tuple) =>
      recordOf(tuple, sight).catch((error) => {
        if (!(error instanceof DamagedError)) throw error;
        console.error(error.message);
        return undefined;
      }),
    ),
  );
  return parsed.filter((run) => run !== undefined);
}
