/** Which of the measured models to ship, and why, in sentences. Pure. */
import { metrics } from "../../eval/metrics/registry.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { fraction } from "../ui/figures.ts";
import type { Budget } from "./budget.ts";
import type { LeftOut, MeasuredModel } from "./result.ts";
import { megabytes, times } from "./words.ts";

export interface Question {
  /** The teacher first. */
  models: readonly MeasuredModel[];
  leftOut: readonly LeftOut[];
  budget: Budget;
  metric: MetricName;
  /** Scored. */
  rows: number;
  /** Rows that would show whether a student loses more than the budget allows; by name, null where no number would. */
  rowsNeeded: Readonly<Record<string, number | null>>;
}

export interface Recommendation {
  ship: string | null;
  sentences: string[];
}

/**
 * The smallest student within all limits, its measured loss among them, which rules out what is shown to lose more. Where there is none:
 * what comes closest, and what to try.
 */
export function recommend(question: Question): Recommendation {
  const [teacher, ...students] = question.models as [MeasuredModel, ...MeasuredModel[]];
  const fitting = students.filter(({ misses }) => misses.length === 0).sort(bySize);
  const [chosen] = fitting;
  if (chosen !== undefined) {
    const surer = chosen.loss === "kept" ? undefined : fitting.find(({ loss }) => loss === "kept");
    return {
      ship: chosen.name,
      sentences: [shipSentence(chosen, teacher, question), ...certainty(chosen, surer, question)],
    };
  }
  return { ship: null, sentences: [...closestSentences(teacher, students, question), tryThis(students, question)] };
}

const bySize = (a: MeasuredModel, b: MeasuredModel) =>
  a.bytes - b.bytes || a.latency.p50 - b.latency.p50 || (b.difference?.value ?? 0) - (a.difference?.value ?? 0);

/** `accuracy 0.9714, 0.0057 below the teacher's` */
function scoreText({ score, difference }: MeasuredModel, metric: MetricName): string {
  const [name] = metrics[metric].title.split(","); // `Span F1, strict IOB2`, in the midst of a sentence
  if (score.value === null || difference?.value == null) return `its ${name} is undefined on these rows`;
  const { value } = difference;
  const beside =
    value === 0
      ? "as the teacher's"
      : `${fraction(Math.abs(value))} ${value < 0 ? "worse" : "better"} than the teacher's`;
  return `${name} ${fraction(score.value)}, ${beside}`;
}

const costText = ({ bytes, latency }: MeasuredModel) => `${megabytes(bytes)}, ${latency.p50.toFixed(1)} ms`;

const isLimited = ({ bytes, ms }: Budget) => bytes !== null || ms !== null;

function shipSentence(chosen: MeasuredModel, teacher: MeasuredModel, { budget, metric }: Question): string {
  return (
    `Ship ${chosen.name}: ${costText(chosen)}, ${times(teacher.bytes / chosen.bytes)} times smaller than the teacher; ${scoreText(chosen, metric)}. ` +
    `It is the smallest ${isLimited(budget) ? "within the budget " : ""}that loses no more than ${budget.loss} on these rows.`
  );
}

/** How sure that is, and what would be surer. */
function certainty(chosen: MeasuredModel, surer: MeasuredModel | undefined, question: Question): string[] {
  const { budget, rows, rowsNeeded } = question;
  const low = chosen.difference?.ci95?.[0];
  if (chosen.loss === "kept")
    return [
      `That it loses no more than ${budget.loss} is shown: by the 95 % interval it loses at most ${fraction(Math.max(0, -(low ?? 0)))}.`,
    ];
  const needed = rowsNeeded[chosen.name] ?? null;
  return [
    `${rows} rows don't show that it loses no more: ` +
      (low === undefined
        ? "there is no interval"
        : low === 0
          ? "it differs from the teacher in none of them, which may be chance"
          : `by the 95 % interval it may lose ${fraction(-low)}`) +
      (needed === null
        ? "."
        : `; about ${roundly(needed).toLocaleString("en")} rows would show a loss of ${budget.loss}.`),
    ...(surer === undefined ? [] : [`The smallest for which it is shown is ${surer.name}: ${costText(surer)}.`]),
  ];
}

/** Two digits: what it rests on is not known to more. */
const roundly = (rows: number): number => Number(rows.toPrecision(2));

function closestSentences(teacher: MeasuredModel, students: readonly MeasuredModel[], question: Question): string[] {
  const { budget, metric } = question;
  if (students.length === 0) return ["No student fits the budget, so none was trained."];
  const affordable = students.filter(({ misses }) => misses.every((miss) => miss === "loss"));
  if (affordable.length > 0) {
    const best = affordable.reduce((a, b) =>
      (b.difference?.value ?? -Infinity) > (a.difference?.value ?? -Infinity) ? b : a,
    );
    const shown = best.loss === "lost" ? "; that it loses more is shown" : "";
    return [
      `Nothing to ship: no student${isLimited(budget) ? " within the budget" : ""} loses ${budget.loss} or less. ` +
        `${best.name} comes closest: ${costText(best)}; ${scoreText(best, metric)}${shown}.`,
    ];
  }
  const excess = (model: MeasuredModel) =>
    Math.max(
      budget.bytes === null ? 0 : model.bytes / budget.bytes,
      budget.ms === null ? 0 : model.latency.p50 / budget.ms,
    );
  const nearest = students.reduce((a, b) => (excess(b) < excess(a) ? b : a));
  return [
    `Nothing to ship: no student keeps to ${limitsText(budget)} as served. ` +
      `${nearest.name} comes closest: ${costText(nearest)}; ${scoreText(nearest, metric)}; the teacher takes ${teacher.latency.p50.toFixed(1)} ms.`,
  ];
}

const limitsText = ({ bytes, ms }: Budget) =>
  [...(bytes === null ? [] : [megabytes(bytes)]), ...(ms === null ? [] : [`${ms} ms`])].join(" and ");

function tryThis(students: readonly MeasuredModel[], { leftOut }: Question): string {
  const larger = leftOut.filter(({ bytes }) => bytes !== null).sort((a, b) => a.bytes! - b.bytes!)[0];
  const budget = larger === undefined ? [] : [`a larger budget (${larger.name} takes ${megabytes(larger.bytes!)})`];
  const longer = students.some(({ misses }) => misses.includes("loss"))
    ? [
        "more epochs (--set train.epochs=N)",
        "unlabelled texts to learn from (retort task add --unlabelled)",
        "more labelled rows",
      ]
    : [];
  const slower = students.some(({ misses }) => misses.includes("ms")) ? ["a larger --max-ms, or a faster machine"] : [];
  const ways = [...budget, ...longer, ...slower];
  return ways.length === 0 ? "To try: another method (--methods)." : `To try: ${ways.join("; ")}.`;
}
