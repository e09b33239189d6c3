import { MergeQueue } from "./merge-queue.ts";

export interface LearnOptions {
  /** Pieces, special tokens included; fewer where the words have no more. */
  size: number;
  /** The first ids, in this order. */
  specialTokens: readonly string[];
  /** So many characters are kept, the most frequent ones. A word with another cannot be written, and nothing is learnt from it. */
  alphabetLimit?: number;
  /** A piece stood side by side so often at least. Twice by default: what occurs once teaches nothing about other texts. */
  minFrequency?: number;
  /** Longer words are unknown to a WordPiece tokenizer as they are, in characters. */
  maxWordLength?: number;
  /** Hears how many pieces there are. */
  onPiece?: (pieces: number) => void;
}

/** What is learnt by where nobody says otherwise: by `retort vocabulary` and by recipes. */
export const LEARNT_BY_DEFAULT = { alphabetLimit: 1000, minFrequency: 2, maxWordLength: 100 } as const;

export interface LearntPieces {
  /** By id: special tokens, characters, characters inside words, then merged pieces in the order in which they were learnt. */
  pieces: string[];
  alphabet: string[];
  /** Occurrences of words that the alphabet cannot write, or that are too long. */
  unwritable: number;
}

export const INSIDE = "##";

/**
 * A WordPiece vocabulary from how often words occur: pieces that stand side by side most often are merged, again and again,
 * as byte-pair encoding does it (Sennrich et al. 2016, algorithm 1) and as Hugging Face's `WordPieceTrainer` does under this name.
 * Encoding is another algorithm, greedy longest match, so a word may be cut otherwise than it was merged.
 *
 * The same counts give the same pieces, in whatever order they come. Of equally frequent pairs that is merged whose first piece has
 * the lower id, then whose second has; ids of characters go by code point, those at a word's start before those inside. Two departures
 * from the Rust trainer: there ids of characters inside words follow a hash map's order, and a character outside the alphabet is
 * dropped from its word, whose neighbours then look like neighbours. Throws with one sentence where characters alone are too many.
 */
export function learnWordPieces(counts: ReadonlyMap<string, number>, options: LearnOptions): LearntPieces {
  const { size, specialTokens, alphabetLimit, minFrequency, maxWordLength, onPiece } = {
    ...LEARNT_BY_DEFAULT,
    ...options,
  };
  const words = [...counts].map(([word, count]) => ({ characters: [...word], count }));
  const alphabet = alphabetOf(words, alphabetLimit);
  const kept = new Set(alphabet);
  const isWritable = ({ characters }: Word) =>
    characters.length > 0 && characters.length <= maxWordLength && characters.every((c) => kept.has(c));
  const writable = words.filter(isWritable);
  const unwritable = words.reduce((sum, word) => sum + (isWritable(word) ? 0 : word.count), 0);

  const pieces = [...specialTokens];
  const idOf = new Map(pieces.map((piece, id) => [piece, id]));
  const add = (piece: string): number => {
    const known = idOf.get(piece);
    if (known !== undefined) return known;
    idOf.set(piece, pieces.length);
    return pieces.push(piece) - 1;
  };
  for (const character of alphabet) add(character);
  const inside = new Set(writable.flatMap(({ characters }) => characters.slice(1)));
  for (const character of alphabet.filter((c) => inside.has(c))) add(INSIDE + character);

  if (pieces.length > size)
    throw new Error(
      `${alphabet.length} characters need ${pieces.length} pieces with special tokens and "##": more than the ${size} asked for`,
    );

  const cuts = writable.map(({ characters, count }) => ({
    ids: characters.map((c, i) => idOf.get(i === 0 ? c : INSIDE + c)!),
    count,
  }));
  const neighbours = new Neighbours(cuts);
  while (pieces.length < size) {
    const pair = neighbours.mostFrequent();
    if (pair === undefined || pair.count < minFrequency) break;
    const merged = add(pieces[pair.first]! + pieces[pair.second]!.slice(INSIDE.length));
    neighbours.merge(pair, merged);
    onPiece?.(pieces.length);
  }
  return { pieces, alphabet, unwritable };
}

