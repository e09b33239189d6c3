import { expect, test } from "vitest";
import { seededRandom } from "../../random.ts";
import { questionSentence } from "./question-sentence.ts";
import type { Passage } from "./rule.ts";

const sentences = [
  "The observatory was opened in 1912.",
  "Its dome is made of copper.",
  "Visitors of the observatory need a ticket.",
];
const question = "When did the observatory open? ";
const beside = (passage: Passage) => {
  const random = seededRandom(4);
  return Array.from({ length: 200 }, () => questionSentence.make(passage, random)?.text_b ?? null);
};

test("a question stands beside its answer's sentence one time in two, else beside one that shares a word with it", () => {
  const made = beside({ sentences, question, answeredIn: 0 });
  expect(new Set(made)).toEqual(new Set([sentences[0], sentences[2]]));
  const answered = made.filter((sentence) => sentence === sentences[0]).length;
  expect(answered).toBeGreaterThan(70);
  expect(answered).toBeLessThan(130);
  expect(questionSentence.make({ sentences, question }, seededRandom(1))?.text_a).toBe(
    "When did the observatory open?",
  );
});

test("where none shares a word, or none has the answer, it is another one", () => {
  expect(new Set(beside({ sentences, question: "Who painted it?", answeredIn: 0 }))).toEqual(new Set(sentences));
  expect(new Set(beside({ sentences, question }))).toEqual(new Set([sentences[0], sentences[2]]));
  expect(beside({ sentences })).not.toContain(sentences[0]);
});
