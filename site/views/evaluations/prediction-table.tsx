import { useQuery } from "../../address.ts";
import type { RunRecord } from "../../api/evaluations.ts";
import { fraction } from "../../format.ts";
import { type Column, DataTable, inOrder } from "../../parts/data-table.tsx";
import { orderOf, orderText } from "../../parts/order.ts";
import { typed } from "../../parts/typed.ts";
import { confidenceOf, inCell, inList, isShown, type Prediction, type Shown } from "./predictions.ts";

const PAGE = 50;
const WORDS: Record<Shown, string> = { all: "all", wrong: "wrong ones", right: "right ones", failed: "not answered" };
const isKnown = (name: string | null): name is Shown => name !== null && name in WORDS;

/** A page of what is asked for; order and page are in the address, and the order is that of all pages. */
export function PredictionTable({ run, predictions }: { run: RunRecord; predictions: readonly Prediction[] }) {
  const { query, change } = useQuery();
  const asked = query.get("rows");
  const shown: Shown = isKnown(asked) ? asked : "all";
  const order = orderOf(query.get("order"));
  const columns = columnsFor(run, predictions);
  const found = predictions.filter((row) => isShown(row, shown));
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(query.get("page") ?? 1)) || 1));
  const from = (page - 1) * PAGE;
  const rows = inOrder(found, columns, order).slice(from, from + PAGE);
  const go = (to: number) => change({ page: to === 1 ? null : String(to) }, true);
  return (
    <>
      <div class="fields">
        {predictions.some(({ correct }) => typeof correct === "boolean") && (
          <label>
            Show{" "}
            <select value={shown} onChange={(event) => change({ rows: typed(event), page: null })}>
              {Object.entries(WORDS).map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        )}
        <span role="status">
          {found.length === 0
            ? "No answer is of that kind."
            : `${(from + 1).toLocaleString("en")} to ${(from + rows.length).toLocaleString("en")} of ${found.length.toLocaleString("en")}`}
        </span>
      </div>
      {rows.length > 0 && (
        <DataTable
          caption={`Answers of ${run.model}, by the ids of the rows of ${run.suite}`}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          file={`${run.id}-answers-${shown}-${page}`}
          order={order}
          onOrder={(next) => change({ order: orderText(next), page: null })}
        />
      )}
      {pages > 1 && (
        <p>
          <button type="button" disabled={page === 1} onClick={() => go(page - 1)}>
            Previous
          </button>{" "}
          Page {page} of {pages}{" "}
          <button type="button" disabled={page === pages} onClick={() => go(page + 1)}>
            Next
          </button>
        </p>
      )}
    </>
  );
}

const verdictOf = ({ correct }: Prediction) =>
  correct === undefined || correct === null ? "–" : correct ? "right" : "wrong";

/** Columns that some row has something for: a suite may hide gold, numbers have no right and wrong. */
function columnsFor({ metrics }: RunRecord, predictions: readonly Prediction[]): Column<Prediction>[] {
  const has = (of: (row: Prediction) => unknown) =>
    predictions.some((row) => of(row) !== undefined && of(row) !== null);
  const shown = "micro_f1" in metrics ? inList : inCell; // which is of several labels a text, and of nothing else
  return [
    { id: "id", title: "Row", heads: true, value: ({ id }) => id },
    ...(has(({ test }) => test) ? [{ id: "test", title: "Test", value: ({ test }: Prediction) => test }] : []),
    { id: "answer", title: "Answer", value: ({ prediction }) => shown(prediction) },
    ...(has(({ gold }) => gold) ? [{ id: "gold", title: "Gold", value: ({ gold }: Prediction) => shown(gold) }] : []),
    ...(has(({ correct }) => correct)
      ? [
          {
            ...{ id: "correct", title: "It is", value: verdictOf },
            cell: (row: Prediction) => <span class={row.correct === false ? "bad" : undefined}>{verdictOf(row)}</span>,
          },
        ]
      : []),
    ...(has(confidenceOf)
      ? [
          {
            ...{ id: "confidence", title: "Confidence", numeric: true, value: confidenceOf },
            cell: (row: Prediction) => fraction(confidenceOf(row)),
          },
        ]
      : []),
    ...(has(({ f1 }) => f1)
      ? [
          {
            id: "f1",
            title: "F1",
            numeric: true,
            value: ({ f1 }: Prediction) => f1,
            cell: ({ f1 }: Prediction) => fraction(f1),
          },
        ]
      : []),
    ...(has(({ error }) => error) ? [{ id: "error", title: "Why not", value: ({ error }: Prediction) => error }] : []),
  ];
}
