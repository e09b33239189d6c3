import { describe, expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import { type Statistic, shareOf } from "../statistics/statistic.ts";
import { f1Of, meanOf } from "./fixtures/example-statistics.ts";
import { judgeLoss } from "./judge-loss.ts";

/** Answers to n rows of which a got `lost` alone right and b `won`; the rest are right in both. */
const pair = (n: number, lost: number, won: number): [Statistic, Statistic] => [
  shareOf(Array.from({ length: n }, (_, i) => Number(i >= won))),
  shareOf(Array.from({ length: n }, (_, i) => Number(i < won || i >= won + lost))),
];

test.each([
  ["good enough", 5000, 50, 55, 0],
  ["worse", 5000, 250, 50, 0],
  ["not decided", 872, 25, 20, 16_807],
  ["not decided", 872, 35, 20, 6_541],
] as const)("%s: of %d rows %d lost, %d won", async (outcome, n, lost, won, more) => {
  const [a, b] = pair(n, lost, won);
  const verdict = await judgeLoss("accuracy", a, b, { margin: 0.01 });
  expect(verdict).toMatchObject({ margin: 0.01, outcome, method: "exact", level: 0.95, simultaneous_over: 1 });
  expect(verdict.loss).toBeCloseTo((lost - won) / n, 14);
  expect(verdict.p_value! <= 0.05).toBe(outcome !== "not decided");
  expect(verdict.rows_more).toBe(more);
});

test("the metric's own direction: a failure rate that is lower is better", async () => {
  const [a, b] = pair(5000, 50, 250); // as failures: a alone fails 50
  expect(await judgeLoss("failure_rate", b, a, { margin: 0.01 })).toMatchObject({
    outcome: "good enough",
    loss: -0.04,
  });
  expect(await judgeLoss("failure_rate", a, b, { margin: 0.01 })).toMatchObject({ outcome: "worse", loss: 0.04 });
  const [good, bad] = [meanOf(new Array(500).fill(0.01)), meanOf(new Array(500).fill(0.09))];
  expect(await judgeLoss("ece", good, bad, { margin: 0.02 })).toMatchObject({ outcome: "worse" });
  expect(await judgeLoss("ece", bad, good, { margin: 0.02 })).toMatchObject({ outcome: "good enough" });
});

test("several at once are each judged at 5 % by their number", async () => {
  const [a, b] = pair(872, 10, 9);
  const one = await judgeLoss("accuracy", a, b, { margin: 0.01 });
  const three = await judgeLoss("accuracy", a, b, { margin: 0.01, simultaneousOver: 3 });
  expect(one.outcome).toBe("good enough");
  expect(three).toMatchObject({ outcome: "not decided", level: 1 - 0.05 / 3, simultaneous_over: 3 });
  expect(three.loss_bounds![1]).toBeGreaterThan(one.loss_bounds![1]);
});

test("models that agree on every row are good enough once a lone loser would have shown", async () => {
  for (const metric of ["accuracy", "f1"] as const)
    for (const [n, outcome] of [
      [298, "not decided"],
      [299, "good enough"],
    ] as const) {
      const answers = Array.from({ length: n }, (_, i) => i % 2);
      const statistic = metric === "f1" ? f1Of(answers, answers) : shareOf(answers);
      expect(await judgeLoss(metric, statistic, statistic, { margin: 0.01 })).toMatchObject({ outcome, loss: 0 });
    }
});

test("where the loss seen is the margin no number of rows decides, and where it nearly is none that one could find", async () => {
  const at = await judgeLoss("accuracy", ...pair(1000, 30, 20), { margin: 0.01 });
  expect(at).toMatchObject({
    outcome: "not decided",
    rows_more: null,
    reason: expect.stringContaining("margin itself"),
  });
  const near = await judgeLoss("accuracy", ...pair(1000, 30, 20), { margin: 0.01001 });
  expect(near).toMatchObject({ rows_more: null, reason: expect.stringContaining("more than 10 million") });
});

describe("by the bootstrap", () => {
  const random = createRandom(17);
  const gold = Array.from({ length: 400 }, () => Number(random.unit() < 0.4));
  const answers = (right: number) => gold.map((label) => (random.unit() < right ? label : 1 - label));
  const [good, poor] = [answers(0.93), answers(0.8)];

  test("the three outcomes", async () => {
    const judge = (a: number[], b: number[], margin: number) =>
      judgeLoss("f1", f1Of(gold, a), f1Of(gold, b), { margin });
    expect(await judge(poor, good, 0.01)).toMatchObject({ outcome: "good enough", method: "paired-bootstrap" });
    expect(await judge(good, poor, 0.01)).toMatchObject({ outcome: "worse", rows_more: 0 });
    const open = await judge(good, poor, 0.17);
    expect(open.outcome).toBe("not decided");
    expect(open.rows_more).toBeGreaterThan(100);
    expect(open.p_value).toBeUndefined();
  });

  test("models exchanged have the bounds exchanged", async () => {
    const there = await judgeLoss("f1", f1Of(gold, good), f1Of(gold, poor), { margin: 0.1 });
    const back = await judgeLoss("f1", f1Of(gold, poor), f1Of(gold, good), { margin: 0.1 });
    expect(back.loss_bounds).toEqual(there.loss_bounds!.map((end) => -end).reverse());
  });

  test("rows in clusters are judged by whole clusters, which leave wider bounds", async () => {
    const [a, b] = pair(1000, 60, 40);
    const clusters = Uint32Array.from({ length: 1000 }, (_, i) => Math.floor(i / 20)); // as the discordant rows lie
    const apart = await judgeLoss("accuracy", a, b, { margin: 0.03 });
    const together = await judgeLoss("accuracy", { ...a, clusters }, { ...b, clusters }, { margin: 0.03 });
    expect(together).toMatchObject({ method: "cluster-bootstrap", loss: 0.02 });
    expect(together.loss_bounds![1]).toBeGreaterThan(apart.loss_bounds![1]);
    expect(together.loss_bounds![0]).toBeLessThan(apart.loss_bounds![0]);
  });

  test("no model is worse for losing four clusters of four, as one that loses 5 % may with probability 0.525^4", async () => {
    const lost = (count: number) => {
      const clusters = Uint32Array.from({ length: 10 * count }, (_, i) => Math.floor(i / 10));
      return [1, 0].map((value) => ({ ...shareOf(Array.from(clusters, () => value)), clusters })) as [
        Statistic,
        Statistic,
      ];
    };
    expect(await judgeLoss("accuracy", ...lost(4), { margin: 0.05 })).toMatchObject({
      outcome: "not decided",
      loss: 1,
    });
    expect((await judgeLoss("accuracy", ...lost(5), { margin: 0.05 })).outcome).toBe("worse");
  });

  test("what is undefined is not decided, with the reason", async () => {
    const nothing = f1Of([], []);
    expect(await judgeLoss("f1", nothing, nothing, { margin: 0.1 })).toMatchObject({
      outcome: "not decided",
      loss: null,
      loss_bounds: null,
      rows_more: null,
      reason: expect.stringContaining("undefined"),
    });
    expect((await judgeLoss("accuracy", shareOf([]), shareOf([]), { margin: 0.1 })).reason).toContain("undefined");
    const [a, b] = pair(20, 3, 1).map((statistic) => ({ ...statistic, clusters: new Uint32Array(20) })) as [
      Statistic,
      Statistic,
    ];
    expect(await judgeLoss("accuracy", a, b, { margin: 0.1 })).toMatchObject({
      ...{
        outcome: "not decided",
        method: "cluster-bootstrap",
        loss_bounds: null,
        reason: "all rows are of one cluster",
      },
    });
  });
});

test.each([0, 1, -1, Number.NaN])("a margin of %d is refused", async (margin) => {
  await expect(judgeLoss("accuracy", ...pair(10, 1, 1), { margin })).rejects.toThrow(RangeError);
});
