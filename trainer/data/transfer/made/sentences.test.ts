import { expect, test } from "vitest";
import { isUsable, sentencesOf } from "./sentences.ts";

test.each([
  [
    "Mr. Smith met Dr. Jones at 5 p.m. on Friday. They spoke.",
    ["Mr. Smith met Dr. Jones at 5 p.m. on Friday.", "They spoke."],
  ],
  [
    "J. R. R. Tolkien wrote it, e.g. in 1937. It sold well!",
    ["J. R. R. Tolkien wrote it, e.g. in 1937.", "It sold well!"],
  ],
  ["It was No. 5 in the charts. Was it?", ["It was No. 5 in the charts.", "Was it?"]],
  ['"Was it?" she asked. He left.', ['"Was it?" she asked.', "He left."]],
  ["It rose 3.5 percent to $2.4 bn. It fell.", ["It rose 3.5 percent to $2.4 bn.", "It fell."]],
  ["He reigned long (r. 1201). Then he died.", ["He reigned long (r. 1201).", "Then he died."]],
  ["No end", ["No end"]],
])("%s", (paragraph, sentences) => {
  expect(sentencesOf(paragraph).map((sentence) => sentence.trim())).toEqual(sentences);
});

test("side by side sentences are the paragraph, blanks and all", () => {
  const paragraph = "  One is here.\tTwo,  too!  Three? Mt. Blanc  is four.";
  expect(sentencesOf(paragraph).join("")).toBe(paragraph);
  expect(sentencesOf(paragraph)).toHaveLength(4);
});

test("a sentence of at least and at most so many words is usable", () => {
  expect(["one two three", "one two three four", "a b c d e"].map((text) => isUsable(text, { most: 4 }))).toEqual([
    false,
    true,
    false,
  ]);
});
