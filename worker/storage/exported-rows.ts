import type { Other } from "./assignment-store.ts";
import type { Database } from "./database.ts";

/** An answer with its unit and what was said of it; that is null where nothing was. */
export interface ExportedRow {
  unit: number;
  assignment: string;
  variant: number;
  /** Those that the unit's variant was drawn by. */
  weights: number[];
  assigned_at: string;
  label: string | null;
  others: (Other | null)[] | null;
  /** Feedback counts in this order; numbers are those of all experiments. */
  feedback: number | null;
  latency_ms: number | null;
  judged_at: string | null;
  gold: string | null;
  correct: boolean | null;
  counts: boolean | null;
}

interface Tuple extends Omit<ExportedRow, "weights" | "others" | "correct" | "counts"> {
  number: number;
  weights: string;
  others: string | null;
  correct: number | null;
  counts: number | null;
}

const PAGE_OF_ROWS = `SELECT a.number, a.unit, a.id AS assignment, a.variant, u.weights, a.answered_at AS assigned_at, a.label, a.others,
    f.number AS feedback, f.latency_ms, f.judged_at, f.label AS gold, f.correct, f.counts
  FROM experiment_answers a JOIN experiment_units u ON u.number = a.unit LEFT JOIN experiment_feedback f ON f.answer = a.number
  WHERE a.experiment = ? AND a.number > ? ORDER BY a.number LIMIT ?`;

/** All answers of an experiment, oldest first, so many at a time. */
export async function* exportedRows(db: Database, experiment: number, page: number): AsyncGenerator<ExportedRow[]> {
  for (let after = 0; ; ) {
    const { results } = await db.prepare(PAGE_OF_ROWS).bind(experiment, after, page).all<Tuple>();
    if (results.length > 0) yield results.map(rowOf);
    if (results.length < page) return;
    after = results.at(-1)!.number;
  }
}

const rowOf = ({ number: _, weights, others, correct, counts, ...rest }: Tuple): ExportedRow => ({
  ...rest,
  weights: JSON.parse(weights) as number[],
  others: others === null ? null : (JSON.parse(others) as (Other | null)[]),
  correct: correct === null ? null : correct === 1,
  counts: counts === null ? null : counts === 1,
});
