/** How far an exported artefact may stray from the model that was trained. */
import { KINDS } from "../../eval/kinds/index.ts";
import type { AnswerOf, Kind } from "../../eval/kinds/kind.ts";
import { correlation } from "../../eval/metrics/pearson.ts";
import { plainValue } from "../../eval/statistics/statistic.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";

/** f32 and f16: an absolute difference of any logit. */
const LARGEST_DIFFERENCE = 1e-3;
/**
 * i8: a fraction of the labels, and so of accuracy. Few labels tell a rate badly (of RTE's 277 three are more than that, and
 * of a model that flips one in 200 every sixth would do it), so refused is what flips more beyond doubt, by the lower end
 * of the 95 % interval: accuracy on the rows themselves may fall by more than a point.
 */
const MOST_FLIPS = 0.01;
/** i8, where there are numbers instead of labels: Pearson's r between the trained model's and the artefact's. */
const LEAST_CORRELATION = 0.999;

/** One example: its row, both models' logits, flat, and what logits mean there. */
export interface Compared<K extends RowKind = RowKind> {
  row: RowOf[K];
  trained: readonly number[];
  artefact: readonly number[];
  answer(logits: readonly number[]): AnswerOf[K];
}

export interface ParityReport {
  rows: number;
  /** max |logit of the artefact - logit of the trained model|; null when the artefact gave a number that is not finite. */
  largestDifference: number | null;
  /** Labels compared: one an example, of a tagger one a word. Answers count as labels; of numbers there are none. */
  labels: number;
  /** Of these, changed. */
  flips: number;
  /** The kind's usual primary metric, of both; null where undefined. */
  metric: MetricName;
  score: { trained: number | null; artefact: number | null };
  /** Pearson's r between both models' numbers; null where the answers are none, or constant. */
  correlation: number | null;
  verdict: { kind: "accepted" } | { kind: "refused"; reason: string };
}

/**
 * Compares logits and answers row by row. A model stored as f32 or f16 must give the trained one's logits; i8 is another
 * model, close enough when it hardly ever changes a label.
 */
export function judgeParity<K extends RowKind>(
  kind: K,
  { storage, labels }: { storage: Storage; labels: string[] },
  compared: readonly Compared<K>[],
): ParityReport {
  const judge: Kind<K> = KINDS[kind];
  const metric = judge.metrics[0]!;
  const suite = { id: "own/dev", ...(labels.length > 1 && { labels }) };
  const tallies = { trained: judge.tally(suite), artefact: judge.tally(suite) };
  const said = { trained: [] as string[], artefact: [] as string[] };
  const numbers = { trained: [] as number[], artefact: [] as number[] };
  let largestDifference = 0;
  for (const { row, trained, artefact, answer } of compared) {
    if (artefact.length !== trained.length) largestDifference = Number.NaN; // another tokenizer, say
    for (const [k, logit] of trained.entries()) {
      largestDifference = Math.max(largestDifference, Math.abs(artefact[k]! - logit)); // NaN stays NaN
    }
    for (const side of ["trained", "artefact"] as const) {
      const answered = answer(side === "trained" ? trained : artefact);
      tallies[side].add(judge.judge(row, answered, suite));
      for (const word of judge.said(answered)) {
        if (typeof word === "number") numbers[side].push(word);
        else said[side].push(word);
      }
    }
  }
  const value = (side: "trained" | "artefact") => {
    const statistic = tallies[side].statistic(metric);
    return statistic && plainValue(statistic);
  };
  const measured = {
    rows: compared.length,
    largestDifference: Number.isFinite(largestDifference) ? largestDifference : null,
    labels: said.trained.length,
    flips: said.trained.filter((label, i) => label !== said.artefact[i]).length,
    metric,
    score: { trained: value("trained"), artefact: value("artefact") },
    correlation: agreement(numbers),
  };
  return { ...measured, verdict: verdict(storage, measured) };
}

const agreement = ({ trained, artefact }: { trained: number[]; artefact: number[] }) =>
  correlation(Float64Array.from(trained), Float64Array.from(artefact), new Uint32Array(trained.length).fill(1));

function verdict(
  storage: Storage,
  { largestDifference, labels, flips, correlation }: Omit<ParityReport, "verdict">,
): ParityReport["verdict"] {
  const refused = (reason: string) => ({ kind: "refused", reason }) as const;
  if (largestDifference === null) return refused("it answers with numbers that are not finite, or too few or many");
  if (storage !== "i8") {
    return largestDifference > LARGEST_DIFFERENCE
      ? refused(`its logits differ by up to ${largestDifference.toExponential(1)}, more than ${LARGEST_DIFFERENCE}`)
      : { kind: "accepted" };
  }
  if (labels > 0 && wilson(flips, labels)[0] > MOST_FLIPS)
    return refused(`${flips} of ${labels} labels flipped, beyond doubt more than 1 %`);
  if (labels === 0 && largestDifference > LARGEST_DIFFERENCE && !(correlation! >= LEAST_CORRELATION)) {
    return refused(`its numbers correlate with the trained model's by less than ${LEAST_CORRELATION}`);
  }
  return { kind: "accepted" };
}
