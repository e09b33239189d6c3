import type { BehaviouralRow, Expectation } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf } from "../kind.ts";
import { type Confident, confidentAnswers, NEUTRAL } from "./neutral.ts";

type Answer = AnswerOf["behavioural"];

/** `left-out`: the test asks nothing of a model that answers the original so; `open`: only scores could tell. */
export type Outcome = "passes" | "fails" | "left-out" | "open";

type Direction = Exclude<Expectation, string | null>;

/** So far a score may move, or the label of an invariance test change with it. */
const TOLERANCE = 0.1;
/** 0.4 - 0.3 is more than 0.1 in binary; scores come with 7 digits at most. */
const ROUNDING = 1e-9;

/**
 * What becomes of a behavioural row whose texts were answered so (see Expectation). `labels` are the suite's, in index order.
 *
 * As CheckList 0.0.11 does (Ribeiro et al., ACL 2020; `expect.py` and its notebooks): the first text of INV and DIR is the
 * original, every other is held against it, and a row passes when all of them do. Left out are rows where a confidence is
 * asked to move that can't move by the tolerance, rows whose original is neutral where the label that it got is asked
 * about, and rows whose original got another label than `from`. Golden values of that code: `test/golden/checklist.json`.
 */
export function meetsExpectation(
  { type, expect }: Pick<BehaviouralRow, "type" | "expect">,
  answer: Answer,
  labels: readonly string[],
): Outcome {
  const answers = confidentAnswers(answer, labels, asksForNeutral(expect));
  if (answers === null) return "open";
  if (typeof expect === "string") return every(answers.map(({ label }) => label === expect));
  if (expect === null && type === "MFT") return every(answers.map(({ label }) => label !== labels[0]));

  const [original, ...others] = answers as [Confident, ...Confident[]];
  if (expect === null) return every(others.map((other) => isInvariant(original, other)));
  if (expect.from !== undefined && original.label !== expect.from) return "left-out";
  if (expect.change === "becomes") {
    const wanted = expect.label ?? original.label;
    return every(others.map(({ label }) => label === wanted));
  }
  return movesAsAsked(original, others, expect);
}

const asksForNeutral = (expect: Expectation): boolean =>
  typeof expect === "string" ? expect === NEUTRAL : [expect?.label, expect?.from].includes(NEUTRAL);

/** `Expect.inv(tolerance=0.1)`: the same label, or another one while the original's has lost or won no more than that. */
function isInvariant(original: Confident, { label, confidence }: Confident): boolean {
  if (label === original.label) return true;
  const [before, after] = [of(original.confidence, original.label), of(confidence, original.label)];
  return before !== undefined && after !== undefined && Math.abs(after - before) <= TOLERANCE + ROUNDING;
}

/** `Expect.monotonic(tolerance=0.1)`; with `against` the notebooks' `diff_up` and `diff_down`, which leave nothing out. */
function movesAsAsked(original: Confident, others: readonly Confident[], direction: Direction): Outcome {
  const { against, change } = direction;
  const label = direction.label ?? original.label;
  if (direction.label === null && label === NEUTRAL) return "left-out";
  const score = ({ confidence }: Confident) => {
    const [for_, against_] = [of(confidence, label), against === undefined ? 0 : of(confidence, against)];
    return for_ === undefined || against_ === undefined ? undefined : for_ - against_;
  };
  const before = score(original);
  const after = others.map(score);
  if (before === undefined || after.includes(undefined)) return others.length === 0 ? "passes" : "open";
  const cannotFail = change === "not_less" ? before <= TOLERANCE : before >= 1 - TOLERANCE;
  if (against === undefined && cannotFail) return "left-out";
  const wrongWay = (score: number) => (change === "not_less" ? before - score : score - before);
  return every(after.map((score) => wrongWay(score!) <= TOLERANCE + ROUNDING));
}

const of = (confidence: Confident["confidence"], label: string): number | undefined =>
  confidence !== null && Object.hasOwn(confidence, label) ? confidence[label] : undefined;

const every = (met: readonly boolean[]): Outcome => (met.every(Boolean) ? "passes" : "fails");
