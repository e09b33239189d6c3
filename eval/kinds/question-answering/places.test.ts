import { expect, test } from "vitest";
import { sha256 } from "../../../r2-assets/format/digest.ts";
import type { QaPrediction } from "../../../r2-assets/format/prediction.ts";
import type { QaRow } from "../../../r2-assets/format/rows.ts";
import { compareRuns } from "../../comparison/compare-runs.ts";
import { flips } from "../../robustness/flips.ts";
import { slicesOf } from "../../robustness/slices.ts";
import { plainValue } from "../../statistics/statistic.ts";
import { questionAnsweringKind as kind } from "./index.ts";
import { questionPlaces } from "./places.ts";

const suite = { id: "own/questions", script: "squad-v2.0" as const };
const context = "The tower stands in Paris. Paris was here before the tower, as Ada knew.";
const row = (id: string, ...golds: string[]): QaRow => ({
  ...{ id, question: "what is asked?", context },
  answers: golds.map((text) => ({ text })),
  ...(golds.length === 0 && { is_impossible: true }),
});
const rows = [row("1", "Paris"), row("2", "the tower", "tower"), row("3"), row("4", "Ada"), row("5", "Ada"), row("6")];

/** Null: the model failed. */
const run = (answers: readonly (string | null)[], on = rows): QaPrediction[] =>
  answers.map((answer, i) =>
    kind.judge(on[i]!, answer === null ? { error: "too long" } : { answer, no_answer_probability: i / 8 }, suite),
  );
const without = (predictions: readonly QaPrediction[], on = rows) =>
  Promise.all(
    predictions.map(async (prediction, i) => {
      const places = await questionPlaces.without(prediction, on[i]!, suite);
      if (typeof places === "string") throw new Error(places);
      return places;
    }),
  );

const teacher = run(["Paris", "The tower", "", "Ada", "Ada knew", "Paris"]);
const student = run(["tower", "tower", "Ada", "Ada", null, ""]);

test("neither answer nor gold is there any more, but where the answer stands first, and digests", async () => {
  const [first] = await without(teacher);
  expect(first).toEqual({
    ...{ id: "1", prediction: [20, 25], scores: null, correct: true, f1: 1, no_answer_probability: 0 },
    gold: await sha256('["Paris"]'),
    answer_digest: (await sha256("paris")).slice(0, 16),
  });
  for (const prediction of [...(await without(teacher)), ...(await without(student))]) {
    expect(kind.prediction.parse(prediction)).toEqual(prediction);
    expect(JSON.stringify(prediction)).not.toMatch(/paris|tower|ada/i);
  }
});

test("with the row it is byte for byte what it was, and with another row it stays as it is", async () => {
  for (const predictions of [teacher, student]) {
    for (const [i, place] of (await without(predictions)).entries()) {
      const restored = await questionPlaces.restored(place, rows[i]!, suite);
      expect(JSON.stringify(restored)).toBe(JSON.stringify(predictions[i]));
      expect(await questionPlaces.restored(restored, rows[i]!, suite)).toBe(restored);
      expect(await questionPlaces.without(place, rows[i]!, suite)).toBe(place);
      expect(await questionPlaces.restored(place, { ...rows[i]!, answers: [{ text: "another" }] }, suite)).toBe(place);
    }
  }
  const [place] = await without(teacher);
  expect(await questionPlaces.restored(place!, { ...rows[0]!, context: `On ${context}` }, suite)).toBe(place);
});

test("figures, their parts, comparisons and slices are what they were", async () => {
  const told = async (a: QaPrediction[], b: QaPrediction[]) => {
    const tally = kind.tally(suite);
    for (const prediction of a) tally.add(prediction);
    const parts = tally.slices().map(({ statistics, ...part }) => ({
      ...part,
      values: Object.entries(statistics).map(([metric, statistic]) => [metric, plainValue(statistic)]),
    }));
    const compared = kind.metrics.map(async (metric) => {
      const outcome = await compareRuns("question-answering", a, b, { metric, suite });
      if (outcome.kind === "refused") throw new Error(outcome.reason);
      return { ...outcome.comparison, examples: outcome.comparison.examples.map(({ id }) => id) };
    });
    const slices = await slicesOf("question-answering", { model: a, teacher: b }, { metric: "f1", suite });
    return {
      errors: tally.errors,
      figures: kind.metrics.map((m) => plainValue(tally.statistic(m)!)),
      parts,
      compared: await Promise.all(compared),
      slices,
    };
  };
  const before = await told(student, teacher);
  expect(before.compared[0]!.agreement).toBe(1 / 6); // "Ada"; the tower and Tower are two answers
  expect(new Set(before.parts.map(({ by }) => by))).toEqual(new Set(["answerable", "tuned_threshold"]));
  expect(await told(await without(student), await without(teacher))).toEqual(before);
});

test("answers flip as they did, though the same words stand elsewhere in a perturbed context", async () => {
  const changed = rows.map((each) => ({ ...each, context: `Well, ${context.toUpperCase()}` }));
  const perturbed = run(["PARIS", "TOWER", "ADA", "ADA", null, ""], changed);
  const before = flips("question-answering", student, perturbed, suite);
  expect(before).toBe(1 / 6); // the first: tower, then Paris
  expect(flips("question-answering", await without(student), await without(perturbed, changed), suite)).toBe(before);
  expect(flips("question-answering", await without(student), perturbed, suite), "told by neither").toBeNull();
});

test("what has no place can't be taken out", async () => {
  const [odd] = run(["a place"]);
  expect(await questionPlaces.without(odd!, rows[0]!, suite)).toBe("the answer to 1 is no piece of its context");
  expect(await questionPlaces.without(teacher[0]!, rows[1]!, suite)).toBe(
    "the gold answers to 1 are not those of its row",
  );
});

test("a table has the place in the answer's cell", async () => {
  const columns = kind.columns({ metrics: ["f1"] });
  const [place] = await without(teacher);
  expect(columns.prediction!({ ...place! })).toBe("[20,25]");
  expect(columns.prediction!({ ...teacher[0]! })).toBe("Paris");
});
