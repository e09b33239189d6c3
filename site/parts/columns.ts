/** Columns that many tables have. CSV has their numbers whole, and an interval as its two ends. */
import { fraction, interval } from "../format.ts";
import type { Column } from "./data-table.tsx";

type Of<Row, Value> = (row: Row) => Value | null | undefined;
type Interval = readonly [number, number];

/** A number, as people read it. */
export const figure = <Row>(
  id: string,
  title: string,
  value: Of<Row, number>,
  shown: (value: number | null | undefined) => string = fraction,
): Column<Row> => ({ id, title, numeric: true, value, cell: (row) => shown(value(row)) });

/** A whole number, however large. */
export const counted = <Row>(id: string, title: string, value: (row: Row) => number): Column<Row> => ({
  ...{ id, title, numeric: true, value },
  cell: (row) => value(row).toLocaleString("en"),
});

/** How many rows a figure is of. */
export const rowCount = <Row extends { rows: number }>(title = "Rows"): Column<Row> =>
  counted("rows", title, ({ rows }) => rows);

/** `<name>low` and `<name>high`, in CSV alone: the interval is shown with its figure. */
export const hiddenEnds = <Row>(name: string, of: Of<Row, Interval>): Column<Row>[] => [
  { id: `${name}low`, title: "", hidden: true, value: (row) => of(row)?.[0] },
  { id: `${name}high`, title: "", hidden: true, value: (row) => of(row)?.[1] },
];

/** The same, with a column that shows both. */
export function ends<Row>(
  name: string,
  title: string,
  of: Of<Row, Interval>,
  shown: (ci95: Interval | null | undefined) => string = interval,
): Column<Row>[] {
  const [low, high] = hiddenEnds(name, of);
  return [{ ...low!, title, hidden: false, numeric: true, cell: (row) => shown(of(row)) }, high!];
}
