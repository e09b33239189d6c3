import { describe, expect, test } from "vitest";
import type {
  ClassificationPrediction,
  QaPrediction,
  RegressionPrediction,
  TaggingPrediction,
} from "../../r2-assets/format/prediction.ts";
import type { Scoring } from "../kinds/statistic-of.ts";
import { mcnemarExact } from "../statistics/mcnemar.ts";
import { newcombePaired } from "../statistics/newcombe-paired.ts";
import { signFlip } from "../statistics/sign-flip.ts";
import { flips } from "./flips.ts";
import { lossBeyondTeacher, lossUnderPerturbation, retained } from "./under-perturbation.ts";

const SUITE = { id: "own/films", labels: ["negative", "positive"] };
const byAccuracy = { metric: "accuracy", suite: SUITE } as const;
const byF1 = { metric: "f1", suite: SUITE } as const;
const LABELS: Record<string, string> = { n: "negative", p: "positive" };
const GOLD = "nnnnnppppp";

/** One prediction a letter; `.` is a row that the run does not have, x one that was not answered. */
const run = (letters: string): ClassificationPrediction[] =>
  [...letters].flatMap((letter, i) =>
    letter === "."
      ? []
      : {
          ...{ id: `row-${i}`, prediction: LABELS[letter] ?? null, scores: null, gold: LABELS[GOLD[i]!]! },
          correct: letter === GOLD[i],
        },
  );

describe("what a model loses", () => {
  test("is counted on the changed rows alone, each beside itself as it was", async () => {
    // Rows 0 and 9 are unchanged. Of the others 7 were right and 5 are, 4 of them in both.
    const loss = (await lossUnderPerturbation(
      "classification",
      { clean: run("nnnnnpppnp"), perturbed: run(".nnpppnpp.") },
      byAccuracy,
    ))!;
    expect(loss.clean).toBe(7 / 8);
    expect(loss.score).toBe(5 / 8);
    expect(loss.drop).toBe(2 / 8);
    expect(loss.drop_ci95).toEqual(newcombePaired({ both: 4, aOnly: 3, bOnly: 1, neither: 0 }));
    expect(loss.p_value).toBe(mcnemarExact(3, 1));
    expect(loss.flips).toBe(4 / 8);
    expect(loss.retention).toBe(5 / 7);
  });

  test("is the paired bootstrap's matter where the metric is no share", async () => {
    const loss = (await lossUnderPerturbation(
      "classification",
      { clean: run(GOLD), perturbed: run("nnnnnppppn") },
      byF1,
    ))!;
    expect(loss).toMatchObject({ clean: 1, score: 8 / 9 });
    expect(loss.drop).toBeCloseTo(1 / 9, 14);
    expect(loss.drop_ci95![0]).toBeGreaterThanOrEqual(0);
  });

  test("is a gain of what should be small", async () => {
    const scored = (letters: string) =>
      run(letters).map((p) => ({
        ...p,
        scores: { negative: p.prediction === "negative" ? 1 : 0, positive: p.prediction === "positive" ? 1 : 0 },
      }));
    const loss = (await lossUnderPerturbation(
      "classification",
      { clean: scored(GOLD), perturbed: scored("pnnnnppppp") },
      { metric: "brier", suite: SUITE },
    ))!;
    expect(loss).toMatchObject({ clean: 0, score: 2 / 10, drop: 2 / 10, retention: null });
    expect(loss.drop_ci95![1]).toBeGreaterThan(0);
  });

  test("is unknown where the clean run lacks a row, or the metric can't be had", async () => {
    const perturbed = run(GOLD);
    expect(
      await lossUnderPerturbation("classification", { clean: run("nnnnnpppp."), perturbed }, byAccuracy),
    ).toBeNull();
    expect(
      await lossUnderPerturbation("classification", { clean: run(GOLD), perturbed }, { metric: "ece", suite: SUITE }),
    ).toBeNull();
  });
});

describe("what it loses beyond its teacher", () => {
  const student = { clean: run(GOLD), perturbed: run("pppnnppppn") }; // loses 4 of 10
  const teacher = { clean: run("nnnnnppppn"), perturbed: run("pnnnnppppn") }; // loses row 0 of 9 right

  test("is the difference of the drops, tested by flipping the signs of the rows' own differences", async () => {
    const beyond = (await lossBeyondTeacher("classification", student, teacher, byAccuracy))!;
    expect(beyond.value).toBeCloseTo(4 / 10 - 1 / 10, 14);
    expect(beyond).toMatchObject({
      rows: 10,
      test: "sign-flip",
      p_value: await signFlip([0, 1, 1, 0, 0, 0, 0, 0, 0, 1]),
    });
    expect(beyond.ci95![0]).toBeLessThanOrEqual(beyond.value);
    expect(beyond.ci95![1]).toBeGreaterThanOrEqual(beyond.value);
  });

  test("changes its sign, and not its p, when the two change places", async () => {
    for (const scoring of [byAccuracy, byF1]) {
      const [forth, back] = [
        (await lossBeyondTeacher("classification", student, teacher, scoring))!,
        (await lossBeyondTeacher("classification", teacher, student, scoring))!,
      ];
      expect(back.value).toBeCloseTo(-forth.value, 14);
      expect(back.p_value).toBe(forth.p_value);
    }
  });

  test("is nothing against itself: [0, 0] and p = 1", async () => {
    for (const scoring of [byAccuracy, byF1])
      expect(await lossBeyondTeacher("classification", student, student, scoring)).toMatchObject({
        value: 0,
        ci95: [0, 0],
        p_value: 1,
      });
  });

  test("is asked on the rows that both have in both forms", async () => {
    const part = { clean: run(GOLD), perturbed: run("ppp.......") };
    expect(await lossBeyondTeacher("classification", part, teacher, byAccuracy)).toMatchObject({
      rows: 3,
      value: 2 / 3,
    });
    expect(
      await lossBeyondTeacher("classification", { clean: run(GOLD), perturbed: [] }, teacher, byAccuracy),
    ).toBeNull();
  });

  test("does not depend on the order of the rows", async () => {
    const shuffled = { clean: [...student.clean].reverse(), perturbed: [...student.perturbed].reverse() };
    expect(await lossBeyondTeacher("classification", shuffled, teacher, byF1)).toEqual(
      await lossBeyondTeacher("classification", student, teacher, byF1),
    );
  });
});

