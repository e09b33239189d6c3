import type { BehaviouralRow } from "../../r2-assets/format/rows.ts";
import type { AnswerOf } from "./kind.ts";

type Answer = AnswerOf["behavioural"];

export const NEUTRAL = "neutral";
/** A two-class model is neutral where its probability of the second label is in this range. */
const [LEAST_NEUTRAL, MOST_NEUTRAL] = [1 / 3, 2 / 3];
/** So far a score may move the wrong way. */
const MARGIN = 0.1;
/** 0.4 - 0.3 is more than 0.1 in binary; scores come with 7 digits at most. */
const ROUNDING = 1e-9;

/**
 * Whether the answers to a behavioural row's texts are what its test expects (see Expectation); null where only scores
 * could tell. `labels` are the suite's, in index order.
 *
 * As in CheckList's `expect.py` (Ribeiro et al., ACL 2020) the first text of INV and DIR is the original, all others are held
 * against it, and a row passes when all of them do. Rates are not comparable with published ones in four points: a DIR row
 * whose original score lies so near the end that it can't move by the margin passes here and is left out there (so that n
 * does not depend on the model); INV there forgives a changed label whose score moved by 0.1 or less; the directions of
 * added phrases there go by p(positive) - p(negative), so by half our margin; DIR there follows the neutral-aware label.
 */
export function meetsExpectation(
  { type, expect }: Pick<BehaviouralRow, "type" | "expect">,
  answer: Answer,
  labels: readonly string[],
): boolean | null {
  if (expect !== null && typeof expect !== "string" && expect.change !== "becomes") {
    const label = expect.label ?? answer.labels[0]!;
    const { change } = expect;
    return all(answer.labels.slice(1).map((_, i) => keepsScore(answer, i + 1, label, change)));
  }
  const given = isSentiment(labels) || expect === NEUTRAL ? withNeutral(answer, labels) : answer.labels;
  const [original, ...others] = given;
  if (expect === null) {
    return type === "MFT" ? given.every((label) => label !== labels[0]) : others.every((label) => label === original);
  }
  const [wanted, texts] = typeof expect === "string" ? [expect, given] : [expect.label ?? original!, others];
  // Of two classes none is neutral: without scores nobody knows.
  const open = wanted === NEUTRAL && isTwoClass(answer, labels) && answer.scores === null;
  return open ? null : texts.every((label) => label === wanted);
}

/** The labels, neutral where a model of two classes leans to neither: its probability of the second one is in the middle third. */
function withNeutral(answer: Answer, labels: readonly string[]): string[] {
  const { scores } = answer;
  if (scores === null || !isTwoClass(answer, labels)) return answer.labels;
  return answer.labels.map((label, i) => {
    const second = scoreOf(scores[i], labels[1]!);
    return second !== undefined && second >= LEAST_NEUTRAL && second <= MOST_NEUTRAL ? NEUTRAL : label;
  });
}

/** Whether the labels are those of sentiment, between which there is a middle, as between duplicate and not there is none. */
export const isSentiment = (labels: readonly string[]): boolean =>
  labels.length === 2 && labels[0] === "negative" && labels[1] === "positive";

/** Whether the answerer has no class but the suite's two. */
const isTwoClass = ({ labels: given, scores }: Answer, labels: readonly string[]): boolean =>
  labels.length === 2 &&
  !labels.includes(NEUTRAL) &&
  !given.includes(NEUTRAL) &&
  !scores?.some((of) => Object.hasOwn(of, NEUTRAL));

function keepsScore({ scores }: Answer, i: number, label: string, change: "not_less" | "not_more"): boolean | null {
  const [before, after] = [scoreOf(scores?.[0], label), scoreOf(scores?.[i], label)];
  if (before === undefined || after === undefined) return null;
  return (change === "not_less" ? before - after : after - before) <= MARGIN + ROUNDING;
}

const scoreOf = (scores: Record<string, number> | undefined, label: string): number | undefined =>
  scores !== undefined && Object.hasOwn(scores, label) ? scores[label] : undefined;

/** One that fails settles it, whatever the others are. */
function all(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(null) ? null : true;
}
