import type { MultiLabelPrediction } from "../../../r2-assets/format/prediction.ts";
import type { MultiLabelRow } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf, Judging, NoAnswer } from "../kind.ts";
import { inSuiteOrder } from "./suite-order.ts";

export function judgeLabels(
  { id, labels }: MultiLabelRow,
  answer: AnswerOf["multi-label"] | NoAnswer,
  suite: Pick<Judging, "labels">,
): MultiLabelPrediction {
  const gold = inSuiteOrder(labels, suite.labels);
  if ("error" in answer) return { id, prediction: null, scores: null, gold, correct: false, error: answer.error };
  const prediction = inSuiteOrder(answer.labels, suite.labels);
  const correct = prediction.length === gold.length && prediction.every((label, i) => label === gold[i]);
  return { id, prediction, scores: answer.scores, gold, correct };
}
