/** Rows of experiments that are to go: of answers too old for feedback, and of whole experiments. Parts of bounded size. */
import type { Database } from "./database.ts";

/** Answers that are looked at, or deleted with all that belongs to them, at once. */
const PART = 1000;

/** The answers of experiment ?1 up to number ?2. */
const GOING = "SELECT number FROM experiment_answers WHERE experiment = ?1 AND number <= ?2";

const LAST_OF_PART = `SELECT MAX(number) AS number FROM
  (SELECT number FROM experiment_answers WHERE experiment = ? ORDER BY number LIMIT ?)`;

/** Of the oldest answers those before the first that may still get feedback, or of which something was not folded. */
const EXPIRED = `SELECT MAX(number) AS number FROM (
    SELECT number, SUM(stays) OVER (ORDER BY number) AS staying FROM (
      SELECT a.number, a.answered_at >= ?2 OR a.number > COALESCE(p.answers, 0)
          OR EXISTS (SELECT 1 FROM experiment_feedback f WHERE f.answer = a.number AND f.number > COALESCE(p.feedback, 0)) AS stays
      FROM experiment_answers a LEFT JOIN experiment_progress p ON p.experiment = a.experiment
      WHERE a.experiment = ?1 ORDER BY a.number LIMIT ?3))
  WHERE staying = 0`;

/** Deletes answers up to `last`, their feedback, and units that have no other. */
const deleteUntil = (db: Database, experiment: number, last: number) =>
  db.batch([
    db
      .prepare(
        `UPDATE experiment_units SET judged = 1
         WHERE number IN (SELECT unit FROM experiment_feedback WHERE answer IN (${GOING}))`,
      )
      .bind(experiment, last),
    db.prepare(`DELETE FROM experiment_feedback WHERE answer IN (${GOING})`).bind(experiment, last),
    db
      .prepare(
        `DELETE FROM experiment_units
         WHERE number IN (SELECT unit FROM experiment_answers WHERE experiment = ?1 AND number <= ?2)
           AND NOT EXISTS (SELECT 1 FROM experiment_answers a WHERE a.unit = experiment_units.number AND a.number > ?2)`,
      )
      .bind(experiment, last),
    db.prepare("DELETE FROM experiment_answers WHERE experiment = ? AND number <= ?").bind(experiment, last),
  ]);

/** Deletes of the oldest answers those from before `since`, once they are folded. Whether there may be more. */
export async function deleteExpired(db: Database, experiment: number, since: Date): Promise<boolean> {
  const expired = await db
    .prepare(EXPIRED)
    .bind(experiment, since.toISOString(), PART)
    .first<{ number: number | null }>();
  if (expired?.number == null) return false;
  await deleteUntil(db, experiment, expired.number);
  return true;
}

/** Deletes a part of an experiment that is hidden, and in the end itself. Whether there is more. */
export async function deletePart(db: Database, experiment: number): Promise<boolean> {
  const part = await db.prepare(LAST_OF_PART).bind(experiment, PART).first<{ number: number | null }>();
  if (part?.number != null) {
    await deleteUntil(db, experiment, part.number);
    return true;
  }
  await db.batch([
    ...["feedback", "units", "progress"].map((table) =>
      db.prepare(`DELETE FROM experiment_${table} WHERE experiment = ?`).bind(experiment),
    ),
    db.prepare("DELETE FROM experiments WHERE number = ? AND status = 'deleted'").bind(experiment),
  ]);
  return false;
}

/** Numbers of experiments that are being deleted. */
export async function hiddenExperiments(db: Database, most: number): Promise<number[]> {
  const { results } = await db
    .prepare("SELECT number FROM experiments WHERE status = 'deleted' LIMIT ?")
    .bind(most)
    .all<{ number: number }>();
  return results.map(({ number }) => number);
}

/** Experiments whose oldest answer takes no feedback any more, with the days after which that is so. */
export async function outdatedExperiments(
  db: Database,
  most: number,
  now: Date,
): Promise<{ number: number; days: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT number, days FROM (
         SELECT e.number, json_extract(e.design, '$.feedback_days') AS days,
           (SELECT a.answered_at FROM experiment_answers a WHERE a.experiment = e.number ORDER BY a.number LIMIT 1) AS oldest
         FROM experiments e WHERE e.status <> 'deleted')
       WHERE oldest < strftime('%Y-%m-%dT%H:%M:%fZ', ?, '-' || days || ' days') ORDER BY oldest LIMIT ?`,
    )
    .bind(now.toISOString(), most)
    .all<{ number: number; days: number }>();
  return results;
}
