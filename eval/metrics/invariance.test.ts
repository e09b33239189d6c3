/** What must hold of every metric, whatever its formula. */
import { describe, expect, test } from "vitest";
import golden from "../../test/golden/metrics.json" with { type: "json" };
import { bootstrapInterval } from "../statistics/bootstrap.ts";
import { plainValue, rowsOf, type Statistic, valueOn } from "../statistics/statistic.ts";
import { expectedCalibrationError } from "./calibration.ts";
import { f1, macroF1 } from "./f1.ts";
import { labelColumns } from "./label-columns.ts";
import { matthewsCorrelation } from "./matthews.ts";
import { mean } from "./mean.ts";
import { pearson } from "./pearson.ts";
import { SpanColumns } from "./span-f1.ts";
import { countSpans } from "./spans.ts";
import { spearman } from "./spearman.ts";

const five = golden.labels.find(({ name }) => name === "five classes")!;
const ties = golden.columns.find(({ name }) => name === "ties in both")!;
const tagged = golden.sentences.find(({ name }) => name === "well-formed gold")!;

/** The metric on the rows `rows` picks out of some data, as data of its own. */
type OnRows = (rows: readonly number[]) => Statistic;
const fromLabels =
  (metric: (columns: ReturnType<typeof labelColumns>) => Statistic): OnRows =>
  (rows) =>
    metric(
      labelColumns(
        rows.map((i) => five.gold[i]),
        rows.map((i) => five.predicted[i]),
        5,
      ),
    );
const fromColumns =
  (metric: (x: Float64Array, y: Float64Array) => Statistic): OnRows =>
  (rows) =>
    metric(
      Float64Array.from(rows, (i) => ties.gold[i]),
      Float64Array.from(rows, (i) => ties.predicted[i]),
    );

const METRICS: { name: string; n: number; onRows: OnRows }[] = [
  { name: "f1", n: 80, onRows: fromLabels(f1) },
  { name: "macro F1", n: 80, onRows: fromLabels(macroF1) },
  { name: "Matthews correlation", n: 80, onRows: fromLabels(matthewsCorrelation) },
  { name: "Pearson correlation", n: 40, onRows: fromColumns(pearson) },
  { name: "Spearman correlation", n: 40, onRows: fromColumns(spearman) },
  { name: "mean", n: 40, onRows: (rows) => mean(Float64Array.from(rows, (i) => ties.gold[i])) },
  {
    name: "calibration error",
    n: 40,
    onRows: (rows) =>
      expectedCalibrationError(
        Float64Array.from(rows, (i) => ties.gold[i] / 5),
        Uint8Array.from(rows, (i) => ties.predicted[i] % 2),
      ),
  },
  {
    name: "span F1",
    n: 25,
    onRows: (rows) => {
      const columns = new SpanColumns();
      for (const i of rows) columns.add(countSpans(tagged.gold[i], tagged.predicted[i], "strict").values());
      return columns.f1();
    },
  },
];

describe.each(METRICS)("$name", ({ n, onRows }) => {
  const rows = [...Array(n).keys()];
  const once = onRows(rows);

  test("every row twice: the same value, a narrower interval", async () => {
    const twice = onRows([...rows, ...rows]);
    expect(plainValue(twice)).toBeCloseTo(plainValue(once)!, 12);
    const width = async (statistic: Statistic) => {
      const [low, high] = (await bootstrapInterval(statistic, { draws: 1000 }))!;
      return high - low;
    };
    expect(await width(twice)).toBeLessThan(await width(once));
  });

  test("rows in another order: the same value, drawn rows moved along", () => {
    const shuffled = rows.map((i) => (i * 7 + 3) % n); // 7 is coprime to every n above
    const counts = Uint32Array.from(rows, (i) => (i * i) % 4);
    const value = valueOn(
      onRows(shuffled),
      Uint32Array.from(shuffled, (i) => counts[i]),
    );
    expect(value).toBeCloseTo(valueOn(once, counts)!, 12);
  });

  test("drawing rows is the same as having them that often", () => {
    const counts = Uint32Array.from(rows, (i) => (i * 5) % 3);
    const expanded = onRows(rows.flatMap((i) => new Array<number>(counts[i]).fill(i)));
    expect(valueOn(once, counts)).toBeCloseTo(plainValue(expanded)!, 12);
  });

  test("a draw leaves nothing behind for the next, nor changes its counts", () => {
    const counts = new Uint32Array(rowsOf(once)).fill(2);
    const value = valueOn(once, counts);
    valueOn(
      once,
      counts.map((_, i) => i % 3),
    );
    expect(valueOn(once, counts)).toBe(value);
    expect(counts).toEqual(new Uint32Array(n).fill(2));
  });
});
