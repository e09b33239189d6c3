import type { TeacherAnswers } from "./teacher-answers.ts";

/**
 * Rows that have an answer, and the ids of those that have none; all where answers are not what is learnt from. Throws with one
 * sentence where no row has one.
 */
export function answeredRows<Row extends { id: string }>(
  rows: readonly Row[],
  answers: TeacherAnswers | null,
): { answered: readonly Row[]; unanswered: string[] } {
  if (answers === null) return { answered: rows, unanswered: [] };
  const answered = rows.filter(({ id }) => answers.has(id));
  if (answered.length === 0 && rows.length > 0)
    throw new Error(
      `of ${rows.length} rows none has an answer in ${answers.sources.map(({ file }) => file).join(", ")}: ` +
        `rows have ids such as ${rows[0].id}, answers such as ${answers.anyId}`,
    );
  return { answered, unanswered: rows.flatMap(({ id }) => (answers.has(id) ? [] : [id])) };
}

/** For the log, after what was read. */
export const withoutAnswer = (unanswered: readonly string[]): string =>
  unanswered.length === 0 ? "" : `, ${unanswered.length} left out that the teacher did not answer`;