interface Word {
  characters: string[];
  count: number;
}

/** The most frequent characters, by code point. */
function alphabetOf(words: readonly Word[], limit: number): string[] {
  const occurrences = new Map<string, number>();
  for (const { characters, count } of words)
    for (const character of characters) occurrences.set(character, (occurrences.get(character) ?? 0) + count);
  const byCodePoint = (a: string, b: string) => a.codePointAt(0)! - b.codePointAt(0)!;
  const frequent = [...occurrences].sort(([a, m], [b, n]) => n - m || byCodePoint(a, b)).slice(0, limit);
  return frequent.map(([character]) => character).sort(byCodePoint);
}

/** Words as they are cut so far, and which pieces stand side by side in them. */
class Neighbours {
  private readonly words: readonly { ids: number[]; count: number }[];
  /** By pair: how often, and words that had it when it was counted, some of them twice. */
  private readonly pairs = new Map<number, { count: number; words: number[] }>();
  private readonly queue = new MergeQueue();

  constructor(words: readonly { ids: number[]; count: number }[]) {
    this.words = words;
    for (let w = 0; w < words.length; w++) this.count(w, 1, () => true);
    for (const [key, { count }] of this.pairs) this.queue.push({ ...pairOf(key), count });
  }

  mostFrequent(): { first: number; second: number; count: number } | undefined {
    for (;;) {
      const queued = this.queue.pop();
      if (queued === undefined) return undefined;
      const now = this.pairs.get(keyOf(queued.first, queued.second))?.count ?? 0;
      if (now === queued.count) return queued;
      if (now > 0) this.queue.push({ ...queued, count: now }); // it has been counted anew since
    }
  }

  /** Puts `merged` in the place of every such pair, from a word's left to its right. */
  merge({ first, second }: { first: number; second: number }, merged: number): void {
    const found = this.pairs.get(keyOf(first, second));
    const grown = new Set<number>();
    for (const w of new Set(found?.words)) {
      const { ids } = this.words[w]!;
      if (!hasPair(ids, first, second)) continue;
      this.count(w, -1, () => false);
      let to = 0;
      for (let from = 0; from < ids.length; from++) {
        const isPair = ids[from] === first && ids[from + 1] === second;
        ids[to++] = isPair ? merged : ids[from]!;
        if (isPair) from++;
      }
      ids.length = to;
      for (const key of this.count(w, 1, (key) => touches(key, merged))) grown.add(key);
    }
    this.pairs.delete(keyOf(first, second));
    for (const key of grown) this.queue.push({ ...pairOf(key), count: this.pairs.get(key)!.count });
  }

  /** Counts a word's pairs in, or with -1 out again; returns those that are new to the word, which is listed with them. */
  private count(w: number, sign: 1 | -1, isNew: (key: number) => boolean): number[] {
    const { ids, count } = this.words[w]!;
    const added: number[] = [];
    for (let i = 0; i + 1 < ids.length; i++) {
      const key = keyOf(ids[i]!, ids[i + 1]!);
      const entry = this.pairs.get(key);
      if (entry === undefined) this.pairs.set(key, { count: sign * count, words: [w] });
      else entry.count += sign * count;
      if (!isNew(key)) continue;
      if (entry !== undefined && entry.words.at(-1) !== w) entry.words.push(w);
      added.push(key);
    }
    return added;
  }
}

/** Ids are below 2^26: both fit into one exact number. */
const WIDTH = 2 ** 26;
const keyOf = (first: number, second: number) => first * WIDTH + second;
const pairOf = (key: number) => ({ first: Math.floor(key / WIDTH), second: key % WIDTH });
const touches = (key: number, id: number) => Math.floor(key / WIDTH) === id || key % WIDTH === id;
const hasPair = (ids: readonly number[], first: number, second: number) =>
  ids.some((id, i) => id === first && ids[i + 1] === second);
