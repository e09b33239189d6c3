/** F1 of sets of labels against test/golden/multi-label.json (scikit-learn), and what must hold whatever the sets. */
import { describe, expect, test } from "vitest";
import golden from "../../test/golden/multi-label.json" with { type: "json" };
import { createRandom } from "../statistics/random.ts";
import { drawnValue, plainValue, shareOf, valueOn } from "../statistics/statistic.ts";
import { f1, macroF1 } from "./f1.ts";
import { labelColumns } from "./label-columns.ts";
import { LabelSets } from "./label-sets.ts";

function setsOf(gold: readonly (readonly number[])[], predicted: readonly (readonly number[])[]): LabelSets {
  const sets = new LabelSets();
  gold.forEach((labels, i) => {
    sets.add(labels, predicted[i]);
  });
  return sets;
}

// The same formulas in float64: only rounding may differ.
test.each(golden.sets)(
  "F1s equal scikit-learn's on the rows as drawn: $name",
  ({ labels, gold, predicted, ...rest }) => {
    const sets = setsOf(gold, predicted);
    const counts = Uint32Array.from(rest.counts);
    expect(valueOn(sets.microF1(), counts)).toBeCloseTo(rest.micro_f1, 12);
    expect(valueOn(sets.macroF1(labels), counts)).toBeCloseTo(rest.macro_f1, 12);
    expect(valueOn(sets.sampleF1(), counts)).toBeCloseTo(rest.sample_f1, 12);
  },
);

test.each(golden.sets.filter(({ counts }) => counts.every((count) => count === 1)))(
  "each label's F1 is scikit-learn's, over the rows that have it: $name",
  ({ gold, predicted, f1 }) => {
    const byLabel = setsOf(gold, predicted).byLabel();
    for (const [label, expected] of f1.entries()) {
      const own = byLabel.get(label);
      const having = gold.filter((labels, i) => labels.includes(label) || predicted[i].includes(label)).length;
      expect(own?.rows ?? 0).toBe(having);
      expect(own === undefined ? 0 : plainValue(own.f1)).toBeCloseTo(expected, 12);
    }
  },
);

describe("over no rows", () => {
  const drawn = setsOf([[0]], [[0]]);

  test.each([
    ["none added", new LabelSets(), new Uint32Array()],
    ["none drawn", drawn, Uint32Array.of(0)],
  ])("there is no F1: %s", (_, sets, counts) => {
    for (const statistic of [sets.microF1(), sets.macroF1(2), sets.sampleF1()])
      expect(valueOn(statistic, counts)).toBeNull();
  });
});

test("rows without a label anywhere have a micro F1 of 0 by convention, which is no resample's value", () => {
  const none = setsOf([[], []], [[], []]).microF1();
  expect([plainValue(none), drawnValue(none, Uint32Array.of(1, 1))]).toEqual([0, null]);
  const alarm = setsOf([[], []], [[1], []]).microF1();
  expect([plainValue(alarm), drawnValue(alarm, Uint32Array.of(1, 1))]).toEqual([0, 0]);
});

describe("rows that have one label each, and get one", () => {
  const random = createRandom(5);
  const draw = (below: number) => random.below(below);
  const gold = Array.from({ length: 90 }, () => draw(4));
  const predicted = gold.map((label) => (random.unit() < 0.6 ? label : draw(4)));
  const counts = Uint32Array.from(gold, () => draw(3));
  const sets = setsOf(
    gold.map((label) => [label]),
    predicted.map((label) => [label]),
  );

  test("micro F1 and sample F1 are accuracy", () => {
    const accuracy = valueOn(shareOf(gold.map((label, i) => Number(label === predicted[i]))), counts)!;
    expect(valueOn(sets.microF1(), counts)).toBeCloseTo(accuracy, 14);
    expect(valueOn(sets.sampleF1(), counts)).toBeCloseTo(accuracy, 14);
  });

  test("macro F1 is that of classes, since each occurs", () => {
    const columns = labelColumns(gold, predicted, 4);
    expect(valueOn(sets.macroF1(4), counts)).toBeCloseTo(valueOn(macroF1(columns), counts)!, 14);
    const byLabel = sets.byLabel();
    for (const label of [0, 1, 2, 3])
      expect(plainValue(byLabel.get(label)!.f1)).toBeCloseTo(plainValue(f1(columns, label))!, 14);
  });
});

test("a single label, there or not, has the F1 of two classes, micro and macro alike", () => {
  const random = createRandom(7);
  const gold = Array.from({ length: 60 }, () => Number(random.unit() < 0.4));
  const predicted = gold.map((label) => (random.unit() < 0.3 ? 1 - label : label));
  const asSet = (label: number) => (label === 1 ? [0] : []);
  const sets = setsOf(gold.map(asSet), predicted.map(asSet));
  const expected = plainValue(f1(labelColumns(gold, predicted, 2)))!;
  for (const statistic of [sets.microF1(), sets.macroF1(1)]) expect(plainValue(statistic)).toBeCloseTo(expected, 14);
});

test("to exchange gold and predictions, or the labels' places, changes no F1", () => {
  const { gold, predicted, labels } = golden.sets[0];
  const turned = (sets: readonly number[][]) => sets.map((row) => row.map((label) => labels - 1 - label).reverse());
  const values = (sets: LabelSets) => [sets.microF1(), sets.macroF1(labels), sets.sampleF1()].map(plainValue);
  const expected = values(setsOf(gold, predicted)).map((value) => expect.closeTo(value!, 14));
  expect(values(setsOf(predicted, gold))).toEqual(expected);
  expect(values(setsOf(turned(gold), turned(predicted)))).toEqual(expected);
});
