import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { GRAM, gramIndex } from "./gram-index.ts";

const THIRTEEN = "the old ferry left its quay at nine with forty tired hens aboard";
const overlapOf = gramIndex([
  { suite: "pairs", text: `Yesterday, ${THIRTEEN}.` },
  { suite: "pairs", text: "nobody on the hill had seen it go but the postman" },
  { suite: "later", text: THIRTEEN },
]);

test("thirteen words in a row overlap, twelve do not; the first suite is named", () => {
  expect(THIRTEEN.split(" ").length).toBe(GRAM);
  expect(overlapOf(`He wrote that ${THIRTEEN} and slept`)).toBe("pairs");
  expect(overlapOf(`He wrote that ${THIRTEEN.replace("the old", "an old")} and slept`)).toBe(undefined);
  expect(overlapOf(`He wrote that ${THIRTEEN.replace("nine", "eight")} and slept`)).toBe(undefined);
  expect(overlapOf(THIRTEEN.replace(" aboard", ""))).toBe(undefined);
  expect(overlapOf("")).toBe(undefined);
});

test("case, punctuation, blanks and compatibility forms make no difference", () => {
  expect(overlapOf("THE OLD “ferry” – left\tits quay: at nine (with forty tired hens) aboard!")).toBe("pairs");
  expect(overlapOf(THIRTEEN.replace("ferry", "ｆｅｒｒｙ"))).toBe("pairs");
  expect(overlapOf(THIRTEEN.replace("ferry", "fer ry"))).toBe(undefined);
});

test("each text counts by itself: nothing runs from one into the next", () => {
  expect(overlapOf("tired hens aboard nobody on the hill had seen it go but the")).toBe(undefined);
  expect(gramIndex([])(THIRTEEN)).toBe(undefined);
});

test("finds what a set of strings finds", () => {
  const random = seededRandom(5);
  const text = (words: number) => Array.from({ length: words }, () => (random() < 0.9 ? "a" : "b")).join(" ");
  const grams = (of: string) =>
    of.split(" ").flatMap((_, i, words) => (i + GRAM <= words.length ? [words.slice(i, i + GRAM).join(" ")] : []));
  const known = Array.from({ length: 60 }, () => text(40));
  const expected = new Set(known.flatMap(grams));
  const found = gramIndex(known.map((of) => ({ suite: "s", text: of })));
  const looked = Array.from({ length: 2_000 }, () => text(13 + Math.floor(random() * 4)));
  const answers = looked.map((of) => found(of) === "s");
  expect(answers).toEqual(looked.map((of) => grams(of).some((gram) => expected.has(gram))));
  expect(new Set(answers).size).toBe(2);
});
