import { describe, expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import { charTypos } from "./char-typos.ts";
import { howMany } from "./choose.ts";
import { TEXTS } from "./fixtures/texts.ts";
import { graphemes } from "./graphemes.ts";
import { keyboardTypos, NEIGHBOURS } from "./keyboard-typos.ts";
import { misspellings } from "./misspellings.ts";
import { MISSPELLINGS } from "./misspellings-table.ts";
import { perturbText } from "./perturb-text.ts";
import type { Perturbation } from "./perturbation.ts";
import { isProtected } from "./protected-words.ts";
import { wordSplits } from "./word-splits.ts";

/** Each edit with the word around it, before and after, for many seeds. */
function* changedWords(perturbation: Perturbation) {
  for (const text of TEXTS)
    for (let seed = 0; seed < 20; seed++)
      for (const { start, end, replacement } of perturbText(text, perturbation, createRandom(seed)).edits) {
        const head = /[\p{L}\p{M}]*$/u.exec(text.slice(0, start))![0];
        const tail = /^[\p{L}\p{M}]*/u.exec(text.slice(end))![0];
        yield { before: head + text.slice(start, end) + tail, after: head + replacement + tail };
      }
}

/** Fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: readonly string[], b: readonly string[]): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i ? (j ? 0 : i) : j)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const replaced = d[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      d[i][j] = Math.min(replaced, d[i - 1][j] + 1, d[i][j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.length][b.length];
}

describe.each([charTypos, keyboardTypos, misspellings, wordSplits])("$name", (perturbation) => {
  test("leaves negations alone and makes none", () => {
    for (const { before, after } of changedWords(perturbation)) {
      expect(isProtected(before)).toBe(false);
      for (const part of after.split(" ")) expect(isProtected(part)).toBe(false);
    }
    for (const text of ["no", "Not without never", "I don't, can't, won't", "i do n't", "dont"])
      expect(perturbText(text, perturbation, createRandom(3)).text.toLowerCase()).toBe(text.toLowerCase());
  });

  test("leaves names alone: capitals inside a sentence, but not where all is capitals", () => {
    for (let seed = 0; seed < 50; seed++) {
      const { text } = perturbText(
        "yesterday Wednesday because Rotterdam interesting",
        perturbation,
        createRandom(seed),
      );
      expect(text).toContain("Wednesday");
      expect(text).toContain("Rotterdam");
    }
    expect(perturbText("AN INTERESTING REVIEW BECAUSE", perturbation, createRandom(1)).edits).not.toEqual([]);
  });

  test("changes one word in eight at most, or one", () => {
    for (const text of TEXTS)
      expect(perturbText(text, perturbation, createRandom(5)).edits.length).toBeLessThanOrEqual(
        howMany(text.match(/\p{L}+/gu)?.length ?? 0),
      );
  });
});

test("a character typo is one slip inside a word of four letters or more, whose first letter stays", () => {
  for (const { before, after } of changedWords(charTypos)) {
    const [old, typed] = [graphemes(before), graphemes(after)];
    expect(old.length).toBeGreaterThanOrEqual(4);
    expect(typed[0]).toBe(old[0]);
    expect(editDistance(old, typed)).toBe(1);
  }
});

test("a keyboard typo is one neighbouring key's letter, in the case of the one meant", () => {
  for (const { before, after } of changedWords(keyboardTypos)) {
    const [meant, typed] = [graphemes(before), graphemes(after)];
    expect(typed).toHaveLength(meant.length);
    const places = meant.flatMap((letter, i) => (letter === typed[i] ? [] : [i]));
    expect(places).toHaveLength(1);
    const at = places[0];
    expect(at).toBeGreaterThan(0);
    expect(NEIGHBOURS[meant[at].toLowerCase()]).toContain(typed[at].toLowerCase());
    expect(/\p{Lu}/u.test(typed[at])).toBe(/\p{Lu}/u.test(meant[at]));
  }
});

test("neighbourhood of keys goes both ways", () => {
  for (const [key, others] of Object.entries(NEIGHBOURS))
    for (const other of others) expect(NEIGHBOURS[other]).toContain(key);
});

test("a split word is whole again without the space", () => {
  for (const { before, after } of changedWords(wordSplits)) {
    expect(after.split(" ").map((part) => graphemes(part).length >= 2)).toEqual([true, true]);
    expect(after.replace(" ", "")).toBe(before);
  }
  for (let seed = 0; seed < 40; seed++) {
    expect(perturbText("notable", wordSplits, createRandom(seed)).text).not.toBe("not able");
    expect(perturbText("worthless", wordSplits, createRandom(seed)).text).not.toBe("worth less");
  }
});

test("a misspelling comes from the table and keeps its case", () => {
  for (const { before, after } of changedWords(misspellings)) {
    expect(MISSPELLINGS.get(before.toLowerCase())).toContain(after.toLowerCase());
    if (before === before.toUpperCase()) expect(after).toBe(after.toUpperCase());
    else expect(/^\p{Lu}/u.test(after)).toBe(/^\p{Lu}/u.test(before));
  }
});

test("the table has many words, and no misspelling is one of them or a negation", () => {
  expect(MISSPELLINGS.size).toBeGreaterThan(900);
  for (const [word, wrong] of MISSPELLINGS) {
    expect(wrong.length).toBeGreaterThan(0);
    for (const spelling of [word, ...wrong]) {
      expect(spelling).toMatch(/^[a-z]{3,}$/);
      expect(isProtected(spelling)).toBe(false);
    }
    for (const spelling of wrong) {
      expect(MISSPELLINGS.has(spelling)).toBe(false);
      expect(editDistance([...word], [...spelling])).toBeLessThanOrEqual(4);
    }
  }
});