describe("other kinds of rows", () => {
  test("numbers lose correlation, and nothing flips", async () => {
    const numbers = (predicted: number[]): RegressionPrediction[] =>
      predicted.map((prediction, i) => ({ id: `r${i}`, prediction, scores: null, gold: i, correct: null }));
    const [exact, swapped] = [numbers([0, 1, 2, 3, 4, 5]), numbers([0, 2, 1, 3, 5, 4])];
    const scoring: Scoring = { metric: "spearman", suite: { id: "own/scores" } };
    const loss = (await lossUnderPerturbation("regression", { clean: exact, perturbed: swapped }, scoring))!;
    expect(loss).toMatchObject({ clean: expect.closeTo(1, 12), score: expect.closeTo(31 / 35, 12), flips: null });
    expect(loss.drop).toBeCloseTo(4 / 35, 12);
    const beyond = await lossBeyondTeacher(
      "regression",
      { clean: exact, perturbed: swapped },
      { clean: exact, perturbed: exact },
      scoring,
    );
    expect(beyond).toMatchObject({ rows: 6, test: "bootstrap", value: expect.closeTo(4 / 35, 12) });
  });

  test("entities are counted although a perturbation changed how many tokens there are", async () => {
    const tagged = (gold: string, predicted: string): TaggingPrediction[] => [
      { id: "s0", gold: gold.split(" "), prediction: predicted.split(" "), scores: null, correct: gold === predicted },
      { id: "s1", gold: ["B-LOC"], prediction: ["B-LOC"], scores: null, correct: true },
    ];
    const runs = { clean: tagged("O B-PER", "O B-PER"), perturbed: tagged("O O B-PER", "O O O") };
    const loss = await lossUnderPerturbation("tagging", runs, { metric: "span_f1", suite: { id: "own/names" } });
    expect(loss).toMatchObject({ clean: 1, score: expect.closeTo(2 / 3, 14), flips: 1 / 2 });
  });

  test("answers lose token F1", async () => {
    const answered = (prediction: string, f1: number): QaPrediction[] => [
      { id: "q", prediction, scores: null, gold: ["the old tower"], correct: f1 === 1, f1 },
    ];
    const runs = { clean: answered("old tower", 1), perturbed: answered("tower", 2 / 3) };
    const scoring: Scoring = { metric: "f1", suite: { id: "own/questions" } };
    expect(await lossUnderPerturbation("question-answering", runs, scoring)).toMatchObject({
      drop: expect.closeTo(1 / 3, 14),
      retention: expect.closeTo(2 / 3, 14),
      flips: 1,
    });
    expect(await lossBeyondTeacher("question-answering", runs, runs, scoring)).toMatchObject({ value: 0, p_value: 1 });
  });
});

describe("flips", () => {
  const suite = {};
  const tagged = (tags: string): TaggingPrediction[] => [
    { id: "s", prediction: tags.split(" "), scores: null, gold: tags.split(" "), correct: true },
  ];

  test("of tags are those of the entities: tokens tagged O may be split", () => {
    expect(flips("tagging", tagged("O B-PER I-PER O"), tagged("O O B-PER I-PER"), suite)).toBe(0);
    expect(flips("tagging", tagged("O B-PER I-PER O"), tagged("O B-PER O O"), suite)).toBe(1);
  });

  test("of answers are those that normalising leaves, as the suite's script does it", () => {
    const answered = (prediction: string): QaPrediction[] => [
      { id: "q", prediction, scores: null, gold: [], correct: false, f1: 0 },
    ];
    expect(flips("question-answering", answered("The Tower"), answered("tower,"), suite)).toBe(0);
    expect(flips("question-answering", answered("The Tower"), answered(""), suite)).toBe(1);
    const [with_, without] = [answered("der “Turm”"), answered("turm")];
    expect(flips("question-answering", with_, without, { script: "mlqa-de" })).toBe(0);
    expect(flips("question-answering", with_, without, { script: "mlqa-en" })).toBe(1);
  });

  test("of numbers there are none", () => {
    const numbers: RegressionPrediction[] = [{ id: "r", prediction: 1, scores: null, gold: 1, correct: null }];
    expect(flips("regression", numbers, numbers, suite)).toBeNull();
  });

  test("of a row that is no longer answered is one", () => {
    expect(flips("classification", run("nn"), run("nx"), suite)).toBe(0.5);
  });
});

test("what is left of a score is a share of one above 0, and of no other", () => {
  expect(retained("accuracy", 0.8, 0.6)).toBeCloseTo(0.75, 12);
  expect(retained("matthews_correlation", 0, 0.1)).toBeNull();
  expect(retained("matthews_correlation", -0.2, -0.1)).toBeNull();
  expect(retained("failure_rate", 0.2, 0.4)).toBeNull();
  expect(retained("accuracy", null, 0.4)).toBeNull();
  expect(retained("accuracy", 0.4, null)).toBeNull();
});
