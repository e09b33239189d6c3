import { expect, test } from "vitest";
import golden from "../../../test/golden/squad.json" with { type: "json" };
import { plainValue } from "../../statistics/statistic.ts";
import type { TallySlice } from "../kind.ts";
import { questionAnsweringKind as kind } from "./index.ts";

const suite = { id: "squad/v2.0" };
const row = (id: string, answers: string[]) => ({
  id,
  question: "who?",
  context: "…",
  answers: answers.map((text) => ({ text })),
  ...(answers.length === 0 && { is_impossible: true }),
});

/** A golden run through submission, judgement and tally. */
function tallied({ questions }: (typeof golden.runs)[number], withProbability = true) {
  const tally = kind.tally(suite);
  for (const [i, { answers, answer, probability }] of questions.entries()) {
    const question = row(`q${i}`, answers);
    const item = { id: `q${i}`, answer, ...(withProbability && { no_answer_probability: probability }) };
    const submitted = kind.submitted(item, question, suite);
    if (typeof submitted === "string") throw new Error(submitted);
    tally.add(kind.prediction.parse(kind.judge(question, submitted, suite)));
  }
  return tally;
}

const figures = ({ rows, statistics: { f1, exact_match } }: TallySlice) => ({
  rows,
  f1: plainValue(f1!),
  exact_match: plainValue(exact_match!),
});
const close = ({ rows, f1, exact_match }: { rows: number; f1: number; exact_match: number }) => ({
  rows,
  f1: expect.closeTo(f1, 12),
  exact_match: expect.closeTo(exact_match, 12),
});

test.each(golden.runs)("agrees with the official script over a run of $all.rows questions", (run) => {
  const tally = tallied(run);
  expect(tally.rows).toBe(run.all.rows);
  expect(plainValue(tally.statistic("f1")!)).toBeCloseTo(run.all.f1, 12);
  expect(plainValue(tally.statistic("exact_match")!)).toBeCloseTo(run.all.exact_match, 12);

  const slices = tally.slices();
  if (run.answerable === null || run.unanswerable === null) return expect(slices).toEqual([]);
  const [yes, no, bestF1, bestExact] = slices as [TallySlice, TallySlice, TallySlice, TallySlice];
  expect([yes, no].map(({ by, value }) => [by, value])).toEqual([
    ["answerable", "yes"],
    ["answerable", "no"],
  ]);
  expect([figures(yes), figures(no)]).toEqual([close(run.answerable), close(run.unanswerable)]);
  expect(plainValue(bestF1.statistics.f1!)).toBeCloseTo(run.best.f1.value, 12);
  expect(plainValue(bestExact.statistics.exact_match!)).toBeCloseTo(run.best.exact_match.value, 12);
  expect([bestF1, bestExact].map(({ by, value }) => [by, Number(value)])).toEqual([
    ["tuned_threshold", run.best.f1.threshold],
    ["tuned_threshold", run.best.exact_match.threshold],
  ]);
});

test("without every answer's probability there is no threshold to tune", () => {
  const tally = tallied(golden.runs[0]!, false);
  expect(tally.slices().map(({ by }) => by)).toEqual(["answerable", "answerable"]);
});

test("a row without an answer scores 0, also on a question that has none", () => {
  const tally = kind.tally(suite);
  for (const answers of [["Paris"], []]) tally.add(kind.judge(row("q", answers), { error: "blank" }, suite));
  expect([tally.rows, tally.errors]).toEqual([2, 2]);
  expect(plainValue(tally.statistic("f1")!)).toBe(0);
  expect(tally.slices().map(({ value, statistics }) => [value, plainValue(statistics.exact_match!)])).toEqual([
    ["yes", 0],
    ["no", 0],
  ]);
});

test("the line a row leaves behind has gold and score; a probability only where there was one", () => {
  expect(kind.judge(row("q", ["the Eiffel Tower", "tower"]), { answer: "Eiffel tower!" }, suite)).toEqual({
    id: "q",
    prediction: "Eiffel tower!",
    scores: null,
    gold: ["the Eiffel Tower", "tower"],
    correct: true,
    f1: 1,
  });
  expect(kind.judge(row("q", []), { answer: "", no_answer_probability: 0.75 }, suite)).toMatchObject({
    prediction: "",
    correct: true,
    no_answer_probability: 0.75,
  });
});

test("answers are taken as given, whatever their no-answer probability", () => {
  const judged = kind.judge(row("q", ["Paris"]), { answer: "Paris", no_answer_probability: 0.99 }, suite);
  expect(judged).toMatchObject({ correct: true, f1: 1 });
});

test("a metric that is not of this kind can't be had", () => {
  expect(tallied(golden.runs[0]!).statistic("accuracy")).toBeNull();
});

test.each([
  [{ id: "q" }, /^answer: /],
  [{ id: "q", answer: null }, /^answer: /],
  [{ id: "q", answer: "\ud800" }, "answer: text has a lone surrogate"],
  [{ id: "q", answer: "a", no_answer_probability: Number.POSITIVE_INFINITY }, /^no_answer_probability: /],
  [{ id: "q", answer: "a", no_answer_probability: "-9.31" }, /^no_answer_probability: /],
  [{ id: "q", answer: "a", no_answer_probability: Number.NaN }, /^no_answer_probability: /],
  ["q", /./],
])("refuses %j as an answer", (item, message) => {
  expect(kind.submitted(item, row("q", ["Paris"]), suite)).toMatch(message);
});

test.each([-9.31, 0, 1.75, 1e6])(
  "takes %d for how sure it is that there is no answer: only the order counts",
  (odds) => {
    const item = { id: "q", answer: "a", no_answer_probability: odds };
    expect(kind.submitted(item, row("q", ["Paris"]), suite)).toEqual({ answer: "a", no_answer_probability: odds });
  },
);

test("the tuned figures are the same for probabilities and for any increasing function of them", () => {
  const answers = ["London", "Bob", "Ada", ""];
  const golds = [["London"], ["Ada"], [], []];
  const tuned = (values: number[]) => {
    const tally = kind.tally(suite);
    for (const [i, answer] of answers.entries())
      tally.add(kind.judge(row(`q${i}`, golds[i]!), { answer, no_answer_probability: values[i]! }, suite));
    const ones = new Uint32Array(4).fill(1);
    return tally
      .slices()
      .filter(({ by }) => by === "tuned_threshold")
      .map(({ value, statistics: { f1, exact_match } }) => {
        const statistic = f1 ?? exact_match;
        return [value, statistic?.kind === "resampled" ? statistic.value(ones) : null];
      });
  };
  const odds = [-9.31, -2.5, 1.75, 4.02];
  // squad_v2's script: best_f1 75.0 at -9.31 of such odds.
  expect(tuned(odds)).toEqual([
    ["-9.31", 0.75],
    ["-9.31", 0.75],
  ]);
  const probabilities = odds.map((x) => 1 / (1 + Math.exp(-x)));
  expect(tuned(probabilities).map(([, score]) => score)).toEqual([0.75, 0.75]);
});
