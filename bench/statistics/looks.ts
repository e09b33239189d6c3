/**
 * What looking again and again does to a figure (docs/private-splits.md): labels are coin flips, so that no model is right more often than
 * half of the time. `fixed`: so many models that were there before the first look, the best of which is reported. `climbed`: the vote of
 * the same models, each turned round where its figure was below a half: what Blum and Hardt (2015) call the boosting attack.
 * Printed are the mean accuracy that is reported, and how often its 95 % interval, and Bonferroni's, leaves out the true one.
 *
 *     node bench/statistics/looks.ts [--draws 2000] [--seed 17]
 */
import { Command } from "commander";
import { wholeNumber } from "../../cli/options.ts";
import { table } from "../../cli/ui/table.ts";
import { createRandom, type Random } from "../../eval/statistics/random.ts";
import { Z95 } from "../../eval/statistics/z95.ts";

const options = new Command("node bench/statistics/looks.ts")
  .option("--draws <number>", "data sets", wholeNumber(1), 2000)
  .option("--seed <number>", "of everything drawn", wholeNumber(0, 2 ** 32 - 1), 17)
  .parse()
  .opts<{ draws: number; seed: number }>();

/** Two-sided 95 % normal quantiles for one of so many looks: `NormalDist().inv_cdf(1 - 0.025 / looks)` of Python's statistics. */
const BONFERRONI: Readonly<Record<number, number>> = {
  1: Z95,
  5: 2.5758293035489,
  14: 2.913726318334338,
  40: 3.227218425963163,
  200: 3.662259930887615,
};

/** Whether Wilson's interval of so many right ones leaves out a half: the score test's own condition. */
const leavesOutHalf = (right: number, n: number, z: number) => Math.abs(right / n - 0.5) > z * Math.sqrt(0.25 / n);

function reported(random: Random, n: number, looks: number): { fixed: number; climbed: number } {
  const votes = new Int32Array(n);
  let fixed = 0;
  for (let look = 0; look < looks; look++) {
    // Right or wrong on each row: of a guess on coin flips both are equally likely.
    const right = Uint8Array.from({ length: n }, () => random.below(2));
    const count = right.reduce((sum, one) => sum + one, 0);
    fixed = Math.max(fixed, count);
    const sign = count * 2 >= n ? 1 : -1;
    for (let i = 0; i < n; i++) votes[i]! += sign * (right[i]! * 2 - 1);
  }
  let climbed = 0;
  for (const vote of votes) climbed += vote > 0 || (vote === 0 && random.below(2) === 1) ? 1 : 0;
  return { fixed, climbed };
}

const share = (value: number) => `${(100 * value).toFixed(1)} %`;

const lines = [191, 872, 2000].flatMap((n) =>
  Object.entries(BONFERRONI).map(([text, z]) => {
    const looks = Number(text);
    const random = createRandom(options.seed);
    const sums = { fixed: 0, climbed: 0 };
    const wrong = { fixed: 0, fixedBonferroni: 0, climbed: 0, climbedBonferroni: 0 };
    for (let draw = 0; draw < options.draws; draw++) {
      const { fixed, climbed } = reported(random, n, looks);
      sums.fixed += fixed / n;
      sums.climbed += climbed / n;
      wrong.fixed += Number(leavesOutHalf(fixed, n, Z95));
      wrong.fixedBonferroni += Number(leavesOutHalf(fixed, n, z));
      wrong.climbed += Number(leavesOutHalf(climbed, n, Z95));
      wrong.climbedBonferroni += Number(leavesOutHalf(climbed, n, z));
    }
    const per = (sum: number) => sum / options.draws;
    return { n, looks, fixed: per(sums.fixed), climbed: per(sums.climbed), wrong, per };
  }),
);

console.log(
  table<(typeof lines)[number]>(
    [
      { title: "rows", cell: ({ n }) => String(n) },
      { title: "figures", cell: ({ looks }) => String(looks) },
      { title: "best of fixed ones", cell: ({ fixed }) => share(fixed) },
      { title: "interval is wrong", cell: ({ wrong, per }) => share(per(wrong.fixed)) },
      { title: "Bonferroni's", cell: ({ wrong, per }) => share(per(wrong.fixedBonferroni)) },
      { title: "climbed", cell: ({ climbed }) => share(climbed) },
      { title: "interval is wrong", cell: ({ wrong, per }) => share(per(wrong.climbed)) },
      { title: "Bonferroni's", cell: ({ wrong, per }) => share(per(wrong.climbedBonferroni)) },
    ],
    lines,
  ),
);
