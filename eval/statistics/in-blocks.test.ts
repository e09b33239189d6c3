import { describe, expect, test } from "vitest";
import { f1Of, meanOf, pearsonOf } from "../metrics/fixtures/example-statistics.ts";
import { spearman } from "../metrics/spearman.ts";
import { bootstrap } from "./bootstrap.ts";
import { differenceInDifferences } from "./difference-in-differences.ts";
import { BLOCK_STEPS, inBlocks, type Turn } from "./in-blocks.ts";
import { pairedBootstrap } from "./paired-bootstrap.ts";
import { createRandom } from "./random.ts";
import { randomisationTest } from "./randomisation.ts";
import type { ResamplingOptions } from "./resampling.ts";
import { signFlip } from "./sign-flip.ts";
import { type Statistic, shareOf } from "./statistic.ts";

/** Calls so far at each turn, and the steps it was told. */
async function turnsOf(times: number, steps: number) {
  const seen: number[] = [];
  const turns: { calls: number; steps: number }[] = [];
  const turn = async (steps: number) => void turns.push({ calls: seen.length, steps });
  await inBlocks({ times, steps, turn }, (i) => seen.push(i));
  expect(seen).toEqual([...Array(times).keys()]);
  return turns;
}

test("turns come after as many calls as make a block, and after the last", async () => {
  const steps = BLOCK_STEPS / 4;
  expect(await turnsOf(10, steps)).toEqual([
    { calls: 4, steps: BLOCK_STEPS },
    { calls: 8, steps: BLOCK_STEPS },
    { calls: 10, steps: BLOCK_STEPS / 2 },
  ]);
});

test("a call that is longer than a block is one, and no call is none", async () => {
  expect(await turnsOf(2, 3 * BLOCK_STEPS)).toEqual([1, 2].map((calls) => ({ calls, steps: 3 * BLOCK_STEPS })));
  expect(await turnsOf(0, 1)).toEqual([]);
});

const random = createRandom(5);
const column = (n: number) => Float64Array.from({ length: n }, () => random.unit());
const bits = (n: number) => Array.from({ length: n }, () => random.next() & 1);
const N = 400;
const [gold, a, b, c] = [bits(N), bits(N), bits(N), bits(N)];
const [x, y] = [column(N), column(N)];
const swapped = f1Of([...gold, ...gold], [...a, ...b]);
const rho = spearman(x, y); // its ranks lie in arrays of its own, which every draw overwrites

const METHODS: Record<string, (options: ResamplingOptions) => Promise<unknown>> = {
  bootstrap: (options) => bootstrap(rho, options),
  "paired bootstrap": (options) => pairedBootstrap(f1Of(gold, a), f1Of(gold, b), options),
  "difference in differences, same rows": (options) =>
    differenceInDifferences(
      {
        a: { clean: shareOf(a), stressed: shareOf(b) },
        b: { clean: shareOf(gold), stressed: shareOf(c) },
        paired: true,
      },
      options,
    ),
  "difference in differences, other rows": (options) =>
    differenceInDifferences(
      {
        a: { clean: rho, stressed: meanOf(b) },
        b: { clean: pearsonOf([...x], [...y]), stressed: meanOf(c) },
        paired: false,
      },
      options,
    ),
  randomisation: (options) => randomisationTest(swapped, options),
  "sign flips, drawn": (options) =>
    signFlip(
      [...x].map((value, i) => value - y[i]!),
      options,
    ),
  "sign flips, counted": (options) =>
    signFlip(
      gold.map((value, i) => 100 * value - 99 * a[i]!),
      options,
    ),
  "sign flips, enumerated": (options) =>
    signFlip(
      [...x.subarray(0, 30)].map((value, i) => value - y[i]!),
      options,
    ),
};

describe.each(Object.entries(METHODS))("%s", (_, method) => {
  test("whoever has turns in between changes no bit", async () => {
    const alone = await method({ seed: 3 });
    let turns = 0;
    const turn: Turn = async () => {
      // Others compute with the same metrics meanwhile.
      if (turns++ === 1) await bootstrap(rho, { draws: 10 });
      await Promise.resolve();
    };
    expect(await method({ seed: 3, turn })).toEqual(alone);
    expect(turns).toBeGreaterThan(1);
  });

  test("two at once, of the same metrics, are as each alone", async () => {
    const turn: Turn = () => new Promise((resolve) => setImmediate(resolve));
    const [one, other] = [await method({ seed: 3 }), await method({ seed: 4 })];
    expect(await Promise.all([method({ seed: 3, turn }), method({ seed: 4, turn })])).toEqual([one, other]);
  });
});

test("no turn comes amid a draw: the rows looked at are whole draws of all metrics", async () => {
  let draws = { a: 0, b: 0 };
  const counted = (of: "a" | "b"): Statistic => ({
    kind: "resampled",
    n: 1000,
    value(counts) {
      draws = { ...draws, [of]: draws[of] + 1 };
      return counts[0]!;
    },
  });
  const seen: number[] = [];
  await pairedBootstrap(counted("a"), counted("b"), {
    draws: 120,
    turn: async (steps) => {
      expect(draws.a).toBe(draws.b);
      seen.push(steps);
    },
  });
  expect(seen).toEqual([BLOCK_STEPS, BLOCK_STEPS, 40_000]); // of two metrics on 1,000 rows: 50, 50 and 20 draws
});
