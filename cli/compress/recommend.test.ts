import { expect, test } from "vitest";
import type { Budget } from "./budget.ts";
import { drawnIn, frontOf, judgeInterval, missesOf, studentLessTeacher } from "./judge-interval.ts";
import { type Question, recommend } from "./recommend.ts";
import type { MeasuredModel } from "./result.ts";
import { rowsNeeded } from "./rows-needed.ts";

const BUDGET: Budget = { bytes: 4_000_000, ms: 10, loss: 0.01 };

function model(
  name: string,
  bytes: number,
  p50: number,
  score: number,
  difference: [value: number, low: number, high: number] | null,
): MeasuredModel {
  const figure = difference && { value: difference[0], ci95: [difference[1], difference[2]] as [number, number] };
  const latency = { p50, p95: 2 * p50, n: 50, runtime: "engine" as const };
  return {
    ...{
      name,
      model: `x-${name}`,
      version: "0".repeat(12),
      method: "kd",
      folder: `out/x/${name}`,
      parameters: bytes,
      bytes,
    },
    ...{ run: "run", trained: null, detectable: null, latency, train_seconds: 1, front: true },
    score: { value: score, ci95: [score - 0.01, score + 0.01] },
    difference: figure,
    loss: figure && judgeInterval(figure, BUDGET.loss, 700),
    misses: missesOf({ bytes, latency, difference: figure }, BUDGET),
  };
}

const TEACHER = model("teacher", 23e6, 20, 0.97, null);
const TINY_LOST = model("tiny", 5e5, 1, 0.9, [-0.07, -0.09, -0.05]);
const SMALL_OPEN = model("small", 1.36e6, 3, 0.965, [-0.005, -0.015, 0.005]);
const MIDDLE_KEPT = model("middle", 3e6, 5, 0.969, [-0.001, -0.006, 0.004]);
const LARGE = model("large", 17e6, 9, 0.97, [0, -0.004, 0.004]);
const SLOW = model("slow", 2e6, 15, 0.97, [0, -0.004, 0.004]);
const BAD = model("bad", 3e6, 4, 0.95, [-0.02, -0.035, -0.005]);

const asked = (students: MeasuredModel[], more: Partial<Question> = {}): Question => ({
  ...{ models: [TEACHER, ...students], leftOut: [], budget: BUDGET, metric: "accuracy", rows: 700, rowsNeeded: {} },
  ...more,
});

test.each([
  ["the smallest that fits, not the best", [SMALL_OPEN, MIDDLE_KEPT, LARGE], "small"],
  ["not one that is too large, or too slow, or loses too much", [TINY_LOST, SLOW, LARGE, MIDDLE_KEPT], "middle"],
  ["nothing, where all miss a limit", [TINY_LOST, SLOW, LARGE], null],
  ["nothing, where there is no student", [], null],
  [
    "of equal sizes the faster",
    [
      { ...MIDDLE_KEPT, name: "b", bytes: 2e6 },
      { ...MIDDLE_KEPT, name: "a", bytes: 2e6, latency: { ...MIDDLE_KEPT.latency, p50: 1 } },
    ],
    "a",
  ],
] as const)("ships %s", (_, students, ship) => {
  expect(recommend(asked([...students])).ship).toBe(ship);
});

test("says what is shown, and what more rows would show", () => {
  expect(recommend(asked([MIDDLE_KEPT])).sentences).toEqual([
    "Ship middle: 3.00 MB, 5.0 ms, 7.7 times smaller than the teacher; Accuracy 0.9690, 0.0010 worse than the teacher's. It is the smallest within the budget that loses no more than 0.01 on these rows.",
    "That it loses no more than 0.01 is shown: by the 95 % interval it loses at most 0.0060.",
  ]);
  expect(recommend(asked([SMALL_OPEN, MIDDLE_KEPT], { rowsNeeded: { small: 2500 } })).sentences.slice(1)).toEqual([
    "700 rows don't show that it loses no more: by the 95 % interval it may lose 0.0150; about 2,500 rows would show a loss of 0.01.",
    "The smallest for which it is shown is middle: 3.00 MB, 5.0 ms.",
  ]);
});

