import type { MultiLabelPrediction } from "../../../r2-assets/format/prediction.ts";
import type { Parting } from "../kind.ts";
import { largest, type Part } from "../part.ts";

type Row = readonly MultiLabelPrediction[];

/** By length, by how many labels a row has, and label by label. */
export const multiLabelParts: Parting<MultiLabelPrediction> = {
  keys: () => [],
  byLength: true,
  within: (rows) => [...byCount(rows), ...byLabel(rows)],
};

/** Accuracy, since of rows without labels no F1 says anything. */
function byCount(rows: readonly Row[]): Part<MultiLabelPrediction>[] {
  const counts = Map.groupBy(rows, (row) => row[0]!.gold.length);
  return [...counts]
    .sort(([x], [y]) => x - y)
    .map(([count, own]) => ({ by: "labels a text", value: String(count), metric: "accuracy", rows: own }));
}

/** Not `label`, which is a row's gold one: for each label the rows where gold or a model has it, with all other labels left out: micro F1 is the label's own then. */
function byLabel(rows: readonly Row[]): Part<MultiLabelPrediction>[] {
  const having = new Map<string, Row[]>();
  for (const row of rows) {
    for (const label of new Set(row.flatMap(({ gold, prediction }) => [...gold, ...(prediction ?? [])]))) {
      const own = having.get(label);
      if (own) own.push(row);
      else having.set(label, [row]);
    }
  }
  const all = [...having].sort(([x], [y]) => (x < y ? -1 : 1));
  return largest(all, ([, own]) => own.length).map(([label, own]) => ({
    by: "one label",
    value: label,
    metric: "micro_f1",
    rows: own.map((row) => row.map((prediction) => only(label, prediction))),
  }));
}

function only(label: string, prediction: MultiLabelPrediction): MultiLabelPrediction {
  const keep = (labels: readonly string[]) => labels.filter((each) => each === label);
  const gold = keep(prediction.gold);
  const predicted = prediction.prediction && keep(prediction.prediction);
  return {
    ...prediction,
    gold,
    prediction: predicted,
    correct: predicted !== null && predicted.length === gold.length,
  };
}
