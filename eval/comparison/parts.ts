import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { sameTags } from "../kinds/tags.ts";
import { lengthBucket } from "./length-bucket.ts";

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

/** As many parts are told of, the largest ones: groups are named by uploads, and types of entities by submissions. */
const MOST_PARTS = 200;

/**
 * The parts of a suite's rows that deserve figures of their own: by gold label (accuracy, which is the label's recall: F1 and
 * correlations say nothing within one), by group, entity type, answerability, capability and test, and by length where
 * `words` tells how many a row has. `rows` holds one array a row: the predictions of all models for it.
 */
export function partsOf<K extends RowKind>(
  kind: K,
  rows: readonly (readonly PredictionOf[K][])[],
  words?: ReadonlyMap<string, number>,
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
    const length = kind === "behavioural" ? undefined : words?.get(row[0]!.id);
    if (length !== undefined) file(row, "length", lengthBucket(length));
  }
  const filed = [...parts.values()].sort(
    (x, y) => (x.by < y.by ? -1 : x.by > y.by ? 1 : 0) || x.value.localeCompare(y.value, "en", { numeric: true }),
  );
  // One answerable question among answerable ones is the whole again.
  const telling = filed.filter(({ by, rows: own }) => by !== "answerable" || own.length < rows.length);
  return kind === "tagging"
    ? [...telling, ...(byEntityType(rows as TaggedRows) as unknown as Part<PredictionOf[K]>[])]
    : largest(telling, (part) => part.rows.length);
}

/** Those with the highest sizes, in the order they came. */
function largest<T>(parts: readonly T[], sizeOf: (part: T) => number): T[] {
  const kept = new Set([...parts].sort((x, y) => sizeOf(y) - sizeOf(x)).slice(0, MOST_PARTS));
  return parts.filter((part) => kept.has(part));
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
  const typed = new Map<string, TaggedRows[number][]>();
  for (const row of rows) {
    for (const type of typesOf(row)) {
      const own = typed.get(type);
      if (own) own.push(row);
      else typed.set(type, [row]);
    }
  }
  const all = [...typed].sort(([x], [y]) => (x < y ? -1 : 1));
  return largest(all, ([, own]) => own.length).map(([type, own]) => ({
    by: "type",
    value: type,
    metric: "span_f1",
    rows: own.map((row) => row.map((p) => only(type, p))),
  }));
}

function only(type: string, prediction: PredictionOf["tagging"]): PredictionOf["tagging"] {
  const keep = (tags: readonly string[]) => tags.map((tag) => (tag.slice(2) === type ? tag : "O"));
  const gold = keep(prediction.gold);
  const predicted = prediction.prediction && keep(prediction.prediction);
  return { ...prediction, gold, prediction: predicted, correct: predicted !== null && sameTags(predicted, gold) };
}
