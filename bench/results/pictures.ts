/** The pictures of `docs/pictures`, by file name. */

import { bars } from "../../cli/report/svg/bars.ts";
import { colourOf } from "../../cli/report/svg/colours.ts";
import { type Curve, curves } from "../../cli/report/svg/curves.ts";
import { linear, logarithmic } from "../../cli/report/svg/scale.ts";
import { type Point, scatter } from "../../cli/report/svg/scatter.ts";
import { metrics } from "../../eval/metrics/registry.ts";
import type { Board } from "./boards.ts";
import { lookingPicture } from "./experiments.ts";
import { lowResourcePicture } from "./low-resource.ts";
import { bestLook, type TrainingRecord } from "./read-training.ts";
import type { Sources } from "./sources.ts";
import type { Stress } from "./stress.ts";
import { titleOf } from "./training-table.ts";

const INTERVALS = "Lines are 95 % intervals.";

/** `board`: that of SST-2. */
export function pictures(sources: Sources, board: Board, stress: readonly Stress[]): Map<string, string> {
  return new Map([
    ["accuracy-bytes.svg", accuracyAgainstBytes(board)],
    ["accuracy-latency.svg", accuracyAgainstLatency(board, sources)],
    ...[...Map.groupBy(stress, ({ suite }) => suite.id)].map(([id, all]): [string, string] => [
      `robustness-${id.replace("/", "-")}.svg`,
      robustness(id, all),
    ]),
    ...(sources.lowResource === undefined
      ? []
      : [["low-resource-sst2.svg", lowResourcePicture(sources.lowResource)] as const]),
    ...(sources.experiments === undefined
      ? []
      : [["experiments-looking.svg", lookingPicture(sources.experiments)] as const]),
    ["training-sst2.svg", devOfSst2(sources.training.records)],
    ["training-tasks.svg", devOfTasks(sources.training.records)],
    ["training-text.svg", heldOutText(sources.training.records)],
    ["training-loss.svg", lossOfSst2(sources.training.records)],
  ]);
}

/** A model's name without its task, which the title has. */
const shortName = (model: string) => model.slice(model.indexOf("-") + 1);

/** The board's models as points, where their cost is known. */
function pointsOf({ suite, rows }: Board, cost: (model: string, bytes: number | null) => number | null): Point[] {
  return rows.flatMap(({ model, method, bytes, scores }) => {
    const [x, score] = [cost(model, bytes), scores[suite.id]];
    if (x === null || !score?.ci95) return [];
    return [{ name: shortName(model), colour: colourOf(method), x, y: score.value, ci95: score.ci95 }];
  });
}

const accuracyAgainstBytes = (board: Board) =>
  scatter({
    title: "Accuracy against size, SST-2 dev",
    subtitle: `As served. ${INTERVALS} Models of nearly the same size stand side by side.`,
    xTitle: "size of the weights, MB, logarithmic",
    yTitle: "accuracy",
    xScale: (from, to) => logarithmic([0.6, 28], from, to),
    points: pointsOf(board, (_, bytes) => bytes && bytes / 1e6),
  });

function accuracyAgainstLatency(board: Board, { latency }: Sources) {
  const { models, tokens, command } = latency[0]!;
  const p50 = new Map(models.map((model) => [model.model, model.p50]));
  return scatter({
    title: "Accuracy against latency, SST-2 dev",
    subtitle: `As served. ${INTERVALS} Latency of one text of ${tokens} tokens, all models in one run of ${command}.`,
    xTitle: "median latency, ms",
    yTitle: "accuracy",
    xScale: (from, to) => linear([0, Math.max(...p50.values()) * 1.15], from, to, 8),
    points: pointsOf(board, (model) => p50.get(model) ?? null),
  });
}

function robustness(suite: string, all: readonly Stress[]) {
  const names = all[0]!.perturbations.map(({ name }) => name);
  const metric = metrics[all[0]!.suite.metrics[0]!].title.toLowerCase();
  return bars({
    title: `What perturbations cost, ${suite}`,
    subtitle: `Drop of ${metric} on the rows that each perturbation changes. ${INTERVALS}`,
    xTitle: `drop of ${metric}: more is worse`,
    series: all.map(({ model, teacher }) => ({
      name: model,
      colour: colourOf(teacher === null ? "teacher" : "pkd-skip"),
    })),
    groups: names.map((name) => ({
      name,
      bars: all.map(({ perturbations }) => {
        const row = perturbations.find((one) => one.name === name);
        return row?.drop == null || row.drop_ci95 === null ? null : { value: row.drop, ci95: row.drop_ci95 };
      }),
    })),
  });
}

