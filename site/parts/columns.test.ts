import { expect, test } from "vitest";
import { counted, ends, figure, hiddenEnds, rowCount } from "./columns.ts";

interface Row {
  rows: number;
  score: number | null;
  ci95: [number, number] | null;
}
const ROW: Row = { rows: 1500, score: 0.87, ci95: [0.8, 0.9] };
const NONE: Row = { rows: 0, score: null, ci95: null };

test("a number is shown as people read it, and saved whole", () => {
  const column = figure<Row>("score", "Score", ({ score }) => score);
  expect([column.value(ROW), column.cell!(ROW), column.cell!(NONE)]).toEqual([0.87, "0.870", "–"]);
  expect(rowCount<Row>().cell!(ROW)).toBe("1,500");
  expect(counted<Row>("n", "n", ({ rows }) => rows).value(ROW)).toBe(1500);
});

test("an interval is one column that is shown, and two that are saved", () => {
  const [low, high] = ends<Row>("drop_", "95 % interval", ({ ci95 }) => ci95);
  expect([low!.id, low!.value(ROW), low!.cell!(ROW), low!.hidden]).toEqual(["drop_low", 0.8, "0.800 to 0.900", false]);
  expect([high!.id, high!.value(ROW), high!.value(NONE), high!.hidden]).toEqual(["drop_high", 0.9, undefined, true]);
  expect(hiddenEnds<Row>("", ({ ci95 }) => ci95).map(({ id, hidden }) => [id, hidden])).toEqual([
    ["low", true],
    ["high", true],
  ]);
});
