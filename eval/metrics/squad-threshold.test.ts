import { expect, test } from "vitest";
import golden from "../../test/golden/squad.json" with { type: "json" };
import { squadScore } from "./squad.ts";
import { bestThreshold } from "./squad-threshold.ts";

type Question = (typeof golden.runs)[number]["questions"][number];

const columnsOf = (questions: Question[], metric: "exact" | "f1") => ({
  score: questions.map(({ answer, answers }) => Number(squadScore(answer, answers)[metric])),
  answerable: questions.map(({ answers }) => Number(answers.length > 0)),
  answered: questions.map(({ answer }) => Number(answer !== "")),
  noAnswer: questions.map(({ probability }) => probability),
});
const once = (n: number) => new Uint32Array(n).fill(1);

test.each(golden.runs)("finds the official script's best scores, ties included ($all.rows questions)", (run) => {
  for (const [metric, expected] of [
    ["exact", run.best.exact_match],
    ["f1", run.best.f1],
  ] as const) {
    const best = bestThreshold(columnsOf(run.questions, metric))(once(run.questions.length))!;
    expect(best.score).toBeCloseTo(expected.value, 12);
    expect(best.threshold).toBe(expected.threshold);
  }
});

test("a row counted twice is a row given twice", () => {
  const { questions } = golden.runs[0]!;
  const counts = Uint32Array.from(questions, (_, i) => i % 3);
  const repeated = questions.flatMap((question, i) => Array<Question>(i % 3).fill(question));
  const expected = bestThreshold(columnsOf(repeated, "f1"))(once(repeated.length))!;
  const best = bestThreshold(columnsOf(questions, "f1"))(counts)!;
  expect(best.score).toBeCloseTo(expected.score, 12);
  expect(best.threshold).toBe(expected.threshold);
});

test("a row without any answer is wrong at every threshold", () => {
  const rows = { score: [0, 0], answerable: [0, 1], answered: [0, 0], noAnswer: [Number.NaN, Number.NaN] };
  expect(bestThreshold(rows)(once(2))).toEqual({ score: 0, threshold: 0 });
});

test("is undefined on no rows", () => {
  const rows = { score: [1], answerable: [1], answered: [1], noAnswer: [0.5] };
  expect(bestThreshold(rows)(new Uint32Array(1))).toBeNull();
});
