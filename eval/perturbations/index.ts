/** Perturbations that keep the label: what a reader still reads, a model should still answer. */
import { changedCase } from "./case.ts";
import { charTypos } from "./char-typos.ts";
import { contractions } from "./contractions.ts";
import { homoglyphs } from "./homoglyphs.ts";
import { keyboardTypos } from "./keyboard-typos.ts";
import { misspellings } from "./misspellings.ts";
import { PERTURBATION_NAMES, type Perturbation, type PerturbationName } from "./perturbation.ts";
import { punctuation } from "./punctuation.ts";
import { whitespace } from "./whitespace.ts";
import { wordSplits } from "./word-splits.ts";
import { zeroWidth } from "./zero-width.ts";

export { PERTURBATION_NAMES, type Perturbation, type PerturbationName };

const BY_NAME: { [Name in PerturbationName]: Perturbation } = {
  CharTypos: charTypos,
  KeyboardTypos: keyboardTypos,
  Misspellings: misspellings,
  WordSplits: wordSplits,
  Case: changedCase,
  Punctuation: punctuation,
  Whitespace: whitespace,
  ZeroWidth: zeroWidth,
  Homoglyphs: homoglyphs,
  Contractions: contractions,
};

/** All of them, in the order in which reports list them. */
export const PERTURBATIONS: readonly Perturbation[] = PERTURBATION_NAMES.map((name) => BY_NAME[name]);

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_ ]/g, "");
const BY_PLAIN_NAME = new Map(PERTURBATIONS.map((perturbation) => [plain(perturbation.name), perturbation]));

/** `CharTypos`, also written `chartypos` or `char-typos`; undefined for a name that is none. */
export const perturbationNamed = (name: string): Perturbation | undefined => BY_PLAIN_NAME.get(plain(name));
