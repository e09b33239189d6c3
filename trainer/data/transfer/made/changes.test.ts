import { expect, test } from "vitest";
import { seededRandom } from "../../random.ts";
import { capitalised, cutEnd, entitiesSwapped, negated, shortened } from "./changes.ts";

const many = <T>(make: (random: () => number) => T): Set<T> => {
  const random = seededRandom(2);
  return new Set(Array.from({ length: 200 }, () => make(random)));
};

test("what ends a sentence is cut off it", () => {
  expect(cutEnd('They said "go."')).toEqual({ words: ["They", "said", '"go'], end: '."' });
  expect(cutEnd("no end")).toEqual({ words: ["no", "end"], end: "" });
  expect(capitalised("élan. x")).toBe("Élan. x");
});

test("a shorter sentence lacks a bracket, a clause or a fifth of its words, and still has four", () => {
  const made = many((random) =>
    shortened("After the war, the old mill (built in stone) was sold, and it burnt.", random),
  );
  for (const text of [
    "The old mill (built in stone) was sold, and it burnt.",
    "After the war, the old mill (built in stone) was sold.",
    "After the war, the old mill was sold, and it burnt.",
  ])
    expect(made).toContain(text);
  for (const text of made) expect(text!.split(" ").length).toBeGreaterThanOrEqual(4);
  for (const text of made) expect(text).toMatch(/^[A-Z(].*\.$/);
  expect(many((random) => shortened("Only four words here.", random))).toEqual(new Set([null]));
});

test("names change places with names of the sentence or the paragraph, numbers with numbers; the first word is no name", () => {
  const made = many((random) =>
    entitiesSwapped("Then Ada Lovelace met Mary Shelley twice.", ["Later Tom left in 1843."], random),
  );
  expect(made).toEqual(
    new Set([
      "Then Mary Shelley met Ada Lovelace twice.",
      "Then Tom met Mary Shelley twice.",
      "Then Ada Lovelace met Tom twice.",
    ]),
  );
  const numbers = many((random) => entitiesSwapped("It rose from 1,200 to 35.5 metres.", [], random));
  expect(numbers).toEqual(new Set(["It rose from 35.5 to 1,200 metres."]));
  expect(many((random) => entitiesSwapped("Nothing here has one.", [], random))).toEqual(new Set([null]));
});

test.each([
  ["She was the first.", "She was not the first."],
  ["She was not the first.", "She was the first."],
  ["They can't swim.", "They can swim."],
  ["It cannot be sold.", "It can be sold."],
  ["He won't come.", "He will come."],
  ["It isn’t new.", "It is new."],
  ["They have been there.", "They have not been there."],
  ["She has painted it.", "She has not painted it."],
  ["They were never there.", null],
  ["They have a house.", null],
  ["He left in May.", null],
])("%s is denied as %s", (sentence, opposite) => {
  expect(negated(sentence)).toBe(opposite);
});
