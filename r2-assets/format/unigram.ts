/**
 * Unigram: of all ways to cut a word into pieces of the vocabulary, the one whose scores (logarithms of probabilities) add up
 * to most (Kudo 2018, arXiv 1804.10959), by Viterbi's algorithm. As Hugging Face's Rust tokenizers 0.23.3 have it
 * (`models/unigram/model.rs`, `encode_optimized`), ties included: of equal ways the one whose last piece is longest.
 * A place tries no more letters than some piece goes on, so that time is in proportion to the text.
 */
import * as z from "zod";
import { pieceTrie } from "./piece-trie.ts";
import type { SubwordModel } from "./subword-model.ts";

type Vocabulary = readonly (readonly [piece: string, score: number])[];

/** By hand: schemas of 250,000 pairs take 0.2 s. */
const isVocabulary = (value: unknown): value is Vocabulary =>
  Array.isArray(value) &&
  value.every(
    (entry) =>
      Array.isArray(entry) && entry.length === 2 && typeof entry[0] === "string" && typeof entry[1] === "number",
  );

/** The model's entry in `tokenizer.json`. */
export const UnigramModel = z.strictObject({
  type: z.literal("Unigram"),
  /** Place in `vocab` of what stands for characters that no piece has. */
  unk_id: z.int().nonnegative(),
  /** Pieces with their scores; a piece's id is its place. */
  vocab: z.custom<Vocabulary>(isVocabulary, { error: "expected a list of pieces with their scores" }),
  byte_fallback: z
    .literal(false, { error: "bytes in the place of unknown characters are not known here" })
    .default(false),
});
export type UnigramModel = z.infer<typeof UnigramModel>;

/** What an unknown character scores, below the least score of all pieces. */
const UNKNOWN_PENALTY = 10;

/** Unknown characters in a row are one piece. Throws RangeError where a piece is listed twice, or there is none for the unknown. */
export function unigram({ vocab, unk_id: unknown }: UnigramModel): SubwordModel {
  if (unknown >= vocab.length)
    throw new RangeError(`unk_id is ${unknown}, but the vocabulary has ${vocab.length} pieces`);
  const pieces = vocab.map(([piece]) => piece);
  const scores = Float64Array.from(vocab, ([, score]) => score);
  const unknownScore =
    scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY) - UNKNOWN_PENALTY;
  const trie = pieceTrie(pieces);

  const usual = bestWays(USUAL_WORD + 1);

  return {
    split(word, emit) {
      const ways = word.length > USUAL_WORD ? bestWays(word.length + 1) : usual;
      const { scores: best, begins, ids } = ways;
      begins.fill(-1, 0, word.length + 1);
      for (let from = 0; from < word.length; ) {
        const score = best[from]!;
        const after = from + (word.codePointAt(from)! > 0xffff ? 2 : 1);
        let alone = false; // whether this character is a piece by itself
        let node = 0;
        for (let to = from; to < word.length; ) {
          node = trie.next(node, word.charCodeAt(to++));
          if (node < 0) break;
          const id = trie.valueAt(node);
          if (id < 0) continue;
          reach(ways, to, score + scores[id]!, from, id);
          alone ||= to === after;
        }
        if (!alone) reach(ways, after, score + unknownScore, from, unknown);
        from = after;
      }
      const path: [id: number, start: number, end: number][] = [];
      for (let end = word.length; end > 0; end = begins[end]!) {
        const last = path.at(-1);
        if (ids[end] === unknown && last?.[0] === unknown) last[1] = begins[end]!;
        else path.push([ids[end]!, begins[end]!, end]);
      }
      // The library looks pieces up again by their letters: unknown ones in a row may be one of the vocabulary together.
      for (const [id, start, end] of path.reverse())
        emit(id === unknown ? (trie.get(word.slice(start, end)) ?? unknown) : id, start, end);
    },
    idOf: (token) => trie.get(token),
    entries: () => pieces.map((piece, id): [string, number] => [piece, id]),
  };
}

/** Tables for words of up to so many units are kept. */
const USUAL_WORD = 1024;

/** Of each place in a word: the best score of a way to it, where its last piece begins (-1: no way yet), and which it is. */
interface Ways {
  scores: Float64Array;
  begins: Int32Array;
  ids: Int32Array;
}

const bestWays = (places: number): Ways => ({
  scores: new Float64Array(places),
  begins: new Int32Array(places),
  ids: new Int32Array(places),
});

function reach({ scores, begins, ids }: Ways, place: number, score: number, from: number, id: number): void {
  if (begins[place] !== -1 && score <= scores[place]!) return;
  scores[place] = score;
  begins[place] = from;
  ids[place] = id;
}
