import { expect, test } from "vitest";
import { perturbRow } from "../kinds/perturb-row.ts";
import { PERTURBATIONS, type PerturbationName } from "./index.ts";

/**
 * What these perturbations make of two sentences (this code's own output; its seeds are checked against the published
 * ones in perturb-row.test.ts). When it changes, recorded runs under a perturbation no longer compare with new ones:
 * change it on purpose, say so in CHANGELOG.md, and score the recorded ones again.
 */
const SENTENCES = [
  "The cast is wonderful, but it's not clear why they don't believe in the story.",
  "it is an interesting question , and the author does n't answer it .",
];
const EXPECTED: Record<PerturbationName, [string, string]> = {
  CharTypos: [
    "The cast is wonerful, but it's not clear why they don't believe in the sory.",
    "it is an interesting question , and the auuthor does n't answeer it .",
  ],
  KeyboardTypos: [
    "The cast is wonderful, but it's not clear why thdy don't believe in the storg.",
    "it is an interesting quesrion , and the aughor does n't answer it .",
  ],
  Misspellings: [
    "The cast is wonderfull, but it's not clear why they don't believe in the stroy.",
    "it is an interesting question , and the auther does n't anwser it .",
  ],
  WordSplits: [
    "The cast is wonderf ul, but it's not cle ar why they don't believe in the story.",
    "it is an int eresting question , and the author does n't answ er it .",
  ],
  Case: [
    "The Cast Is Wonderful, But It's Not Clear Why They Don't Believe In The Story.",
    "IT IS AN INTERESTING QUESTION , AND THE AUTHOR DOES N'T ANSWER IT .",
  ],
  Punctuation: [
    "The cast is wonderful but it's not clear why they don't believe in the story",
    "( it is an interesting question , and the author does n't answer it . )",
  ],
  Whitespace: [
    "The cast is wonderful, but it's not clear why they don't believe   in  the story.",
    "it is an interesting  question , and the author does n't answer it\t.",
  ],
  ZeroWidth: [
    "The cast is wonderful, but it's not clear why t\ufeffhey d\u200bon't believe in the story.",
    "it is a\u200bn interesting que\u200dstion , and the author does n't answer it .",
  ],
  Homoglyphs: [
    "The cast is wonderful, but it's not clear why they don't believe in th\u0435 \u0455t\u043ery.",
    "it is an \u{1d692}\u{1d697}\u{1d69d}\u{1d68e}\u{1d69b}\u{1d68e}\u{1d69c}\u{1d69d}\u{1d692}\u{1d697}\u{1d690} question , and the \u03b1uth\u03bfr does n't answer it .",
  ],
  Contractions: [
    "The cast is wonderful, but it is not clear why they do not believe in the story.",
    "it 's an interesting question , and the author does not answer it .",
  ],
};

test.each(PERTURBATIONS)("$name gives what it gave when runs were recorded", (perturbation) => {
  const texts = SENTENCES.map((text_a, i) => {
    const row = { id: `golden-${i}`, text_a, label: "positive" };
    return perturbRow("classification", row, perturbation)?.text_a;
  });
  expect(texts).toEqual(EXPECTED[perturbation.name]);
});
