/**
 * What windows are worth: models of sentences asked about long reviews, which they read cut to their length or by windows, logits pooled by
 * the code that serves (`worker/pipelines/window-logits.ts`), run by the engine in Node. One row a way: accuracy with Wilson's interval, and its
 * difference from the cut text on the same rows with Newcombe's; then the same of the rows that are longer than a window. Beside it the expected calibration
 * error, and that with the temperature of the model's card, where it has one.
 *
 *     node bench/windows/imdb.ts DATA [MODEL...] [--rows 2000] [--stride PIECES] [--assets DIR] [--out FILE]
 *
 * DATA: a data folder. MODEL: published models of two labels (sst2-teacher, sst2-pkd-skip, sst2-kronecker-19x unless named). The rows are those that an
 * evaluation of imdb/test takes. `--stride`: a quarter of a window unless given.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { openInEngine } from "../../cli/artefact/open-in-engine.ts";
import { describeMachine } from "../../cli/bench/machine.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { createProgress } from "../../cli/ui/progress.ts";
import { argMax } from "../../eval/answers/arg-max.ts";
import { softmax } from "../../eval/answers/softmax.ts";
import { expectedCalibrationError } from "../../eval/metrics/calibration.ts";
import { readSuite } from "../../eval/readers/read-suite.ts";
import { chooseRows } from "../../eval/sampling/choose-rows.ts";
import { mcnemarMidP } from "../../eval/statistics/mcnemar.ts";
import { newcombePaired } from "../../eval/statistics/newcombe-paired.ts";
import { pairedTable } from "../../eval/statistics/paired-table.ts";
import { plainValue } from "../../eval/statistics/statistic.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import { SUITES } from "../../eval/suites/index.ts";
import type { ClassificationRow } from "../../r2-assets/format/rows.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { pooledLogits, usualStride } from "../../worker/pipelines/window-logits.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "string", default: "2000" },
    stride: { type: "string" },
    assets: { type: "string", default: join(projectRoot, "r2-assets") },
    out: { type: "string" },
  },
});
const [data, ...named] = positionals;
if (data === undefined) throw new Error("usage: node bench/windows/imdb.ts DATA [MODEL...]");
const models = named.length > 0 ? named : ["sst2-teacher", "sst2-pkd-skip", "sst2-kronecker-19x"];
const MEMORY = 512 * 2 ** 20;

const rows = await reviews(Number(values.rows));
const results = [];
for (const model of models) {
  const measured = await measure(model);
  results.push(measured);
  tell(measured);
}
const machine = await describeMachine(false);
console.log(JSON.stringify(machine));
if (values.out) await writeFile(values.out, `${JSON.stringify({ machine, rows: rows.length, results }, null, 2)}\n`);

async function reviews(count: number): Promise<ClassificationRow[]> {
  const suite = SUITES["imdb/test"]!;
  const read = readSuite(suite, gzipText(await readFile(join(data!, suite.file))));
  if (read.kind === "refused") throw new Error(`${suite.file} cannot be read`);
  const all = read.rows as ClassificationRow[];
  const ids = all.map(({ id }) => id);
  return chooseRows(ids, { sample: suite.sample!, limit: count }).map((i) => all[i]!);
}

interface Way {
  way: "cut" | "mean" | "max";
  right: boolean[];
  /** Of each row the best label's probability, without and with the card's temperature. */
  sure: number[];
  calibrated: number[];
}

async function measure(id: string) {
  const reading = await readArtefact(join(values.assets, "models", id));
  if (reading.kind !== "sound") throw new Error(`${id} is not there`);
  const { card, version } = reading.artefact;
  const stride = values.stride === undefined ? usualStride(card) : Number(values.stride);
  const opened = await openInEngine(reading.artefact, MEMORY);
  const progress = createProgress({ label: id, total: rows.length, unit: "reviews" });
  const ways: Way[] = (["cut", "mean", "max"] as const).map((way) => ({ way, right: [], sure: [], calibrated: [] }));
  const windows: number[] = [];
  for (const [i, { text_a, label }] of rows.entries()) {
    const encodings = [...opened.tokenizer.encodeTextWindows(text_a, stride)];
    const logits = await opened.run(encodings);
    windows.push(logits.length);
    for (const { way, right, sure, calibrated } of ways) {
      const pooled = way === "cut" ? logits[0]! : pooledLogits(logits, card.labels, way);
      right.push(card.labels[argMax(pooled)] === label);
      sure.push(bestScore(pooled, 1));
      if (card.calibration) calibrated.push(bestScore(pooled, card.calibration.temperature));
    }
    progress.update(i + 1);
  }
  progress.stop();
  await opened.close();
  const long = windows.map((count) => count > 1);
  return {
    ...{ model: id, version, stride, max_length: card.max_length, rows: rows.length },
    windows: windows.reduce((sum, count) => sum + count, 0) / rows.length,
    all: figures(ways, () => true),
    longer_than_a_window: figures(ways, (i) => long[i]!),
  };
}

function bestScore(logits: Float32Array, temperature: number): number {
  return Math.max(...softmax(Array.from(logits, (x) => x / temperature)));
}

/** Null of no scores. */
function calibrationError(scores: readonly number[], right: readonly boolean[]): number | null {
  return plainValue(expectedCalibrationError(Float64Array.from(scores), Uint8Array.from(right, Number)));
}

function figures(ways: readonly Way[], counts: (row: number) => boolean) {
  const kept = ways.map(({ way, ...rows }) => {
    const [right, sure, calibrated] = [rows.right, rows.sure, rows.calibrated].map((all: unknown[]) =>
      all.filter((_, i) => counts(i)),
    ) as [boolean[], number[], number[]];
    return { way, right, sure, calibrated };
  });
  const cut = kept[0]!.right;
  return kept.map(({ way, right, sure, calibrated }) => {
    const [n, hits] = [right.length, right.filter(Boolean).length];
    const table = pairedTable(right, cut);
    return {
      ...{ way, n, accuracy: hits / n, ci95: wilson(hits, n), difference: (table.aOnly - table.bOnly) / n },
      ...{ difference_ci95: newcombePaired(table), only_right: table.aOnly, only_wrong: table.bOnly },
      p: mcnemarMidP(table.aOnly, table.bOnly),
      ece: calibrationError(sure, right),
      ece_calibrated: calibrationError(calibrated, right),
    };
  });
}

function tell({ model, stride, windows, ...groups }: Awaited<ReturnType<typeof measure>>): void {
  console.log(`${model}, stride ${stride}, ${windows.toFixed(2)} windows a review`);
  for (const group of ["all", "longer_than_a_window"] as const)
    for (const { way, n, accuracy, ci95, difference, difference_ci95, p, ece, ece_calibrated } of groups[group]) {
      const interval = (range: readonly number[]) => `[${range.map((x) => x.toFixed(4)).join(", ")}]`;
      const apart =
        way === "cut" ? "" : `, ${difference.toFixed(4)} ${interval(difference_ci95)}, p ${p.toPrecision(2)}`;
      const errors = `ece ${ece?.toFixed(3)}, calibrated ${ece_calibrated?.toFixed(3) ?? "never"}`;
      console.log(`  ${group} ${way}: ${accuracy.toFixed(4)} ${interval(ci95)} of ${n}${apart}; ${errors}`);
    }
}
