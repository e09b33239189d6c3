import { expect, test } from "vitest";
import { seededRandom } from "../../random.ts";
import { disorder } from "./disorder.ts";

test("half of the sentences are as they were; of the others words are swapped, left out, doubled, or do not agree", () => {
  const sentence = "The cats were very quiet.";
  const random = seededRandom(5);
  const made = Array.from({ length: 400 }, () => disorder.make({ sentences: ["Cats.", sentence] }, random)!.text_a);
  const same = made.filter((text) => text === sentence).length;
  expect(same).toBeGreaterThan(150);
  expect(same).toBeLessThan(250);
  for (const text of [
    "Cats The were very quiet.",
    "Cats were very quiet.",
    "The cats were very.",
    "The cats cats were very quiet.",
    "The cats was very quiet.",
  ])
    expect(made).toContain(text);
  expect(new Set(made).size).toBe(1 + 4 + 5 + 5 + 1);
});

test("what is too long or too short is left alone", () => {
  expect(disorder.make({ sentences: ["Too short.", `Long ${"x ".repeat(25)}.`] }, seededRandom(1))).toBeNull();
});
