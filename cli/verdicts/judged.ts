import type { PairComparison, Side } from "../../eval/reports/comparison.ts";
import { OUTCOMES, type Outcome, type Verdict } from "../../eval/reports/verdict.ts";
import { fraction } from "../ui/figures.ts";

/** A student, and what is said of it: its verdict, that its accepted run is still its newest one, or that it was accepted now. */
export type Judged = { student: Side; value: number | null; n: number } & (
  | { kind: "judged"; verdict: Verdict; against: Side; reference: number | null; accepted: boolean }
  | { kind: "unchanged" }
  | { kind: "accepted" }
);

/** A comparison that was asked for with a margin. `accepted`: a is the student's own accepted run. */
export function judgedOf({ models, a, b, n, verdict }: PairComparison, accepted: boolean): Judged {
  if (verdict === undefined) throw new TypeError("judgedOf: a comparison without a verdict");
  return { kind: "judged", student: models.b, value: b, n, verdict, against: models.a, reference: a, accepted };
}

export const outcomeOf = (judged: Judged): Outcome =>
  judged.kind === "judged" ? judged.verdict.outcome : "good enough";

/** What holds of all: `worse` where one is, else `not decided` where one is. */
export function overall(all: readonly Judged[]): Outcome {
  const found = all.map(outcomeOf);
  return found.includes("worse") ? "worse" : found.includes("not decided") ? "not decided" : OUTCOMES[0];
}

/** The verdict as a sentence: `good enough: b loses at most 0.0042 against a (95 % sure), the margin is 0.01`. */
export function sentence(judged: Judged): string {
  const { model, run } = judged.student;
  if (judged.kind === "unchanged") return `good enough: ${model} is unchanged, ${run} is its accepted run`;
  if (judged.kind === "accepted") return `accepted: ${model} with ${fraction(judged.value)}, run ${run}`;
  const { verdict, against, accepted } = judged;
  const beside = accepted ? `its accepted run ${against.run}` : against.model;
  return `${verdict.outcome}: ${model} ${lossIn(verdict)} against ${beside}${sure(verdict)}, the margin is ${verdict.margin}${more(verdict)}`;
}

function lossIn({ outcome, loss_bounds }: Verdict): string {
  if (loss_bounds === null) return "can't be judged";
  const [low, high] = loss_bounds;
  if (outcome === "worse") return `loses at least ${fraction(low)}`;
  if (outcome === "not decided") return `loses ${fraction(low)} to ${fraction(high)}`;
  return high < 0 ? `gains at least ${fraction(-high)}` : `loses at most ${fraction(high)}`;
}

/** Each bound by itself: between both the loss lies with 90 %. */
const sure = ({ outcome, loss_bounds, simultaneous_over }: Verdict): string =>
  loss_bounds === null
    ? ""
    : ` (${outcome === "not decided" ? "each bound " : ""}95 % sure${simultaneous_over > 1 ? `, simultaneous over ${simultaneous_over}` : ""})`;

function more({ outcome, rows_more, reason }: Verdict): string {
  if (outcome !== "not decided") return "";
  return rows_more === null ? `: ${reason}` : `: ${rows_more.toLocaleString("en")} rows more would decide (power 80 %)`;
}
