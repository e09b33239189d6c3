import type { TaggingPrediction } from "../../../r2-assets/format/prediction.ts";
import type { Parting } from "../kind.ts";
import { largest, type Part } from "../part.ts";
import { sameTags } from "../tags.ts";

type Row = readonly TaggingPrediction[];

/** By length, and by type of entity. */
export const taggingParts: Parting<TaggingPrediction> = { keys: () => [], byLength: true, within: byEntityType };

/** For each type of entity the sentences where gold or a model has it, with all other tags taken for O. */
function byEntityType(rows: readonly Row[]): Part<TaggingPrediction>[] {
  const typesOf = (row: Row) =>
    new Set(
      row
        .flatMap(({ gold, prediction }) => [...gold, ...(prediction ?? [])])
        .flatMap((tag) => tag.split("-").slice(1).join("-") || []),
    );
  const typed = new Map<string, Row[]>();
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

function only(type: string, prediction: TaggingPrediction): TaggingPrediction {
  const keep = (tags: readonly string[]) => tags.map((tag) => (tag.slice(2) === type ? tag : "O"));
  const gold = keep(prediction.gold);
  const predicted = prediction.prediction && keep(prediction.prediction);
  return { ...prediction, gold, prediction: predicted, correct: predicted !== null && sameTags(predicted, gold) };
}
