import { answerField, type Fields, numberOr, told } from "../csv-fields.ts";

/** `answer`, which may be empty: there is none; and `no_answer_probability`. */
export function questionItem(fields: Fields): Record<string, unknown> {
  const answer = answerField(fields, "answer");
  return {
    ...(answer !== undefined && { answer }),
    ...told("no_answer_probability", fields.get("no_answer_probability"), numberOr),
  };
}

/** SQuAD's `{id: answer}`. */
export const squadItems = (file: Readonly<Record<string, unknown>>): unknown[] =>
  Object.entries(file).map(([id, answer]) => ({ id, answer }));
