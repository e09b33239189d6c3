import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { seededRandom, shuffle } from "../data/random.ts";
import { INSIDE, learnWordPieces } from "./learn-word-pieces.ts";

const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

test("the most frequent neighbours are merged first", () => {
  const counts = new Map([
    ["low", 5],
    ["lower", 2],
    ["newest", 6],
    ["widest", 3],
  ]);
  const { pieces, alphabet, unwritable } = learnWordPieces(counts, { size: 28, specialTokens: SPECIAL });
  expect(alphabet.join("")).toBe("deilnorstw");
  expect(unwritable).toBe(0);
  // (e, s) and (s, t) 9 times, then (es, t) 9, (l, o) and (lo, w) 7, (n, e) 6, …
  expect(pieces.slice(5 + 10 + 8)).toEqual(["##es", "##est", "lo", "low", "ne"]);
});

/** Words of few letters, so that pairs overlap and repeat. */
function madeWords(seed: number): Map<string, number> {
  const random = seededRandom(seed);
  const word = () =>
    Array.from({ length: 1 + Math.floor(9 * random()) }, () => "abcd"[Math.floor(4 * random())]).join("");
  return new Map(Array.from({ length: 60 }, () => [word(), 1 + Math.floor(20 * random())] as const));
}

/** The same algorithm, counting everything anew for every merge. */
function slowly(counts: ReadonlyMap<string, number>, size: number): string[] {
  const letters = [...new Set([...counts.keys()].join(""))].sort();
  const inside = letters.filter((letter) => [...counts.keys()].some((word) => word.slice(1).includes(letter)));
  const pieces = [...SPECIAL, ...letters, ...inside.map((letter) => INSIDE + letter)];
  const words = [...counts].map(([word, count]) => ({
    cut: [...word].map((c, i) => pieces.indexOf(i === 0 ? c : INSIDE + c)),
    count,
  }));
  while (pieces.length < size) {
    const pairs = new Map<string, number>();
    for (const { cut, count } of words)
      for (let i = 0; i + 1 < cut.length; i++)
        pairs.set(`${cut[i]} ${cut[i + 1]}`, (pairs.get(`${cut[i]} ${cut[i + 1]}`) ?? 0) + count);
    const ordered = [...pairs]
      .map(([pair, count]) => ({ pair: pair.split(" ").map(Number) as [number, number], count }))
      .sort((x, y) => y.count - x.count || x.pair[0] - y.pair[0] || x.pair[1] - y.pair[1]);
    const best = ordered[0];
    if (best === undefined || best.count < 2) break;
    const [first, second] = best.pair;
    const piece = pieces[first]! + pieces[second]!.slice(INSIDE.length);
    const merged = pieces.includes(piece) ? pieces.indexOf(piece) : pieces.push(piece) - 1;
    for (const word of words) {
      const cut: number[] = [];
      for (const id of word.cut) {
        if (cut.at(-1) === first && id === second) cut[cut.length - 1] = merged;
        else cut.push(id);
      }
      word.cut = cut;
    }
  }
  return pieces;
}

test.each([1, 2, 3, 4, 5, 6])("pairs counted as they change are those counted anew, words %i", (seed) => {
  const counts = madeWords(seed);
  for (const size of [30, 80, 300]) {
    expect(learnWordPieces(counts, { size, specialTokens: SPECIAL }).pieces).toEqual(slowly(counts, size));
  }
});

test("the order of the words changes nothing", () => {
  const counts = madeWords(7);
  const learnt = learnWordPieces(counts, { size: 120, specialTokens: SPECIAL });
  for (const seed of [1, 2, 3]) {
    const shuffled = new Map(shuffle([...counts], seededRandom(seed)));
    expect(learnWordPieces(shuffled, { size: 120, specialTokens: SPECIAL })).toEqual(learnt);
  }
});

test("characters that leave no room are told", () => {
  const learn = () => learnWordPieces(new Map([["abc", 1]]), { size: 9, specialTokens: SPECIAL });
  expect(learn).toThrow('characters need 10 pieces with special tokens and "##": more than the 9 asked for');
});

test("nothing is learnt from words with rare characters, or too long, and they are counted", () => {
  const counts = new Map([
    ["ab", 10],
    ["aβ", 2],
    ["ababab", 3],
  ]);
  const { pieces, alphabet, unwritable } = learnWordPieces(counts, {
    size: 100,
    specialTokens: [],
    alphabetLimit: 2,
    maxWordLength: 5,
  });
  expect({ pieces, alphabet, unwritable }).toEqual({
    pieces: ["a", "b", "##b", "ab"],
    alphabet: ["a", "b"],
    unwritable: 5,
  });
});

describe("beside Python's tokenizers", () => {
  const golden = JSON.parse(
    readFileSync(new URL("../../test/golden/word-piece-trainer.json", import.meta.url), "utf8"),
  );

  test.each(golden.cases as { size: number; pieces: string[] }[])("$size pieces", ({ size, pieces }) => {
    const learnt = learnWordPieces(new Map(Object.entries(golden.counts as Record<string, number>)), {
      size,
      specialTokens: SPECIAL,
    });
    expect(learnt.pieces).toEqual(pieces);
  });
});
