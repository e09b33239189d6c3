/** A suite of two parts with submissions on both, whose sealed figures can be told from all others. */
import { ask, expectJson, putSuite } from "./api.ts";

export const ROWS = Array.from({ length: 60 }, (_, i) => ({
  id: `row-${i}`,
  text_a: `text number ${i}`,
  label: i % 3 === 0 ? "positive" : "negative",
}));

export const uploadSplit = (rows: readonly object[] = ROWS, query = "split=0.5") =>
  expectJson(201, putSuite(`own/films?${query}`, rows));

export type Answer = (row: (typeof ROWS)[number], i: number) => string;

/** Answers every row of a part, `ids` in its order. */
export const submit = (suite: string, name: string, ids: readonly string[], answer: Answer, key?: string) =>
  ask("/v1/submissions", {
    ...(key !== undefined && { key }),
    body: {
      suite,
      model: { name },
      predictions: ROWS.filter(({ id }) => ids.includes(id)).map((row, i) => ({ id: row.id, label: answer(row, i) })),
    },
  });

/** Right but for every `nth` row of the part. */
export const wrongEvery =
  (nth: number): Answer =>
  ({ label }, i) =>
    i % nth === 0 ? (label === "positive" ? "negative" : "positive") : label;
