/** Training records: what each recipe took, and dev as it rose. */
import { metrics } from "../../eval/metrics/registry.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { code, count, link, score, table, tenths } from "../markdown.ts";
import { bestLook, type SeedSummary, type TrainingRecord, type TrainingRecords } from "./read-training.ts";

/** Tables with more looks at dev are wider than a page: the picture shows them. */
const MOST_LOOKS = 12;

export function titleOf(metric: string): string {
  if (metric === "loss") return "loss on held-out text";
  const mean = metric.startsWith("mean_"); // over the suites of a task that has several
  const { title } = metrics[metric.replace(/^mean_/, "") as MetricName];
  return mean ? `mean ${title}` : title;
}

export const trainingTable = ({ records }: TrainingRecords) =>
  table<TrainingRecord>(
    [
      { title: "recipe", of: ({ name, path }) => link(code(name), path) },
      { title: "method", of: ({ recipe }) => (recipe.soup ? "mean of runs" : recipe.method) },
      { title: "epochs", right: true, of: (record) => `${record.dev.at(-1)!.epoch}` },
      { title: "steps", right: true, of: ({ steps }) => count(steps) },
      { title: "million tokens", right: true, of: ({ tokens }) => tenths(tokens && tokens / 1e6) },
      { title: "minutes", right: true, of: ({ wall_seconds }) => tenths(wall_seconds / 60) },
      { title: "examples a second", right: true, of: (record) => tenths(record.examples_per_second) },
      { title: "last training loss", right: true, of: ({ curve }) => curve.at(-1)?.loss.toFixed(3) },
      { title: "metric on dev", of: (record) => titleOf(bestLook(record).metric) },
      { title: "best", right: true, of: (record) => score(bestLook(record).value) },
      { title: "at epoch", right: true, of: (record) => `${bestLook(record).epoch}` },
      { title: "unseen half", right: true, of: (record) => score(record.dev_unseen?.[bestLook(record).metric]) },
    ],
    records,
  );

/** Dev by epoch, a table a task, where there are few enough looks. */
export function devTables({ records }: TrainingRecords): string[] {
  return [...Map.groupBy(records, ({ recipe }) => recipe.task)].flatMap(([task, all]) => {
    const epochs = [...new Set(all.flatMap(({ dev }) => dev.map(({ epoch }) => epoch)))].sort((x, y) => x - y);
    if (epochs.length > MOST_LOOKS || all.every(({ dev }) => dev.length === 1)) return [];
    const drawn = table<TrainingRecord>(
      [
        { title: "recipe", of: ({ name }) => code(name) },
        ...epochs.map((epoch) => ({
          title: `${epoch}`,
          right: true,
          of: ({ dev }: TrainingRecord) => score(dev.find((look) => look.epoch === epoch)?.value),
        })),
      ],
      all,
    );
    return [`### ${task}: ${titleOf(all[0]!.dev[0]!.metric)} after epoch`, drawn];
  });
}

interface SeedRow {
  recipe: string;
  seed: string;
  metric: string;
  value: number;
  epoch: number | null;
  unseen?: number | undefined;
}

/** Each seed's best look at dev, with mean and standard deviation, and those on the half that chose nothing, where there is one. */
export const seedTable = ({ seeds }: TrainingRecords) =>
  table<SeedRow>(
    [
      { title: "recipe", of: ({ recipe }) => code(recipe) },
      { title: "metric on dev", of: ({ metric }) => titleOf(metric) },
      { title: "seed", of: ({ seed }) => seed },
      { title: "best", right: true, of: ({ value }) => score(value) },
      { title: "at epoch", right: true, of: ({ epoch }) => (epoch === null ? null : `${epoch}`) },
      { title: "unseen half", right: true, of: ({ unseen }) => score(unseen) },
    ],
    seeds.flatMap(rowsOf),
  );

function rowsOf({ recipe, primary, seeds, metrics: spread, unseen }: SeedSummary): SeedRow[] {
  const { mean, deviation } = spread[primary]!;
  const other = unseen?.[primary];
  return [
    ...seeds.map(({ seed, epoch, metrics }) => ({ seed: `${seed}`, value: metrics[primary]!, epoch })),
    { seed: "mean", value: mean, epoch: null, unseen: other?.mean },
    { seed: "standard deviation", value: deviation, epoch: null, unseen: other?.deviation },
  ].map((row) => ({ recipe, metric: primary, ...row }));
}
