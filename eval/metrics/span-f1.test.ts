import { describe, expect, test } from "vitest";
import golden from "../../test/golden/metrics.json" with { type: "json" };
import { bootstrap } from "../statistics/bootstrap.ts";
import { plainValue, valueOn } from "../statistics/statistic.ts";
import { SpanColumns } from "./span-f1.ts";
import { countSpans, type SpanRule, spansOf } from "./spans.ts";

type Sentences = string[][];
const f1Of = (gold: Sentences, predicted: Sentences, rule: SpanRule) => {
  const columns = new SpanColumns();
  gold.forEach((tags, i) => {
    columns.add(countSpans(tags, predicted[i], rule).values());
  });
  return columns.f1();
};

test("the paper's example: the two rules differ", () => {
  const gold = ["B-PER I-PER O B-LOC O B-ORG I-ORG".split(" ")];
  const predicted = ["I-PER I-PER O B-LOC O B-ORG I-LOC".split(" ")];
  expect(plainValue(f1Of(gold, predicted, "strict"))).toBe(0.4);
  expect(plainValue(f1Of(gold, predicted, "conlleval"))).toBeCloseTo(0.571429, 6);
});

test("pooled over sentences, not their mean", () => {
  const columns = new SpanColumns();
  columns.add([{ truePositives: 90, predicted: 100, gold: 100 }]);
  columns.add([{ truePositives: 1, predicted: 2, gold: 4 }]);
  expect(plainValue(columns.f1())).toBeCloseTo(0.883495, 6);
  expect(valueOn(columns.f1(), Uint32Array.of(1, 0))).toBeCloseTo(0.9, 12);
});

describe.each(golden.sentences)("$name", ({ gold, predicted, counts, span_f1, slot_f1 }) => {
  const drawn = Uint32Array.from(counts);

  test("by the strict rule equals seqeval's mode strict", () => {
    expect(valueOn(f1Of(gold, predicted, "strict"), drawn)).toBeCloseTo(span_f1, 12);
  });

  test("by conlleval's rule equals seqeval's default", () => {
    expect(valueOn(f1Of(gold, predicted, "conlleval"), drawn)).toBeCloseTo(slot_f1, 12);
  });
});

test("both rules read well-formed tags alike", () => {
  const wellFormed = golden.sentences.filter(({ name }) => name === "well-formed both");
  expect(wellFormed.length).toBeGreaterThan(0);
  for (const { gold, predicted } of wellFormed) {
    for (const tags of [...gold, ...predicted]) expect(spansOf(tags, "strict")).toEqual(spansOf(tags, "conlleval"));
    expect(plainValue(f1Of(gold, predicted, "strict"))).toBe(plainValue(f1Of(gold, predicted, "conlleval")));
  }
});

test("a perfect tagger of a rare type has no interval from 0 to 1: resamples without a span are undefined", async () => {
  const sentences = Array.from({ length: 100 }, (_, i) => (i % 40 === 7 ? ["B-LOC", "O"] : ["O", "O"]));
  const { ci95, undefinedDraws } = (await bootstrap(f1Of(sentences, sentences, "strict")))!;
  expect(ci95).toEqual([1, 1]);
  expect(undefinedDraws).toBeGreaterThan(400); // of 10,000: 0.97 ** 100 = 0.0476
});

test("is 0 without a span, undefined without a sentence", () => {
  expect(plainValue(f1Of([["O"]], [["O"]], "strict"))).toBe(0);
  expect(plainValue(f1Of([], [], "strict"))).toBeNull();
});
