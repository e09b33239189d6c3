import { expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import { changedCase } from "./case.ts";
import { fuzz, SENTENCES, TEXTS } from "./fixtures/texts.ts";
import { homoglyphs } from "./homoglyphs.ts";
import { BOLD, CYRILLIC, FULL_WIDTH, GREEK, MONOSPACE, SANS_BOLD } from "./look-alikes.ts";
import { perturbText } from "./perturb-text.ts";
import type { Perturbation } from "./perturbation.ts";
import { punctuation } from "./punctuation.ts";
import { whitespace } from "./whitespace.ts";
import { zeroWidth } from "./zero-width.ts";

const LATIN = new Map(
  [CYRILLIC, GREEK, FULL_WIDTH, BOLD, SANS_BOLD, MONOSPACE].flatMap((alphabet) =>
    Array.from(alphabet, ([latin, other]) => [other, latin] as const),
  ),
);
/** The text with every look-alike replaced by the Latin letter that it looks like. */
const foldLookAlikes = (text: string): string => Array.from(text, (c) => LATIN.get(c) ?? c).join("");

function* outcomes(perturbation: Perturbation, texts: readonly string[] = TEXTS) {
  for (const before of texts)
    for (let seed = 0; seed < 20; seed++)
      yield { before, after: perturbText(before, perturbation, createRandom(seed)).text };
}
const seeds = (text: string, perturbation: Perturbation, count = 60) =>
  new Set(Array.from({ length: count }, (_, seed) => perturbText(text, perturbation, createRandom(seed)).text));

test("case changes no letter but for its case", () => {
  const folded = (text: string) => text.toLowerCase().replaceAll("ς", "σ"); // the small sigma at a word's end
  for (const { before, after } of outcomes(changedCase)) expect(folded(after)).toBe(folded(before));
});

test("case: capitals, small letters, capitals first, or mixed", () => {
  const found = seeds("A slow start, isn't it?", changedCase);
  expect(found).toContain("A SLOW START, ISN'T IT?");
  expect(found).toContain("a slow start, isn't it?");
  expect(found).toContain("A Slow Start, Isn't It?");
  expect(found.size).toBeGreaterThan(10);
});

test("punctuation changes neither words nor their order", () => {
  const wordsOf = (text: string) =>
    text
      .replaceAll(/[.,;:!?…"“”()[\]-]+/gu, "")
      .split(/\s+/u)
      .filter(Boolean);
  for (const { before, after } of outcomes(punctuation)) expect(wordsOf(after)).toEqual(wordsOf(before));
});

test("punctuation: taken away, wrapped around, another ending, spaced as the text is", () => {
  expect(seeds("Slow, but it's fine.", punctuation)).toEqual(
    new Set([
      "Slow but it's fine",
      "Slow, but it's fine",
      "Slow, but it's fine!",
      "Slow, but it's fine...",
      '"Slow, but it\'s fine."',
      "(Slow, but it's fine.)",
      "- Slow, but it's fine.",
      "Slow, but it's fine....",
    ]),
  );
  expect(seeds("slow , but fine .", punctuation)).toEqual(
    new Set([
      "slow but fine",
      "slow , but fine",
      "slow , but fine !",
      "slow , but fine ...",
      '" slow , but fine . "',
      "( slow , but fine . )",
      "- slow , but fine .",
      "slow , but fine . ...",
    ]),
  );
});

test("punctuation: a question stays one, and nothing else becomes one", () => {
  for (const { before, after } of outcomes(punctuation, SENTENCES))
    if (!before.includes("?")) expect(after).not.toContain("?");
  for (const after of seeds("Is it late", punctuation)) expect(after).not.toContain("?");
});

test("white space stands between the same words", () => {
  for (const { before, after } of outcomes(whitespace)) {
    expect(after.split(/\s+/u).filter(Boolean)).toEqual(before.split(/\s+/u).filter(Boolean));
  }
  const found = [...seeds("one two three four", whitespace)].join("|");
  for (const space of ["  ", "   ", "\t", "\u00a0"]) expect(found).toContain(space);
});

test("zero-width characters are all that is added, inside of words", () => {
  const invisible = /[\u200b-\u200d\ufeff]/gu;
  for (const { before, after } of outcomes(zeroWidth))
    expect(after.replaceAll(invisible, "")).toBe(before.replaceAll(invisible, ""));
  for (const { after } of outcomes(zeroWidth, SENTENCES.slice(0, 7)))
    expect(after).toMatch(/\p{L}[\u200b-\u200d\ufeff]\p{L}/u);
  expect([...seeds("word", zeroWidth)].map((text) => text.replaceAll(/\w/g, "").codePointAt(0)).sort()).toContain(
    0xfeff,
  );
});

test("zero-width joiners are kept from scripts in which they change the writing", () => {
  for (const text of ["فيلم جميل جدا لكنه طويل", "यह फ़िल्म बहुत अच्छी थी"])
    for (const after of seeds(text, zeroWidth)) expect(after).not.toMatch(/[\u200c\u200d]/u);
});

test("look-alikes fold back to the text", () => {
  for (const { before, after } of outcomes(homoglyphs)) expect(foldLookAlikes(after)).toBe(foldLookAlikes(before));
  for (const { before, after } of outcomes(homoglyphs, SENTENCES.slice(0, 16))) {
    expect(after).not.toBe(before);
    expect(foldLookAlikes(after)).toBe(before);
  }
});

test("look-alikes of every family are used", () => {
  const found = [...seeds("escape people computer", homoglyphs, 200)].join("");
  for (const family of [/[\u0430-\u045f]/u, /[\u03b1-\u03c9]/u, /[ａ-ｚ]/u, /[𝐚-𝐳]/u, /[𝗮-𝘇]/u, /[𝚊-𝚣]/u])
    expect(found).toMatch(family);
});

test("styled letters are what Unicode folds to the same letters", () => {
  for (const { after } of outcomes(homoglyphs, fuzz(50, 3)))
    for (const letter of after.match(/[\uff21-\uff5a\u{1d400}-\u{1d6a3}]/gu) ?? [])
      expect(foldLookAlikes(letter)).toBe(letter === "𝔘" ? letter : letter.normalize("NFKC"));
});
