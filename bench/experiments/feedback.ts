/** Feedback that comes late, or not at all. */
import { type Design, judgeUnit, newProgress } from "../../eval/experiments/index.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { UNITS } from "./decisions.ts";
import type { Study, Told } from "./study.ts";
import { normal, TRAFFIC, type Traffic } from "./traffic.ts";
import { Watch } from "./watch.ts";

const DESIGN: Design = { mode: "split", variants: 2, margin: 0.02 };

interface Case {
  name: string;
  title: string;
  traffic: Traffic;
  difference: number;
  /** In units that come meanwhile. */
  delay?(random: Random, variant: number): number;
  /** The chance that an answer is judged at all. */
  judged?(variant: number, correct: boolean): number;
}

/** Half of the feedback within 500 units, a tenth after 3,400, one in a hundred after 16,000. */
const longTailed = (random: Random) => 500 * Math.exp(1.5 * normal(random));

const { steady, jumping } = TRAFFIC;

const CASES: readonly Case[] = [
  { name: "prompt", title: "at once", traffic: jumping, difference: 0 },
  { name: "delayed", title: "late, with a long tail", traffic: jumping, difference: 0, delay: longTailed },
  { name: "missing", title: "half of it missing", traffic: jumping, difference: 0, judged: () => 0.5 },
  {
    name: "missing-when-right",
    title: "of right answers 30 % judged, of wrong ones 90 %",
    traffic: jumping,
    difference: 0,
    judged: (_, correct) => (correct ? 0.3 : 0.9),
  },
  {
    name: "missing-when-right-3-points",
    title: "the same, the candidate 3 points better",
    traffic: steady,
    difference: 0.03,
    judged: (_, correct) => (correct ? 0.3 : 0.9),
  },
  {
    name: "missing-by-variant",
    title: "60 % judged of the control, 50 % of the candidate",
    traffic: steady,
    difference: 0,
    judged: (variant) => (variant === 0 ? 0.6 : 0.5),
  },
  {
    name: "complaints-by-variant",
    title: "the candidate's wrong answers judged in 60 %, all else in 90 %",
    traffic: steady,
    difference: 0,
    judged: (variant, correct) => (variant === 1 && !correct ? 0.6 : 0.9),
  },
  {
    name: "delayed-by-variant",
    title: "the candidate's 2,000 units later",
    traffic: jumping,
    difference: 0,
    delay: (_, variant) => 2000 * variant,
  },
];

export const FEEDBACK: readonly Study[] = CASES.map((one) => ({
  group: "feedback",
  name: one.name,
  title: one.title,
  run: (random) => told(random, one),
}));

/** Room for a unit's number beside its time in one float: times are whole, below 2³⁶. */
const NUMBERS = 2 ** 16;

function told(random: Random, { traffic, difference, delay, judged }: Case): Told {
  const accuracy = traffic.accuracy(random, UNITS);
  const [variants, correct] = [new Uint8Array(UNITS), new Uint8Array(UNITS)];
  const order: number[] = [];
  for (let i = 0; i < UNITS; i++) {
    variants[i] = Number(random.unit() < traffic.share(i));
    correct[i] = Number(random.unit() < accuracy[i] + variants[i] * difference);
    const at = i + Math.ceil(delay?.(random, variants[i]) ?? 0);
    const comes = judged === undefined || random.unit() < judged(variants[i], correct[i] === 1);
    if (comes && at < UNITS) order.push(at * NUMBERS + i);
  }
  const progress = newProgress(DESIGN);
  const watch = new Watch(DESIGN, progress, difference);
  let alarmAt: number | null = null;
  for (const entry of Float64Array.from(order).sort()) {
    const i = entry % NUMBERS;
    judgeUnit(DESIGN, progress, { variant: variants[i], weights: [0.5, 0.5], correct: correct[i] === 1 });
    watch.look();
    if (alarmAt === null && watch.alarm) alarmAt = progress.differences[0].n;
  }
  const { n, sum, weight, reached } = progress.differences[0];
  return {
    judged: n,
    off: sum / weight - difference,
    false_verdict: { at: (difference === 0 ? reached.better : reached.worse) ?? null },
    lost_difference: { at: watch.lostAt },
    alarm: { at: alarmAt },
  };
}
