import { describe, expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import { howMany, WORD_CAP } from "./choose.ts";
import { fixedRanges } from "./fixed-text.ts";
import { fuzz, SENTENCES, TEXTS } from "./fixtures/texts.ts";
import { PERTURBATION_NAMES, PERTURBATIONS, perturbationNamed } from "./index.ts";
import { perturbText } from "./perturb-text.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

describe.each(PERTURBATIONS)("$name", (perturbation) => {
  const results = TEXTS.map((text, seed) => ({
    ...perturbText(text, perturbation, createRandom(seed)),
    old: text,
  }));

  test("leaves well-formed text that is not blank", () => {
    for (const { old, text } of results) {
      expect(text.isWellFormed()).toBe(true);
      expect(text.trim() === "").toBe(old.trim() === "");
    }
  });

  test("does not cut a character as a reader sees it", () => {
    for (const { old, edits } of results) {
      const borders = new Set([old.length, ...Array.from(segmenter.segment(old), ({ index }) => index)]);
      for (const { start, end } of edits) expect([borders.has(start), borders.has(end)]).toEqual([true, true]);
    }
  });

  test("leaves addresses, handles, tags, markup, numbers and emoticons alone", () => {
    for (const { old, text } of results.slice(0, SENTENCES.length))
      for (const [start, end] of fixedRanges(old)) expect(text).toContain(old.slice(start, end));
  });

  test("changes nothing within locked ranges", () => {
    const locked = [[0, 12] as const, [20, 31] as const];
    for (const [seed, text] of SENTENCES.entries()) {
      const { edits } = perturbText(text, perturbation, createRandom(seed), { locked });
      for (const { start, end } of edits)
        for (const [from, to] of locked) expect(start >= to || end <= from).toBe(true);
    }
  });

  test("changes many of the English sentences, and not all in the same way for other seeds", () => {
    const english = SENTENCES.slice(0, 7);
    const outputs = (from: number) =>
      english.map((text, i) => perturbText(text, perturbation, createRandom(from + i)).text);
    const changed = outputs(0).filter((text, i) => text !== english[i]);
    expect(changed.length).toBeGreaterThan(4);
    if (perturbation.name !== "Contractions") expect(outputs(100)).not.toEqual(outputs(0));
  });

  test("has nothing to do in text without letters", () => {
    for (const text of ["", "   ", "...", "?!", "123", "😀"])
      if (perturbation.name !== "Whitespace" && !/\d/.test(text))
        expect(perturbText(text, perturbation, createRandom(1)).edits).toEqual([]);
  });

  test("never throws, whatever the string", () => {
    for (const [seed, text] of fuzz(2000, 99).entries())
      for (const tokens of [false, true]) perturbText(text, perturbation, createRandom(seed), { tokens });
  });

  test("takes time in proportion to a text without spaces, not in its square", () => {
    // Where this takes a second, its square would be 4e10 steps a part: beyond the limit of any test.
    for (const part of ["a", "a.", "a-", "!"]) perturbText(part.repeat(200_000), perturbation, createRandom(1));
  });
});

test("names are found in any spelling", () => {
  expect(PERTURBATIONS.map(({ name }) => name)).toEqual([...PERTURBATION_NAMES]);
  for (const name of ["CharTypos", "chartypos", "char-typos", "CHAR_TYPOS", "char typos"])
    expect(perturbationNamed(name)?.name).toBe("CharTypos");
  expect(perturbationNamed("typos")).toBeUndefined();
  expect(perturbationNamed("")).toBeUndefined();
});

test("one word in eight is changed, at least one and at most the cap", () => {
  expect([0, 1, 8, 20, 80, 10_000].map(howMany)).toEqual([1, 1, 1, 3, 10, WORD_CAP]);
});
