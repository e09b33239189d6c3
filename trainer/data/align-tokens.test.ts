import { expect, test } from "vitest";
import { type AlignedPart, alignTokens, type Place } from "./align-tokens.ts";
import { seededRandom } from "./random.ts";

/** `[CLS] … [SEP]` of texts cut behind the given ends. */
const cut = (...texts: number[][]): Place[] => [
  null,
  ...texts.flatMap((ends, text) => [
    ...ends.map((end, i) => ({ text, start: i === 0 ? 0 : ends[i - 1]!, end })),
    null as Place,
  ]),
];
const of = (parts: readonly AlignedPart[]) => parts.map(({ student, teacher }) => [...student, ...teacher]);

test("a part ends where both readers have a border", () => {
  // un|believ|ably good  and  unbel|ievably good
  expect(of(alignTokens(cut([2, 8, 12, 17]), cut([5, 12, 17])))).toEqual([
    [0, 1, 0, 1], // [CLS]
    [1, 4, 1, 3],
    [4, 5, 3, 4],
    [5, 6, 4, 5], // [SEP]
  ]);
});

test("the same tokens are parts of one token each", () => {
  const places = cut([1, 4, 9], [3]);
  expect(of(alignTokens(places, places))).toEqual(places.map((_, i) => [i, i + 1, i, i + 1]));
});

test("pieces of one character belong together", () => {
  const three: Place[] = [null, ...[0, 1, 2].map(() => ({ text: 0, start: 0, end: 1 })), null];
  expect(of(alignTokens(three, cut([1])))).toEqual([
    [0, 1, 0, 1],
    [1, 4, 1, 2],
    [4, 5, 2, 3],
  ]);
});

test("what was cut off for one reader is in no part, and the second text is still aligned", () => {
  expect(of(alignTokens(cut([2, 4, 6], [3]), cut([2], [3])))).toEqual([
    [0, 1, 0, 1],
    [1, 2, 1, 2],
    [4, 5, 2, 3], // [SEP]
    [5, 6, 3, 4],
    [6, 7, 4, 5],
  ]);
  expect(of(alignTokens(cut([5]), cut([2, 4])))).toEqual([
    [0, 1, 0, 1],
    [2, 3, 3, 4],
  ]);
});

test("special tokens that go together are one, whatever the other reader has there", () => {
  const student = cut([2, 4], [3]);
  const teacher = [null, { text: 0, start: 0, end: 4 }, null, "with" as const, { text: 1, start: 0, end: 3 }, null];
  expect(of(alignTokens(student, teacher))).toEqual([
    [0, 1, 0, 1],
    [1, 3, 1, 2],
    [3, 4, 2, 4],
    [4, 5, 4, 5],
    [5, 6, 5, 6],
  ]);
  expect(of(alignTokens(cut([], []), [null, null, "with", null]))).toEqual([
    [0, 1, 0, 1],
    [1, 2, 1, 3],
    [2, 3, 3, 4],
  ]);
});

test("random cuts: parts follow each other, are never empty, and end at every common border", () => {
  const random = seededRandom(5);
  for (let round = 0; round < 200; round++) {
    const length = 1 + Math.floor(random() * 12);
    const ends = () => [...Array.from({ length: length - 1 }, (_, i) => i + 1).filter(() => random() < 0.5), length];
    const [a, b] = [ends(), ends()];
    const parts = alignTokens(cut(a), cut(b));
    for (const side of ["student", "teacher"] as const) {
      let at = 0;
      for (const part of parts) {
        const [from, to] = part[side];
        expect(from).toBe(at);
        expect(to).toBeGreaterThan(from);
        at = to;
      }
    }
    expect(parts).toHaveLength(2 + a.filter((end) => b.includes(end)).length);
  }
});
