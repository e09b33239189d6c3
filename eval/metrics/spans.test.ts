import { describe, expect, test } from "vitest";
import { countSpans, type SpanRule, spansOf } from "./spans.ts";

const read = (tags: string, rule: SpanRule) =>
  spansOf(tags.split(" "), rule).map(({ type, start, end }) => `${type}(${start},${end})`);

describe.each<{ tags: string; strict: string[]; conlleval: string[] }>([
  {
    tags: "B-PER I-PER O B-LOC O B-ORG I-LOC",
    strict: ["PER(0,2)", "LOC(3,4)", "ORG(5,6)"],
    conlleval: ["PER(0,2)", "LOC(3,4)", "ORG(5,6)", "LOC(6,7)"],
  },
  {
    tags: "I-PER I-PER O B-LOC O B-ORG I-LOC",
    strict: ["LOC(3,4)", "ORG(5,6)"],
    conlleval: ["PER(0,2)", "LOC(3,4)", "ORG(5,6)", "LOC(6,7)"],
  },
  { tags: "B-A I-A B-A I-A", strict: ["A(0,2)", "A(2,4)"], conlleval: ["A(0,2)", "A(2,4)"] },
  { tags: "B-A B-A", strict: ["A(0,1)", "A(1,2)"], conlleval: ["A(0,1)", "A(1,2)"] },
  { tags: "B-A I-B I-A", strict: ["A(0,1)"], conlleval: ["A(0,1)", "B(1,2)", "A(2,3)"] },
  { tags: "B-A O I-A", strict: ["A(0,1)"], conlleval: ["A(0,1)", "A(2,3)"] },
  { tags: "O", strict: [], conlleval: [] },
  {
    tags: "B-creative-work I-creative-work I-creative",
    strict: ["creative-work(0,2)"],
    conlleval: ["creative-work(0,2)", "creative(2,3)"],
  },
  {
    tags: "B-fromloc.city_name I-fromloc.city_name",
    strict: ["fromloc.city_name(0,2)"],
    conlleval: ["fromloc.city_name(0,2)"],
  },
])("$tags", ({ tags, strict, conlleval }) => {
  test("strict", () => expect(read(tags, "strict")).toEqual(strict));
  test("conlleval", () => expect(read(tags, "conlleval")).toEqual(conlleval));
});

test("sentences are read apart: an I-X at the start of the next continues nothing", () => {
  expect(read("O B-PER I-PER O", "conlleval")).toEqual(["PER(1,3)"]);
  expect([read("O B-PER", "conlleval"), read("I-PER O", "conlleval")]).toEqual([["PER(1,2)"], ["PER(0,1)"]]);
});

test("a span counts only if type, start and end agree", () => {
  const gold = ["B-A", "I-A", "O", "B-B"];
  expect(countSpans(gold, ["B-A", "O", "O", "B-A"], "strict")).toEqual(
    new Map([
      ["A", { truePositives: 0, predicted: 2, gold: 1 }],
      ["B", { truePositives: 0, predicted: 0, gold: 1 }],
    ]),
  );
});

test("a sentence without a prediction misses its spans", () => {
  expect(countSpans(["B-A"], null, "strict")).toEqual(new Map([["A", { truePositives: 0, predicted: 0, gold: 1 }]]));
});
