import { expect, test } from "vitest";
import { seededRandom } from "../../random.ts";
import { part } from "./part.ts";

const sentences = [
  "The bridge was built by Anna Vogel in 1850.",
  "It was the longest bridge of all, and it stood for years.",
  "In a flood of 1902 the bridge fell.",
  "Ruins.",
];

test("one to three sentences in a row stand beside a changed copy of one of them, and beside others one as it is", () => {
  const random = seededRandom(3);
  const made = Array.from({ length: 300 }, () => part.make({ sentences }, random)).filter((pair) => pair !== null);
  const runs = new Set(made.map(({ text_a }) => text_a));
  const [a, b, c] = sentences;
  expect(runs).toEqual(new Set([a, b, c, `${a} ${b}`, `${b} ${c}`, `${a} ${b} ${c}`]));
  for (const { text_a, text_b } of made) expect(text_b).not.toBe(text_a);
  const copies = new Set(made.map(({ text_b }) => text_b));
  expect(copies).toContain(a);
  expect(copies).toContain("The bridge was not built by Anna Vogel in 1850.");
  expect(copies).toContain("The bridge was built by Anna Vogel in 1902.");
  expect(copies).toContain("It was the longest bridge of all.");
});

test("of headings nothing is made", () => {
  expect(part.make({ sentences: ["History.", "See also."] }, seededRandom(1))).toBeNull();
});
