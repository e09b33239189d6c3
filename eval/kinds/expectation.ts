import type { BehaviouralRow } from "../../r2-assets/format/rows.ts";
import type { AnswerOf } from "./kind.ts";

type Answer = AnswerOf["behavioural"];

export const NEUTRAL = "neutral";
/** A two-class model is neutral where its probability of the second label is in the middle third. */
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
 * against it, and a row passes when all of them do. Unlike there, a DIR row whose original score lies so near the end that
 * it can't move by the margin counts as passed and is not left out, so that n does not depend on the model.
 */
export function meetsExpectation(
  { type, expect }: Pick<BehaviouralRow, "type" | "expect">,
  answer: Answer,
  labels: readonly string[],
): boolean | null {
  const [original, ...others] = answer.labels;
  if (expect === null && type === "MFT") return answer.labels.every((label) => label !== labels[0]);
  if (expect === null) return others.every((label) => label === original);
  if (typeof expect === "string") return all(answer.labels.map((_, i) => isLabelled(answer, i, expect, labels)));
  const label = expect.label ?? original!;
  return all(
    others.map((_, i) =>
      expect.change === "becomes"
        ? isLabelled(answer, i + 1, label, labels)
        : keepsScore(answer, i + 1, label, expect.change),
    ),
  );
}

/** Text i has the label; where nothing but `neutral` lies between the suite's two, it is a range of the second one's score. */
function isLabelled({ labels: given, scores }: Answer, i: number, label: string, labels: readonly string[]) {
  const isClass = labels.length !== 2 || labels.includes(NEUTRAL) || given.includes(NEUTRAL);
  if (label !== NEUTRAL || isClass || Object.hasOwn(scores?.[i] ?? {}, NEUTRAL)) return given[i] === label;
  const second = scores?.[i]?.[labels[1]!];
  return second === undefined ? null : second >= LEAST_NEUTRAL && second <= MOST_NEUTRAL;
}

function keepsScore({ scores }: Answer, i: number, label: string, change: "not_less" | "not_more"): boolean | null {
  const [before, after] = [scores?.[0]?.[label], scores?.[i]?.[label]];
  if (before === undefined || after === undefined) return null;
  return (change === "not_less" ? before - after : after - before) <= MARGIN + ROUNDING;
}

/** One that fails settles it, whatever the others are. */
function all(outcomes: readonly (boolean | null)[]): boolean | null {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(null) ? null : true;
}
