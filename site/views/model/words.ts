/** What a model is, what it costs and what it keeps, in sentences. */
import type { Comparison } from "../../../eval/reports/comparison.ts";
import type { Card } from "../../../r2-assets/format/card.ts";
import { count, fraction, megabytes, percent, pointsInterval, signedPoints } from "../../format.ts";
import type { Verdict } from "../../parts/comparison-verdict.ts";
import { isLowerBetter, titleOf } from "../../parts/metrics.ts";

const MOST_LABELS = 7;

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** Names of tags: `B-LOC` and `I-LOC` are one. */
const entities = (tags: readonly string[]): string[] => [
  ...new Set(tags.filter((tag) => tag !== "O").map((tag) => tag.replace(/^[BI]-/, ""))),
];

/** `It sorts texts into negative and positive.` */
export function whatItDoes({ task, labels, slots }: Pick<Card, "task" | "labels" | "slots">): string {
  switch (task) {
    case "text-classification": {
      const into = labels.length <= MOST_LABELS ? listed(labels) : `${labels.length} classes`;
      const also = slots ? `, and marks ${entities(slots).length} kinds of words in them` : "";
      return `It sorts texts into ${into}${also}.`;
    }
    case "multi-label-classification":
      return `It says which of ${labels.length <= MOST_LABELS ? listed(labels) : `${labels.length} labels`} hold of a text, any of them or none.`;
    case "text-regression":
      return "It gives a text, or a pair of texts, a score.";
    case "token-classification": {
      const kinds = entities(labels);
      return `It marks names in texts: ${kinds.length <= MOST_LABELS ? listed(kinds) : `${kinds.length} kinds`}.`;
    }
    case "question-answering":
      return "It finds the piece of a text that answers a question.";
    case "feature-extraction":
      return "It gives texts vectors, which are alike where the texts are.";
  }
}

export interface Sizes {
  parameters: number;
  bytes: number;
}

/** `16.9 times smaller than its teacher: 1.4 MB in place of 23 MB, 1.2 M parameters in place of 22.6 M.` */
export const howMuchSmaller = (own: Sizes, teacher: Sizes): string =>
  `${(teacher.bytes / own.bytes).toFixed(1)} times smaller than its teacher: ${megabytes(own.bytes)} in place of ` +
  `${megabytes(teacher.bytes)}, ${count(own.parameters)} parameters in place of ${count(teacher.parameters)}.`;

/** A metric's title amid a sentence: names of people and F1 stay as they are. */
const amid = (title: string): string =>
  /^(F1|Matthews|Pearson|Spearman|Brier)/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);

/** What it keeps of its teacher's score, with the interval of the difference. `a` is the model. */
export function whatItKeeps(
  comparison: Pick<Comparison, "a" | "b" | "difference" | "ci95" | "metric">,
  suite: string,
): string {
  const { a, b, difference, ci95, metric } = comparison;
  const name = titleOf(metric);
  if (a === null || b === null) return `${name} on ${suite} is undefined for one of the two.`;
  const scores = `${fraction(a)} against ${fraction(b)}, a difference of ${signedPoints(difference)} points (95 % interval ${pointsInterval(ci95)})`;
  return !isLowerBetter(metric) && b > 0
    ? `It keeps ${percent(a / b)} of its teacher’s ${amid(name)} on ${suite}: ${scores}.`
    : `${name} on ${suite}: ${scores}.`;
}

/** Of `a`, the model, held against its teacher, `b`. */
export const inWords = (verdict: Verdict, n: number): string =>
  ({
    a: "It is measurably better than its teacher there.",
    b: "It is measurably worse than its teacher there.",
    open: `So ${n.toLocaleString("en")} rows can’t tell the two apart, which does not make them equal.`,
    undefined: "",
  })[verdict];

/** Seconds as people say them: `28 minutes`, `2.6 hours`. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${(seconds / 3600).toFixed(1)} hours`;
}
