/** The middle class that a model of two lacks, and that CheckList's tests of sentiment ask about. */
import type { AnswerOf } from "../kind.ts";

type Answer = AnswerOf["behavioural"];

/** The answer to one text, with its confidences by label; null: it came without. */
export interface Confident {
  label: string;
  confidence: Readonly<Record<string, number>> | null;
}

export const NEUTRAL = "neutral";

/** A two-class model is neutral where its probability of the second label is no further than this from 1/2. */
const MARGIN = 1 / 6;
/** 2/3 - 1/2 is more than 1/6 in binary. */
const ROUNDING = 1e-9;

/** Whether the labels are those of sentiment, between which there is a middle, as between duplicate and not there is none. */
export const isSentiment = (labels: readonly string[]): boolean =>
  labels.length === 2 && labels[0] === "negative" && labels[1] === "positive";

/**
 * The answers as CheckList's tests read them: in tests of sentiment, and where neutral is asked for (`wanted`), a model of
 * two classes has a third. Null where neutral is asked for and only scores could tell.
 */
export function confidentAnswers(answer: Answer, labels: readonly string[], wanted: boolean): Confident[] | null {
  const { scores } = answer;
  const lacks = (isSentiment(labels) || wanted) && isTwoClass(answer, labels);
  if (lacks && scores !== null) return scores.map((of, i) => withNeutral(of, answer.labels[i]!, labels));
  if (lacks && wanted) return null;
  return answer.labels.map((label, i) => ({ label, confidence: scores?.[i] ?? null }));
}

/**
 * `new_pp` of CheckList's notebook on sentiment. Outside the middle third the two probabilities stand and neutral has 0;
 * inside, neutral has 1 - 3 |p - 1/2|, the nearer side the rest, and the other side 0.
 */
function withNeutral(of: Record<string, number>, label: string, labels: readonly string[]): Confident {
  const [first, second] = labels as [string, string];
  const p = Object.hasOwn(of, second) ? of[second] : undefined;
  if (p === undefined) return { label, confidence: of };
  const distance = Math.abs(p - 0.5);
  if (distance > MARGIN + ROUNDING) return { label, confidence: { [first]: 1 - p, [NEUTRAL]: 0, [second]: p } };
  const lean = distance / (2 * MARGIN);
  return {
    label: NEUTRAL,
    confidence: { [first]: p < 0.5 ? lean : 0, [NEUTRAL]: 1 - lean, [second]: p < 0.5 ? 0 : lean },
  };
}

/** Whether the answerer has no class but the suite's two. */
const isTwoClass = ({ labels: given, scores }: Answer, labels: readonly string[]): boolean =>
  labels.length === 2 &&
  !labels.includes(NEUTRAL) &&
  !given.includes(NEUTRAL) &&
  !scores?.some((of) => Object.hasOwn(of, NEUTRAL));
