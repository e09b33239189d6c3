/** Units until a verdict, against a test of fixed size that is looked at once. */
import { type Design, judgePair, judgeUnit, newProgress, type Verdict } from "../../eval/experiments/index.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { fixedPaired, fixedSplit } from "./naive.ts";
import type { Study, Told } from "./study.ts";

/** A run is given up at this many times the fixed size. */
const MOST = 20;
const MARGIN = 0.02;

interface Case {
  name: string;
  title: string;
  /** Accuracies of control and candidate. */
  accuracies: readonly [number, number];
  verdict: Exclude<Verdict, "not-yet">;
  share?: number;
  /** Shadow mode: the share of units that one alone gets right. */
  discordant?: number;
}

const CASES: readonly Case[] = [
  { name: "0.87-0.90", title: "87 against 90 %", accuracies: [0.87, 0.9], verdict: "better" },
  { name: "0.70-0.73", title: "70 against 73 %", accuracies: [0.7, 0.73], verdict: "better" },
  { name: "0.95-0.98", title: "95 against 98 %", accuracies: [0.95, 0.98], verdict: "better" },
  {
    name: "0.87-0.90-tenth",
    title: "87 against 90 %, which gets a tenth",
    accuracies: [0.87, 0.9],
    verdict: "better",
    share: 0.1,
  },
  { name: "0.88-good-enough", title: "88 % both", accuracies: [0.88, 0.88], verdict: "good-enough" },
  { name: "0.88-0.83", title: "88 against 83 %", accuracies: [0.88, 0.83], verdict: "worse" },
  {
    name: "shadow-0.87-0.90",
    title: "shadow mode, 87 against 90 %, one alone right on 5 %",
    accuracies: [0.87, 0.9],
    verdict: "better",
    discordant: 0.05,
  },
  {
    name: "shadow-0.87-0.90-apart",
    title: "shadow mode, 87 against 90 %, one alone right on 10 %",
    accuracies: [0.87, 0.9],
    verdict: "better",
    discordant: 0.1,
  },
  {
    name: "shadow-0.88-good-enough",
    title: "shadow mode, 88 % both, one alone right on 5 %",
    accuracies: [0.88, 0.88],
    verdict: "good-enough",
    discordant: 0.05,
  },
];

export const SAMPLES: readonly Study[] = CASES.map((one) => {
  const fixed = fixedOf(one);
  return {
    group: "samples",
    name: one.name,
    title: `${one.title}: ${one.verdict}`,
    fixed,
    run: (random) => untilVerdict(random, one, fixed),
  };
});

/** The same question asked of a test of fixed size: is the difference 0, or the margin. */
function fixedOf({ accuracies: [p0, p1], verdict, share, discordant }: Case): number {
  const margin = verdict === "better" ? 0 : MARGIN;
  return discordant === undefined ? fixedSplit(p0, p1, share, margin) : fixedPaired(p1 - p0 + margin, discordant);
}

function untilVerdict(random: Random, { accuracies, verdict, share = 0.5, discordant }: Case, fixed: number): Told {
  const design: Design = { mode: discordant === undefined ? "split" : "shadow", variants: 2, margin: MARGIN };
  const progress = newProgress(design);
  const { reached } = progress.differences[0];
  const weights = [1 - share, share];
  const difference = accuracies[1] - accuracies[0];
  for (let i = 0; i < MOST * fixed && reached[verdict] === undefined; i++)
    if (discordant === undefined) {
      const variant = Number(random.unit() < share);
      judgeUnit(design, progress, { variant, weights, correct: random.unit() < accuracies[variant] });
    } else {
      // Only units on which one is right alone move the sum: the others are right for both.
      const at = random.unit();
      const candidateAlone = (discordant + difference) / 2;
      judgePair(design, progress, [at >= candidateAlone, at < candidateAlone || at >= discordant]);
    }
  const n = reached[verdict];
  return { times_fixed: (n ?? MOST * fixed) / fixed, given_up: n === undefined };
}
