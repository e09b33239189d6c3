import { expect, test } from "vitest";
import type { Example } from "../../../eval/reports/comparison.ts";
import { choicesOf, passes, readFilter, wordsOf } from "./filter-examples.ts";
import { spansOf } from "./spans.ts";

const EXAMPLES: Example[] = [
  { id: "r1", right: "a", gold: "positive", a: "positive", b: "negative", text_a: "Light on its feet." },
  {
    id: "r2",
    right: "b",
    gold: "neutral",
    a: "negative",
    b: "neutral",
    text_a: "It ends.",
    text_b: "Nobody minds that it does.",
  },
  { id: "r3", right: "a", gold: "positive", a: "positive", b: null },
  {
    id: "t1",
    right: "b",
    gold: ["B-PER", "I-PER", "O"],
    a: ["O", "B-LOC", "O"],
    b: ["B-PER", "I-PER", "O"],
    tokens: ["Ada", "Byron", "wrote"],
  },
];

const shown = (query: string) => EXAMPLES.filter(passes(readFilter(new URLSearchParams(query)))).map(({ id }) => id);

test.each([
  ["", ["r1", "r2", "r3", "t1"]],
  ["right=b", ["r2", "t1"]],
  ["right=nobody", ["r1", "r2", "r3", "t1"]],
  ["gold=positive", ["r1", "r3"]],
  ["gold=PER", ["t1"]],
  ["said=negative", ["r1", "r2"]],
  ["said=LOC", ["t1"]],
  ["least=4", ["r1", "r2"]],
  ["most=4", ["r1", "t1"]],
  ["least=none", ["r1", "r2", "r3", "t1"]],
  ["q=MINDS", ["r2"]],
  ["q=byron", ["t1"]],
  ["q=r3", ["r3"]],
])("the filter %j shows %j", (query, ids) => {
  expect(shown(query)).toEqual(ids);
});

test("labels are offered once each; texts that are not here have no length", () => {
  expect(choicesOf(EXAMPLES)).toEqual({ gold: ["O", "PER", "neutral", "positive"], said: ["LOC", "O", "negative"] });
  expect(EXAMPLES.map(wordsOf)).toEqual([4, 7, null, 3]);
});

test("tags become spans, also where a B- is missing or two spans touch", () => {
  const marked = (tags: string[], tokens?: string[]) =>
    spansOf(tags, tokens).map(({ words, type }) => [words.join(" "), type]);
  expect(marked(["B-PER", "I-PER", "O"], ["Ada", "Byron", "wrote"])).toEqual([
    ["Ada Byron", "PER"],
    ["wrote", null],
  ]);
  expect(marked(["I-LOC", "B-LOC", "I-PER"])).toEqual([
    ["#1", "LOC"],
    ["#2", "LOC"],
    ["#3", "PER"],
  ]);
});
