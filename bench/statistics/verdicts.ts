import { judgeLoss } from "../../eval/metrics/judge-loss.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { resampledLoss } from "../../eval/statistics/resampled-loss.ts";
import type { ResamplingOptions } from "../../eval/statistics/resampling.ts";
import { rowsToDecide, rowsToDecideByReach } from "../../eval/statistics/rows-to-decide.ts";
import { type ShareStatistic, type Statistic, shareOf } from "../../eval/statistics/statistic.ts";
import { BinaryTask, f1Of, pairOf } from "./populations.ts";
import type { Study } from "./study.ts";

/** Two models of which b loses `loss` more of the rows than it wins, and which differ on a share `discordant` of them. */
interface Truth {
  discordant: number;
  loss: number;
}

function answersOf(random: Random, n: number, { discordant, loss }: Truth): [a: Statistic, b: Statistic] {
  const [a, b] = [new Uint8Array(n).fill(1), new Uint8Array(n).fill(1)];
  for (let i = 0; i < n; i++) {
    const luck = random.unit();
    if (luck < (discordant + loss) / 2) b[i] = 0;
    else if (luck < discordant) a[i] = 0;
  }
  return [shareOf(a), shareOf(b)];
}

/** The same where seven rows in ten do as the first of their cluster does, each cluster of so many rows: half of all pairs do alike. */
function clusteredAnswers(random: Random, clusters: number, rows: number, truth: Truth): [a: Statistic, b: Statistic] {
  const [a, b] = answersOf(random, clusters * rows, truth) as [ShareStatistic, ShareStatistic];
  const of = Uint32Array.from(a.outcomes, (_, i) => Math.floor(i / rows));
  for (let i = 0; i < of.length; i++) {
    const first = i - (i % rows);
    if (i === first || random.unit() >= Math.SQRT1_2) continue;
    a.outcomes[i] = a.outcomes[first];
    b.outcomes[i] = b.outcomes[first];
  }
  return [
    { ...a, clusters: of },
    { ...b, clusters: of },
  ];
}

const percent = (share: number) => `${Number((100 * share).toFixed(2))}`;
const describe = (n: number, margin: number, { discordant, loss }: Truth) =>
  `n = ${n}, differ on ${percent(discordant)} %, loss ${percent(loss)}, margin ${percent(margin)}`;

/** How often a student that loses just the margin passes: 5 % at most, by construction. */
const atTheMargin = (n: number, margin: number, discordant: number): Study => ({
  method: "exact",
  data: describe(n, margin, { discordant, loss: margin }),
  measures: "size",
  conservative: true,
  trial: async (random) => (await outcome(random, n, margin, { discordant, loss: margin })) === "good enough",
});

const clusteredAtTheMargin = (clusters: number, rows: number, margin: number, discordant: number): Study => ({
  method: "cluster bootstrap",
  data: `${clusters} clusters of ${rows}, ${describe(clusters * rows, margin, { discordant, loss: margin })}`,
  measures: "size",
  async trial(random, options) {
    const [a, b] = clusteredAnswers(random, clusters, rows, { discordant, loss: margin });
    return (await judgeLoss("accuracy", a, b, { margin }, options)).outcome === "good enough";
  },
});

/** How often as many rows decide as are named for it. */
function asPlanned(margin: number, truth: Truth): Study {
  const counts = { lost: (truth.discordant + truth.loss) / 2, won: (truth.discordant - truth.loss) / 2, rows: 1 };
  const n = Math.ceil(rowsToDecide(counts, margin, { tail: 0.05 }));
  const wanted = truth.loss < margin ? "good enough" : "worse";
  return {
    method: `exact, ${wanted}`,
    data: describe(n, margin, truth),
    measures: "power",
    trial: async (random) => (await outcome(random, n, margin, truth)) === wanted,
  };
}

const outcome = async (random: Random, n: number, margin: number, truth: Truth) =>
  (await judgeLoss("accuracy", ...answersOf(random, n, truth), { margin })).outcome;

const task = new BinaryTask(0.4);
const teacher = { sensitivity: 0.9, specificity: 0.88 };
const student = { sensitivity: 0.86, specificity: 0.88 };
const f1Loss = task.trueF1(teacher) - task.trueF1(student);
const judgeF1 = async (
  random: Random,
  n: number,
  margin: number,
  models: (typeof teacher)[],
  options: ResamplingOptions,
) => (await judgeLoss("f1", ...pairOf(f1Of, task.draw(random, n, models)), { margin }, options)).outcome;

/** Rows that F1 takes, from the reach that 20,000 rows leave: found once. */
let f1Rows: Promise<number> | undefined;
const F1_MARGIN = 0.04;
const planF1 = async (random: Random) => {
  const rows = 20_000;
  const found = (await resampledLoss(...pairOf(f1Of, task.draw(random, rows, [teacher, teacher])), 0.05))!;
  const reach = (found.bounds[1] - found.bounds[0]) / 2;
  return Math.ceil(rowsToDecideByReach({ rows, loss: 0, reach }, F1_MARGIN, { tail: 0.05 }));
};

export const VERDICTS: readonly Study[] = [
  atTheMargin(277, 0.05, 0.08),
  atTheMargin(277, 0.05, 0.15),
  atTheMargin(872, 0.01, 0.03),
  atTheMargin(872, 0.01, 0.08),
  atTheMargin(872, 0.02, 0.08),
  atTheMargin(872, 0.02, 0.15),
  atTheMargin(9815, 0.01, 0.03),
  atTheMargin(9815, 0.01, 0.15),
  atTheMargin(9815, 0.02, 0.08),
  {
    method: "paired bootstrap",
    data: `F1, n = 408, loss and margin ${percent(f1Loss)}`,
    measures: "size",
    trial: async (random, options) =>
      (await judgeF1(random, 408, f1Loss, [teacher, student], options)) === "good enough",
  },
  asPlanned(0.01, { discordant: 0.03, loss: 0 }),
  asPlanned(0.01, { discordant: 0.08, loss: 0.004 }),
  asPlanned(0.02, { discordant: 0.08, loss: 0 }),
  asPlanned(0.02, { discordant: 0.15, loss: 0.005 }),
  asPlanned(0.05, { discordant: 0.08, loss: 0 }),
  asPlanned(0.05, { discordant: 0.15, loss: 0.01 }),
  asPlanned(0.01, { discordant: 0.08, loss: 0.03 }),
  {
    method: "paired bootstrap, good enough",
    data: `F1 of equal models, margin ${percent(F1_MARGIN)}, as many rows as named`,
    measures: "power",
    async trial(random, options) {
      f1Rows ??= planF1(random);
      return (await judgeF1(random, await f1Rows, F1_MARGIN, [teacher, teacher], options)) === "good enough";
    },
  },
  atTheMargin(30, 0.1, 0.2),
  atTheMargin(60, 0.05, 0.1),
  atTheMargin(277, 0.02, 0.03),
  clusteredAtTheMargin(300, 3, 0.02, 0.12),
  clusteredAtTheMargin(40, 10, 0.05, 0.15),
];
