import { expect, test } from "vitest";
import { seededRandom } from "../../random.ts";
import { disorder } from "./disorder.ts";

test("half of the sentences are as they were and acceptable; in the others one word is wrong", () => {
  const sentence = "The actors were walking away.";
  const random = seededRandom(5);
  const made = Array.from({ length: 4000 }, () => disorder.make({ sentences: ["Cats.", sentence] }, random)!);
  for (const { text_a, label } of made) expect(label).toBe(text_a === sentence ? "acceptable" : "unacceptable");
  const same = made.filter(({ label }) => label === "acceptable").length;
  expect(same).toBeGreaterThan(1850);
  expect(same).toBeLessThan(2150);
  const texts = made.map(({ text_a }) => text_a);
  for (const text of [
    "Actors The were walking away.",
    "Actors were walking away The.",
    "Actors were walking away.",
    "The actors actors were walking away.",
    "The actors walking walking away.",
    "The actors was walking away.",
    "The actors were walked away.",
    "The actor were walking away.",
  ])
    expect(texts).toContain(text);
  // 16 orders with a word elsewhere, 5 without a word, 5 with one twice, 20 with one in another's place, 3 other forms
  expect(new Set(texts).size).toBe(1 + 16 + 5 + 5 + 20 + 3);
});

test("what is too long or too short is left alone", () => {
  expect(disorder.make({ sentences: ["Too short.", `Long ${"x ".repeat(16)}.`] }, seededRandom(1))).toBeNull();
});
