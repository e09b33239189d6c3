/** False decisions of somebody who looks after every answer. */
import { type Design, judgePair, judgeUnit, newProgress } from "../../eval/experiments/index.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { Naive } from "./naive.ts";
import type { Study, Told } from "./study.ts";
import { TRAFFIC, type Traffic } from "./traffic.ts";
import { Watch } from "./watch.ts";

/** About ten times what a test of fixed size needs for three points at 87 %. */
export const UNITS = 35_000;
const MARGIN = 0.02;
const SPLIT: Design = { mode: "split", variants: 2, margin: MARGIN };

function split(random: Random, traffic: Traffic, difference: number): Told {
  const progress = newProgress(SPLIT);
  const accuracy = traffic.accuracy(random, UNITS);
  const naive = new Naive();
  const watch = new Watch(SPLIT, progress, difference);
  for (let i = 0; i < UNITS; i++) {
    const share = traffic.share(i);
    const variant = Number(random.unit() < share);
    const chance = accuracy[i] + variant * difference;
    const correct = random.unit() < chance;
    judgeUnit(SPLIT, progress, { variant, weights: [1 - share, share], correct });
    naive.add(variant, correct, difference);
    watch.look();
    watch.lookAtAccuracy(variant, chance);
  }
  return { ...toldOf(watch, difference), lost_accuracy: watch.lostAccuracy, ...toldOfNaive(naive) };
}

/** At no difference `better` would be false, at one of just the margin also `good-enough` and `worse`. */
const toldOf = (watch: Watch, difference: number): Told => ({
  false_verdict: [
    watch.gave("better"),
    ...(difference < 0 ? [watch.gave("good-enough"), watch.gave("worse")] : []),
  ].some((at) => at !== null),
  lost_difference: { at: watch.lostAt },
  alarm: watch.alarm,
});

const toldOfNaive = (naive: Naive): Told => ({ naive: { at: naive.wrongAt }, naive_at_end: naive.isWrong });

/** Half of the answers are to units that come back, to the same variant; on some units both variants are mostly wrong. */
function returning(random: Random): Told {
  const [byUnit, byAnswer] = [newProgress(SPLIT), newProgress(SPLIT)];
  const [watch, careless] = [new Watch(SPLIT, byUnit, 0), new Watch(SPLIT, byAnswer, 0)];
  const naive = new Naive();
  const known: { variant: number; chance: number }[] = [];
  for (let i = 0; i < UNITS; i++) {
    const isNew = known.length === 0 || random.unit() < 0.5;
    if (isNew) known.push({ variant: random.below(2), chance: random.unit() < 0.85 ? 0.97 : 0.37 });
    // Those who came lately come back soonest.
    const place = isNew ? known.length - 1 : known.length - 1 - random.below(Math.min(known.length, 500));
    const { variant, chance } = known[place];
    const judged = { variant, weights: [0.5, 0.5], correct: random.unit() < chance };
    if (isNew) judgeUnit(SPLIT, byUnit, judged);
    judgeUnit(SPLIT, byAnswer, judged);
    naive.add(variant, judged.correct, 0);
    watch.look();
    careless.look();
  }
  return { ...toldOf(watch, 0), lost_by_answer: { at: careless.lostAt }, ...toldOfNaive(naive) };
}

/** Two models of which one alone is right on 5 % of the units. */
function shadow(random: Random, traffic: Traffic, difference: number): Told {
  const design: Design = { mode: "shadow", variants: 2, margin: MARGIN };
  const progress = newProgress(design);
  const watch = new Watch(design, progress, difference);
  const alone = 0.05;
  const accuracy = traffic.accuracy(random, UNITS);
  for (let i = 0; i < UNITS; i++) {
    const at = random.unit();
    const candidateAlone = (alone + difference) / 2;
    const both = accuracy[i] - (alone - candidateAlone);
    judgePair(design, progress, [
      at < alone ? at >= candidateAlone : at < alone + both,
      at < alone ? at < candidateAlone : at < alone + both,
    ]);
    watch.look();
  }
  return toldOf(watch, difference);
}

/** Three candidates that are as good as the control: whether any of them is called better. */
function three(random: Random): Told {
  const design: Design = { mode: "split", variants: 4, margin: MARGIN };
  const progress = newProgress(design);
  const accuracy = TRAFFIC.wandering.accuracy(random, UNITS);
  const weights = [0.25, 0.25, 0.25, 0.25];
  for (let i = 0; i < UNITS; i++)
    judgeUnit(design, progress, { variant: random.below(4), weights, correct: random.unit() < accuracy[i] });
  return { false_verdict: progress.differences.some(({ reached }) => reached.better !== undefined) };
}

const traffics: readonly Traffic[] = Object.values(TRAFFIC);

export const DECISIONS: readonly Study[] = [
  ...[0, -MARGIN].flatMap((difference) =>
    traffics.map(
      (traffic): Study => ({
        group: "decisions",
        name: `${traffic.name}${difference === 0 ? "" : "-at-margin"}`,
        title: traffic.title,
        run: (random) => split(random, traffic, difference),
      }),
    ),
  ),
  { group: "decisions", name: "returning", title: "half of the answers to units that come back", run: returning },
  ...[0, -MARGIN].flatMap((difference) =>
    [TRAFFIC.steady, TRAFFIC.jumping].map(
      (traffic): Study => ({
        group: "decisions",
        name: `shadow-${traffic.name}${difference === 0 ? "" : "-at-margin"}`,
        title: `shadow mode, ${traffic.title}`,
        run: (random) => shadow(random, traffic, difference),
      }),
    ),
  ),
  { group: "decisions", name: "three-candidates", title: "three candidates, wandering", run: three },
];
