/** What CSV records of submissions say. What makes no sense stays as it is, for the server to refuse. */

/** A record by the titles of its columns. */
export type Fields = ReadonlyMap<string, string>;

/** The answer's field under its own name; `GET /v1/runs/{id}/predictions` calls it `prediction`, whatever it is. */
export const answerField = (fields: Fields, name: string): string | undefined =>
  fields.get(name) ?? fields.get("prediction");

/** `{name: read(text)}`; nothing where the field is not there or empty. */
export const told = (
  name: string,
  text: string | undefined,
  read: (text: string) => unknown,
): Record<string, unknown> => (text ? { [name]: read(text) } : {});

const SCORE = "score:";

/** `score:<label>` columns as `scores`, by label; nothing where all are empty. */
export function scoreFields(fields: Fields): { scores?: Record<string, number | string> } {
  const scores = [...fields].filter(([title, text]) => title.startsWith(SCORE) && text !== "");
  if (scores.length === 0) return {};
  return { scores: Object.fromEntries(scores.map(([title, text]) => [title.slice(SCORE.length), numberOr(text)])) };
}

/** Words, or a JSON array of them: labels may have spaces. */
export function words(text: string): unknown[] {
  const value = jsonOr(text);
  return Array.isArray(value) ? value : text.split(/\s+/).filter((word) => word !== "");
}

/** Text that is no JSON stays text. */
export function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Text that is no number stays text. */
export const numberOr = (text: string): number | string =>
  text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
