import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { sameTags } from "../kinds/tags.ts";
import { lengthBucket } from "./length-bucket.ts";
import { wordsOf } from "./row-texts.ts";

/** Rows that belong together, each with what one or more models said of it. */
export interface Part<P> {
  by: string;
  value: string;
  rows: (readonly P[])[];
  /** Where the metric asked for says nothing of such a part. */
  metric?: MetricName;
}

/** What a row is filed under: `[by, value]` pairs. */
type Keys = readonly (readonly [by: string, value: string])[];

const KEYS: { [K in RowKind]: (prediction: PredictionOf[K]) => Keys } = {
  classification: ({ gold, groups = {} }) => [["label", gold], ...Object.entries(groups)],
  regression: () => [],
  tagging: () => [],
  "question-answering": ({ gold }) => [["answerable", gold.length > 0 ? "yes" : "no"]],
  behavioural: ({ capability, type, test }) => [
    ["capability", capability],
    ["type", type],
    ["test", test],
  ],
};

/**
 * The parts of a suite's rows that deserve figures of their own: by gold label (accuracy, which is the label's recall: F1 and
 * correlations say nothing within one), by group, entity type, answerability, capability and test, and by length where
 * `texts` has the rows. `rows` holds one array a row: the predictions of all models for it.
 */
export function partsOf<K extends RowKind>(
  kind: K,
  rows: readonly (readonly PredictionOf[K][])[],
  texts?: ReadonlyMap<string, RowOf[K]>,
): Part<PredictionOf[K]>[] {
  const parts = new Map<string, Part<PredictionOf[K]>>();
  const file = (row: readonly PredictionOf[K][], by: string, value: string) => {
    const key = JSON.stringify([by, value]);
    const part = parts.get(key) ?? { by, value, rows: [], ...(by === "label" && { metric: "accuracy" as const }) };
    part.rows.push(row);
    parts.set(key, part);
  };
  for (const row of rows) {
    for (const [by, value] of KEYS[kind](row[0]!)) file(row, by, value);
    const text = kind === "behavioural" ? undefined : texts?.get(row[0]!.id);
    if (text !== undefined) file(row, "length", lengthBucket(wordsOf(kind, text)));
  }
  const filed = [...parts.values()].sort(
    (x, y) => (x.by < y.by ? -1 : x.by > y.by ? 1 : 0) || x.value.localeCompare(y.value, "en", { numeric: true }),
  );
  // One answerable question among answerable ones is the whole again.
  const telling = filed.filter(({ by, rows: own }) => by !== "answerable" || own.length < rows.length);
  return kind === "tagging"
    ? [...telling, ...(byEntityType(rows as TaggedRows) as unknown as Part<PredictionOf[K]>[])]
    : telling;
}

type TaggedRows = readonly (readonly PredictionOf["tagging"][])[];

/** For each type of entity the sentences where gold or a model has it, with all other tags taken for O. */
function byEntityType(rows: TaggedRows): Part<PredictionOf["tagging"]>[] {
  const typesOf = (row: TaggedRows[number]) =>
    new Set(
      row
        .flatMap(({ gold, prediction }) => [...gold, ...(prediction ?? [])])
        .flatMap((tag) => tag.split("-").slice(1).join("-") || []),
    );
  const typed = rows.map((row) => ({ row, types: typesOf(row) }));
  const all = [...new Set(typed.flatMap(({ types }) => [...types]))].sort();
  return all.map((type) => ({
    by: "type",
    value: type,
    metric: "span_f1",
    rows: typed.filter(({ types }) => types.has(type)).map(({ row }) => row.map((p) => only(type, p))),
  }));
}

function only(type: string, prediction: PredictionOf["tagging"]): PredictionOf["tagging"] {
  const keep = (tags: readonly string[]) => tags.map((tag) => (tag.slice(2) === type ? tag : "O"));
  const gold = keep(prediction.gold);
  const predicted = prediction.prediction && keep(prediction.prediction);
  return { ...prediction, gold, prediction: predicted, correct: predicted !== null && sameTags(predicted, gold) };
}
