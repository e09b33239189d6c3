/** From figures to what is written: the models with their limits, the front, and the advice. */
import type { PairComparison } from "../../eval/reports/comparison.ts";
import { codeVersion } from "../local/code-version.ts";
import { adviceOn } from "./advise.ts";
import { constantAnswer, doubtOf } from "./constant-answer.ts";
import { drawnIn, frontOf, judgeInterval, missesOf, studentLessTeacher } from "./judge-interval.ts";
import type { JudgedRows } from "./judged-rows.ts";
import type { Measured } from "./measure-models.ts";
import type { CompressOrder } from "./order.ts";
import type { Plan } from "./plan.ts";
import { recommend } from "./recommend.ts";
import { Compression, type MeasuredModel } from "./result.ts";
import { rowsNeeded } from "./rows-needed.ts";
import type { MadeModel } from "./train-models.ts";

/** `made` and `measured`: of the same models in the same order, the teacher first. A smoke run recommends nothing. */
export async function conclude(
  order: CompressOrder,
  plan: Pick<Plan, "leftOut">,
  judged: Pick<JudgedRows, "split" | "rows">,
  made: readonly MadeModel[],
  measured: Measured,
): Promise<Compression> {
  const { budget, smoke } = order;
  const metric = measured.runs[0]!.primary;
  const models = made.map((model, i) => modelOf(order, model, measured, i));
  const front = frontOf(models, metric);
  const ranked = models.map((model, i) => ({ ...model, front: front[i]! }));
  const question = {
    ...{ models: ranked, leftOut: plan.leftOut, budget, metric, rows: measured.runs[0]!.rows },
    rowsNeeded: Object.fromEntries(
      measured.comparisons.map((pair, i) => [ranked[i + 1]!.name, neededFor(pair, budget.loss)]),
    ),
  };
  const { ship, sentences } = smoke ? SMOKED : recommend(question);
  const doubt = smoke ? [] : doubtOf(ranked[0]!, constantAnswer(judged.rows, metric));
  const about = { task: order.task, split: judged.split, smoke, state: order.state };
  return Compression.parse({
    ...{ format: 1, task: order.task, smoke, made_at: new Date().toISOString(), code: await codeVersion() },
    ...{ budget, metric, models: ranked, left_out: plan.leftOut },
    measured_on: {
      ...{ suite: measured.suite.id, sha256: measured.suite.sha256, split: judged.split },
      rows: question.rows,
    },
    latency: { machine: measured.machine, method: measured.method, load: measured.load, tokens: measured.tokens },
    advice: { ship, sentences: [...doubt, ...sentences], ...adviceOn(question, about, ship) },
  } satisfies Compression);
}

const SMOKED = { ship: null, sentences: ["Every step works. Without --smoke the same command trains in earnest."] };

function modelOf(
  { budget }: CompressOrder,
  { name, artefact, trainedHere }: MadeModel,
  { runs, timings, comparisons, perturbed }: Measured,
  i: number,
): Omit<MeasuredModel, "front"> {
  const { card, version, folder } = artefact;
  const run = runs[i]!;
  const { primary: metric } = run;
  const pair = i === 0 ? undefined : comparisons[i - 1]!;
  const difference = pair === undefined ? null : studentLessTeacher(pair, metric);
  const loss = pair && difference ? judgeInterval(difference, budget.loss, drawnIn(pair)) : null;
  const { p50, p95, n, runtime } = timings[i]!;
  const latency = { p50, p95, n, runtime };
  const figures = Object.entries(perturbed[i]!).map(([of, { metrics }]) => [of, metrics[metric]!] as const);
  return {
    ...{ name, model: card.id, version, method: card.method, folder },
    ...{ parameters: card.parameters, bytes: card.bytes, run: run.id, score: run.metrics[metric]! },
    trained: card.training?.dev[metric] ?? null,
    difference,
    detectable: pair?.minimum_detectable_difference ?? null,
    loss,
    ...(figures.length > 0 && { perturbed: Object.fromEntries(figures) }),
    latency,
    train_seconds: trainedHere ? (card.training?.wall_seconds ?? null) : null,
    misses: missesOf({ bytes: card.bytes, latency, difference }, budget),
  };
}

/** Of rows in clusters no exact test tells how many would do: they count by what their intervals show. */
const neededFor = (
  { metric, n, discordant, clusters, minimum_detectable_difference }: PairComparison,
  margin: number,
) =>
  rowsNeeded(metric, margin, {
    rows: n,
    detectable: minimum_detectable_difference,
    discordant: discordant && !clusters ? (discordant.a_only + discordant.b_only) / n : null,
  });