test("where none qualifies, says what comes closest and what to try", () => {
  const leftOut = [{ name: "large", bytes: 17e6, reason: "its weights take 17.0 MB" }];
  expect(recommend(asked([TINY_LOST, BAD], { leftOut })).sentences).toEqual([
    "Nothing to ship: no student within the budget loses 0.01 or less. bad comes closest: 3.00 MB, 4.0 ms; Accuracy 0.9500, 0.0200 worse than the teacher's.",
    "To try: a larger budget (large takes 17.0 MB); more epochs (--set train.epochs=N); unlabelled texts to learn from (retort task add --unlabelled); more labelled rows.",
  ]);
  expect(recommend(asked([SLOW])).sentences[0]).toMatch(
    /^Nothing to ship: no student keeps to 4.00 MB and 10 ms as served. slow comes closest: 2.00 MB, 15.0 ms;/,
  );
  expect(recommend(asked([])).sentences[0]).toBe("No student fits the budget, so none was trained.");
});

test.each([
  [[-0.009, 0.004], "kept"],
  [[-0.01, 0.004], "kept"],
  [[-0.011, 0.004], "open"],
  [[-0.05, -0.011], "lost"],
  [[-0.05, -0.01], "open"],
  [null, "open"],
] as const)("an interval of %j says %s at a margin of 0.01", (ci95, loss) => {
  expect(judgeInterval({ value: 0, ci95: ci95 && [...ci95] }, 0.01, 700)).toBe(loss);
});

test("rows that differ in nothing show something where they are many", () => {
  const none = { value: 0, ci95: [0, 0] as [number, number] };
  expect([299, 300].map((rows) => judgeInterval(none, 0.01, rows))).toEqual(["open", "kept"]);
  // Three hundred rows of thirty paragraphs are thirty draws.
  const clusters = { by: "context", n: 30, widening: 2 };
  expect([{ n: 300 }, { n: 300, clusters }].map((pair) => judgeInterval(none, 0.01, drawnIn(pair)))).toEqual([
    "kept",
    "open",
  ]);
});

test("a difference turns round with its interval, unless less is better", () => {
  const told = { difference: 0.02, ci95: [-0.01, 0.05] as [number, number] };
  expect(studentLessTeacher(told, "accuracy")).toEqual({ value: -0.02, ci95: [-0.05, 0.01] });
  expect(studentLessTeacher(told, "failure_rate")).toEqual({ value: 0.02, ci95: [-0.01, 0.05] });
  expect(studentLessTeacher({ difference: 0, ci95: null }, "accuracy")).toEqual({ value: 0, ci95: null });
});

test("an undefined difference keeps no promise, and no limit is no limit", () => {
  const undefinedLoss = { ...SMALL_OPEN, difference: { value: null, ci95: null } };
  expect(missesOf(undefinedLoss, BUDGET)).toEqual(["loss"]);
  expect(missesOf(LARGE, { bytes: null, ms: null, loss: 0 })).toEqual([]);
  expect(missesOf(TEACHER, BUDGET)).toEqual(["bytes", "ms"]);
});

test("the front is of those that no other beats in size, score and time together", () => {
  const dominated = model("worse", 3e6, 6, 0.96, [-0.01, -0.02, 0]);
  expect(frontOf([TEACHER, SMALL_OPEN, MIDDLE_KEPT, dominated], "accuracy")).toEqual([true, true, true, false]);
});

test("rows needed shrink with the margin's square, and are null where no number would do", () => {
  const figures = { rows: 700, detectable: 0.03, discordant: null };
  expect(rowsNeeded("span_f1", 0.01, figures)).toBe(6300);
  expect(rowsNeeded("span_f1", 0, figures)).toBeNull();
  expect(rowsNeeded("accuracy", 0.01, { rows: 700, detectable: null, discordant: 0 })).toBeNull(); // they never differ
  const needed = rowsNeeded("accuracy", 0.01, { rows: 700, detectable: 0.019, discordant: 0.03 })!;
  expect(needed).toBeGreaterThan(2300); // (1.96 + 0.84)² 0.03 / 0.01² is 2,355 by the normal approximation
  expect(needed).toBeLessThan(2700);
});
