import type { BehaviouralPrediction } from "../../../r2-assets/format/prediction.ts";
import type { BehaviouralRow } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf, Judging, NoAnswer } from "../kind.ts";
import { meetsExpectation } from "./expectation.ts";

const NEEDS_SCORES = "needs scores: whether this expectation is met can't be told from labels";

/** As CheckList does (Ribeiro et al., ACL 2020): a row fails as soon as one of its texts does. */
export function judgeTest(
  row: BehaviouralRow,
  answer: AnswerOf["behavioural"] | NoAnswer,
  { labels = [] }: Judging,
): BehaviouralPrediction {
  const { id, test, type, capability, expect: gold } = row;
  const common = { id, test, type, capability };
  const outcome = "error" in answer ? answer : meetsExpectation(row, answer, labels);
  if ("error" in answer || outcome === "open") {
    const error = "error" in answer ? answer.error : NEEDS_SCORES;
    return { ...common, prediction: null, scores: null, gold, correct: false, error };
  }
  const answered = { ...common, prediction: answer.labels, scores: answer.scores, gold };
  return outcome === "left-out"
    ? { ...answered, correct: null, left_out: true }
    : { ...answered, correct: outcome === "passes" };
}
