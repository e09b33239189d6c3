import type { Random } from "../statistics/random.ts";
import type { Edit } from "./edit.ts";
import type { Source } from "./source.ts";

/** In the order of Dynaboard's list (arXiv 2106.06052, section 3.5), typing errors first. */
export const PERTURBATION_NAMES = [
  "CharTypos",
  "KeyboardTypos",
  "Misspellings",
  "WordSplits",
  "Case",
  "Punctuation",
  "Whitespace",
  "ZeroWidth",
  "Homoglyphs",
  "Contractions",
] as const;
export type PerturbationName = (typeof PERTURBATION_NAMES)[number];

/** A change of a text's form that leaves a reader's answer as it was. */
export interface Perturbation {
  name: PerturbationName;
  /** For reports. */
  title: string;
  /** What it does, in one sentence. */
  summary: string;
  /** Absent: true. False: it moves the borders between tokens, so that rows with a tag a token stay as they are. */
  keepsTokens?: false;
  /** The edits it makes, given the row's own generator. They touch nothing that the source locks. */
  edits(source: Source, random: Random): Edit[];
}

/** A row's own generator: each call starts it anew. `part` names a second text of the row, whose draws don't depend on the first's. */
export type Draw = (part?: string) => Random;