const curveOf = ({ name, recipe, dev }: TrainingRecord): Curve => ({
  name: name.slice(name.indexOf("/") + 1),
  colour: colourOf(recipe.method),
  points: dev.map(({ epoch, value }) => [epoch, value]),
});

/** Of the task, those with more than one look at dev, which the mean of trained runs has not. */
const ofTask = (records: readonly TrainingRecord[], task: string) =>
  records.filter(({ recipe, dev }) => recipe.task === task && dev.length > 1);

const devOfSst2 = (records: readonly TrainingRecord[]) =>
  curves({
    title: "Dev accuracy while training, SST-2",
    subtitle: "Before export. One curve a recipe. The teacher is a mean of three runs and has no curve of its own.",
    xTitle: "epoch",
    columns: 1,
    panelHeight: 440,
    named: true,
    yTicks: 8,
    panels: [{ title: "", yTitle: "accuracy", curves: ofTask(records, "sst2").map(curveOf) }],
  });

const heldOutText = (records: readonly TrainingRecord[]) =>
  curves({
    title: "Loss on held-out text, first stage of kronecker and svd",
    subtitle: "Sum of the distances to MiniLM's embeddings, attention scores, layer outputs and mean vector.",
    xTitle: "million tokens read",
    columns: 1,
    panelHeight: 340,
    named: true,
    panels: [
      {
        title: "",
        yTitle: "loss",
        curves: ofTask(records, "text").map((record) => ({
          ...curveOf(record),
          points: record.dev.map(({ epoch, value }) => [(epoch * (record.tokens ?? 0)) / 1e6, value]),
        })),
      },
    ],
  });

/** Methods that every task has. */
const EVERYWHERE = ["teacher", "pkd-skip", "kronecker"];

function devOfTasks(records: readonly TrainingRecord[]) {
  const tasks = [...new Set(records.map(({ recipe }) => recipe.task))].filter(
    (task) => !["sst2", "text"].includes(task),
  );
  const published = ({ recipe, name }: TrainingRecord) =>
    EVERYWHERE.includes(recipe.method) && !name.endsWith("-without-text");
  return curves({
    title: "Dev while training, other tasks",
    subtitle: "Before export. MNLI, QNLI and SQuAD are trained on parts of their training splits.",
    xTitle: "epoch",
    columns: 4,
    panelHeight: 230,
    legend: EVERYWHERE.map((name) => ({ name, colour: colourOf(name) })),
    yTicks: 4,
    panels: tasks.flatMap((task) => {
      const all = ofTask(records, task).filter(published);
      const [first] = all; // none of a task whose every run looked at dev once
      return first ? [{ title: task, yTitle: titleOf(bestLook(first).metric), curves: all.map(curveOf) }] : [];
    }),
  });
}

const lossOfSst2 = (records: readonly TrainingRecord[]) =>
  curves({
    title: "Training loss, SST-2",
    subtitle: "Each method has a loss of its own, so each plot has a scale of its own. Means of 200 steps.",
    xTitle: "thousand steps",
    columns: 4,
    panelHeight: 180,
    yTicks: 5,
    panels: records
      .filter(({ recipe }) => recipe.task === "sst2")
      .map((record) => ({
        title: curveOf(record).name,
        yTitle: "",
        curves: passesOf(record.curve).map((pass) => ({
          ...curveOf(record),
          points: meansOf(pass, 4),
          dots: false,
        })),
      })),
  });

/** The curve cut where its steps begin again, as those of a mean of runs do. */
function passesOf(curve: TrainingRecord["curve"]): TrainingRecord["curve"][] {
  const starts = curve.flatMap(({ step }, i) => (i === 0 || step <= curve[i - 1]!.step ? [i] : []));
  return starts.map((start, i) => curve.slice(start, starts[i + 1]));
}

/** The curve's points in groups of `size`, each as its mean. */
function meansOf(curve: TrainingRecord["curve"], size: number): [number, number][] {
  const groups = Math.floor(curve.length / size);
  return Array.from({ length: groups }, (_, g) => {
    const group = curve.slice(g * size, (g + 1) * size);
    return [group.at(-1)!.step / 1000, group.reduce((sum, { loss }) => sum + loss, 0) / size];
  });
}
