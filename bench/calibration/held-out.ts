/**
 * What a temperature is worth on rows that it was not fitted on. For each published classifier whose run on its own dev is recorded: it is fitted on one
 * half of the rows, drawn at random, and judged on the other, beside no temperature and one fitted on the judged rows themselves, whose figures flatter; means
 * over the draws. Then the one fitted on all of dev, on other suites of the same task that are recorded.
 *
 *     node bench/calibration/held-out.ts [ASSETS] [--draws 100]
 *
 * ASSETS: r2-assets, unless given. Only what is recorded is read: nothing is computed by a model.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runFolders } from "../../cli/assets/run-folders.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { publishedModels } from "../../cli/reissue/published-models.ts";
import { argMax } from "../../eval/answers/arg-max.ts";
import { softmax } from "../../eval/answers/softmax.ts";
import { answeredRows } from "../../eval/metrics/answered-rows.ts";
import type { AnsweredRow } from "../../eval/metrics/calibrate.ts";
import { expectedCalibrationError } from "../../eval/metrics/calibration.ts";
import { fitTemperature, negativeLogLikelihood } from "../../eval/metrics/temperature.ts";
import { createRandom } from "../../eval/statistics/random.ts";
import { plainValue } from "../../eval/statistics/statistic.ts";
import { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { draws: { type: "string", default: "100" } },
});
const assets = positionals[0] ?? join(projectRoot, "r2-assets");
const draws = Number(values.draws);

const runs = await Promise.all(
  (await runFolders(assets)).map(async (folder) => ({
    folder,
    record: RunRecord.parse(JSON.parse(await readFile(join(folder, "run.json"), "utf8"))),
  })),
);
for (const { card, version } of await publishedModels(assets)) {
  if (card.task !== "text-classification") continue;
  const own = runs.filter(
    ({ record: { model, version: of, perturbation } }) => model === card.id && of === version && !perturbation,
  );
  const dev = own.find(({ record }) => record.suite === card.trained_on);
  if (dev === undefined) continue;
  const rows = await rowsIn(dev.folder, card.labels);
  tellHalves(card.id, rows);
  for (const { folder, record } of own) {
    const others = folder === dev.folder ? [] : await rowsIn(folder, card.labels);
    if (others.length === 0) continue; // dev again, or other labels
    const [none, devs] = [judged(others, 1), judged(others, temperatureOf(rows))].map(told);
    console.log(`  ${card.id} on ${record.suite}, ${others.length} rows: ${none}; dev's ${devs}`);
  }
}

/** The answered rows of a recorded run; none of one that is no classification. */
async function rowsIn(folder: string, labels: readonly string[]): Promise<AnsweredRow[]> {
  const lines = (await readFile(join(folder, "predictions.ndjson"), "utf8")).split("\n").filter(Boolean);
  const parsed = lines.map((line) => ClassificationPrediction.safeParse(JSON.parse(line)).data);
  return answeredRows(
    parsed.filter((prediction) => prediction !== undefined),
    labels,
  );
}

interface Judged {
  nll: number;
  ece: number;
}

function judged(rows: readonly AnsweredRow[], temperature: number): Judged {
  const scores = rows.map(({ logits }) => softmax(Array.from(logits, (x) => x / temperature)));
  const correct = Uint8Array.from(rows, ({ logits, gold }) => Number(argMax(logits) === gold));
  const confidence = Float64Array.from(scores, (row) => Math.max(...row));
  const nll = rows.reduce((sum, { logits, gold }) => sum + negativeLogLikelihood(logits, gold, temperature), 0);
  return { nll: nll / rows.length, ece: plainValue(expectedCalibrationError(confidence, correct))! };
}

function temperatureOf(rows: readonly AnsweredRow[]): number {
  const outcome = fitTemperature(
    rows.map(({ logits }) => logits),
    rows.map(({ gold }) => gold),
  );
  return outcome.kind === "fitted" ? outcome.temperature : 1;
}

function tellHalves(id: string, rows: readonly AnsweredRow[]): void {
  const random = createRandom(17);
  const ways: Record<"none" | "other" | "own", Judged[]> = { none: [], other: [], own: [] };
  for (let draw = 0; draw < draws; draw++) {
    const order = rows.map((row) => ({ row, at: random.unit() })).sort((a, b) => a.at - b.at);
    const half = rows.length >> 1;
    const [first, second] = [order.slice(0, half), order.slice(half)].map((part) => part.map(({ row }) => row));
    ways.none.push(judged(second, 1));
    ways.other.push(judged(second, temperatureOf(first)));
    ways.own.push(judged(second, temperatureOf(second)));
  }
  const mean = (all: readonly Judged[]): Judged => ({
    nll: all.reduce((sum, { nll }) => sum + nll, 0) / all.length,
    ece: all.reduce((sum, { ece }) => sum + ece, 0) / all.length,
  });
  const { none, other, own } = ways;
  console.log(
    `${id}, halves of ${rows.length} rows: ${told(mean(none))}; the other half's ${told(mean(other))}; its own ${told(mean(own))}`,
  );
}

function told({ nll, ece }: Judged): string {
  return `nll ${nll.toFixed(4)}, ece ${ece.toFixed(4)}`;
}
