/** A table that can be sorted by its heads and saved as CSV. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { type Cell, csvOf } from "./csv.ts";
import { saveFile } from "./save-file.ts";

export interface Column<Row> {
  /** Names it in CSV and in the order kept in an address. */
  id: string;
  title: ComponentChildren;
  /** What it is sorted by, and what CSV has. */
  value: (row: Row) => Cell;
  /** What is shown; the value unless given. */
  cell?: (row: Row) => ComponentChildren;
  numeric?: boolean;
  /** Heads its row for screen readers. One a table. */
  heads?: boolean;
  /** In CSV alone. */
  hidden?: boolean;
}

export interface Order {
  by: string;
  down: boolean;
}

interface Props<Row> {
  /** Says what the table is of. */
  caption: ComponentChildren;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Of the CSV file, without its ending. */
  file: string;
  /** As they come unless given. */
  order?: Order | null;
  /** Where the order is kept by somebody else; the table keeps it unless given. */
  onOrder?: (order: Order) => void;
  /** A class a row. */
  rowClass?: (row: Row) => string | undefined;
}

export function DataTable<Row>({ caption, columns, rows, keyOf, file, order, onOrder, rowClass }: Props<Row>) {
  const [own, setOwn] = useState<Order | null>(order ?? null);
  const current = onOrder ? (order ?? null) : own;
  const captionId = useId();
  const sorted = inOrder(rows, columns, current);
  const choose = (column: Column<Row>) => {
    const next = { by: column.id, down: current?.by === column.id ? !current.down : (column.numeric ?? false) };
    (onOrder ?? setOwn)(next);
  };
  const save = () => {
    const text = csvOf(
      columns.map(({ id }) => id),
      sorted.map((row) => columns.map(({ value }) => value(row))),
    );
    saveFile(`${file}.csv`, new Blob([text], { type: "text/csv" }));
  };
  return (
    <div class="table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="scrolls" aria-labelledby={captionId} tabIndex={0}>
        <table>
          <caption id={captionId}>
            <span>{caption}</span>
          </caption>
          <thead>
            <tr>
              {columns
                .filter(({ hidden }) => !hidden)
                .map((column) => (
                  <th
                    key={column.id}
                    scope="col"
                    class={column.numeric ? "number" : undefined}
                    aria-sort={current?.by === column.id ? (current.down ? "descending" : "ascending") : undefined}
                  >
                    <button type="button" class="sorts" onClick={() => choose(column)}>
                      {column.title}
                    </button>
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={keyOf(row)} class={rowClass?.(row)}>
                {columns.filter(({ hidden }) => !hidden).map((column) => cellOf(column, row))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <button type="button" class="save" onClick={save}>
        Save as CSV
      </button>
    </div>
  );
}

function cellOf<Row>({ id, cell, value, numeric, heads }: Column<Row>, row: Row) {
  const content = cell ? cell(row) : (value(row) ?? "–");
  const className = numeric ? "number" : undefined;
  return heads ? (
    <th key={id} scope="row" class={className}>
      {content}
    </th>
  ) : (
    <td key={id} class={className}>
      {content}
    </td>
  );
}

/** Rows without a value come last, whichever way; equals stay as they were. For whoever shows a part of many rows. */
export function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | null,
): readonly Row[] {
  const column = columns.find(({ id }) => id === order?.by);
  if (order === null || column === undefined) return rows;
  const isMissing = (value: Cell) => value === null || value === undefined;
  return rows.toSorted((one, other) => {
    const [a, b] = [column.value(one), column.value(other)];
    if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
    const ascending = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
    return order.down ? -ascending : ascending;
  });
}
