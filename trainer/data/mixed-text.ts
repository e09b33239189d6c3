/**
 * Texts whose words are cut by one of two vocabularies each, and masked as whole words.
 * Source: Zhao et al., Extremely Small BERT Models from Mixed-Vocabulary Training, arXiv 1909.11687 v2, section 3.
 */
import { someOf } from "./some-of.ts";
import type { TwiceCut } from "./two-vocabularies.ts";

export const VOCABULARIES = ["teacher", "student"] as const;
export type Vocabulary = (typeof VOCABULARIES)[number];

/** A piece with the vocabulary whose id it is: the same number means another piece in the other one. */
export interface MixedPiece {
  id: number;
  of: Vocabulary;
}

export interface MixedWord {
  pieces: readonly MixedPiece[];
  guessable: boolean;
}

/**
 * Each word cut by the student's vocabulary with probability `share`, one draw a word, else by the teacher's; special tokens are the
 * teacher's always, and draw nothing. `random`: uniform in [0, 1).
 */
export function mixWords(words: readonly TwiceCut[], share: number, random: () => number): MixedWord[] {
  return words.map(({ teacher, student, guessable }) => {
    const own = student !== null && random() < share ? student : null;
    const of: Vocabulary = own === null ? "teacher" : "student";
    return { pieces: (own ?? teacher).map((id) => ({ id, of })), guessable: own !== null || guessable };
  });
}

/** As many words from the beginning, and the last one, as are `most` pieces together. */
export function cutWords(words: readonly MixedWord[], most: number): MixedWord[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  let room = most - last.pieces.length;
  const kept = words.slice(0, -1);
  const end = kept.findIndex(({ pieces }) => {
    room -= pieces.length;
    return room < 0;
  });
  return [...(end < 0 ? kept : kept.slice(0, end)), last];
}

/** A piece as it is read, and, where it is to be guessed, as it was. */
export interface ReadPiece extends MixedPiece {
  guess?: MixedPiece;
}

export interface MaskSettings {
  /** The teacher's `[MASK]`: it has no other. */
  mask: number;
  sizes: Readonly<Record<Vocabulary, number>>;
}

/**
 * Of a text's words 15 %, at least one, are to be guessed, each with all its pieces, so that none of them gives away the others; of
 * these pieces 80 % are read as the teacher's `[MASK]`, 10 % as any of their own vocabulary, and 10 % as they are.
 */
export function maskWords(
  words: readonly MixedWord[],
  { mask, sizes }: MaskSettings,
  random: () => number,
): ReadPiece[] {
  const chosen = new Set(
    someOf(
      words.flatMap(({ guessable }, i) => (guessable ? [i] : [])),
      random,
    ),
  );
  return words.flatMap(({ pieces }, i) => {
    if (!chosen.has(i)) return [...pieces];
    return pieces.map((guess): ReadPiece => {
      const how = random();
      if (how < 0.8) return { id: mask, of: "teacher", guess };
      if (how < 0.9) return { id: Math.floor(random() * sizes[guess.of]), of: guess.of, guess };
      return { ...guess, guess };
    });
  });
}
