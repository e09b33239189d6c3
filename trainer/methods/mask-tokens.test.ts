import { expect, test } from "vitest";
import { seededRandom } from "../data/random.ts";
import { maskTokens } from "./mask-tokens.ts";

const MASK = 4;
const tokens = { special: { mask: MASK, ids: new Set([0, 1, 2, 3, MASK]) }, vocabulary: 1000 };
/** Texts of `length - 2` pieces between [CLS] and [SEP]; piece ids from 5 on. */
const texts = (count: number, length: number) =>
  Array.from({ length: count }, (_, i) =>
    Array.from({ length }, (_, j) => (j === 0 ? 2 : j === length - 1 ? 3 : 5 + ((7 * i + j) % 995))),
  ).flat();

test("of each text 15 % of the pieces are chosen, of these 80 % hidden, 10 % replaced, 10 % left", () => {
  const [count, length] = [500, 102];
  const ids = texts(count, length);
  const { ids: read, rows, words } = maskTokens(ids, length, tokens, seededRandom(1));
  expect([rows.length, words.length]).toEqual([15 * count, 15 * count]);
  expect(words).toEqual(rows.map((row) => ids[row]));
  const perText = Array.from({ length: count }, () => 0);
  for (const row of rows) perText[Math.floor(row / length)]++;
  expect(new Set(perText)).toEqual(new Set([15]));

  const share = (holds: (row: number) => boolean) => rows.filter(holds).length / rows.length;
  expect(share((row) => read[row] === MASK)).toBeCloseTo(0.8, 1.5);
  expect(share((row) => read[row] === ids[row])).toBeCloseTo(0.1, 1.5);
  const chosen = new Set(rows);
  for (let i = 0; i < ids.length; i++) if (!chosen.has(i)) expect(read[i]).toBe(ids[i]);
  const places = new Set(rows.map((row) => row % length));
  expect([places.size, places.has(0), places.has(length - 1)]).toEqual([100, false, false]);
});

test("special tokens and padding are never chosen; a short text gives one piece, an empty one none", () => {
  const ids = [...[2, 50, 3, 0, 0], ...[2, 3, 0, 0, 0], ...[2, 1, MASK, 60, 3]];
  for (let seed = 0; seed < 20; seed++) {
    const { rows, words } = maskTokens(ids, 5, tokens, seededRandom(seed));
    expect([rows, words]).toEqual([
      [1, 13],
      [50, 60],
    ]);
  }
});

test("the same chance masks the same, another differently", () => {
  const ids = texts(4, 40);
  const masked = (seed: number) => maskTokens(ids, 40, tokens, seededRandom(seed));
  expect(masked(5)).toEqual(masked(5));
  expect(masked(5)).not.toEqual(masked(6));
});

test("where there is nothing to hide, the first token is guessed as it stands", () => {
  const ids = [2, 3, 0, 2, 1, 3];
  expect(maskTokens(ids, 3, tokens, seededRandom(1))).toEqual({ ids: Int32Array.from(ids), rows: [0], words: [2] });
});
