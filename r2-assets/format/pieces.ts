/** Text to tokens without special ones: their ids alone, or with the place in the text that each came from. */
import { type AddedToken, sectionsBy } from "./added-tokens.ts";
import type { AlignedText } from "./aligned-text.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";
import type { SubwordModel } from "./subword-model.ts";

/** What a `tokenizer.json` says of texts. Truncation, padding and special tokens around the text are not its to say. */
export interface SplitterParts {
  addedTokens: readonly AddedToken[];
  normalizer: Normalizer;
  preTokenizer: PreTokenizer;
  model: SubwordModel;
  /** Entries of the model's vocabulary. */
  size: number;
}

export interface Normalizer {
  apply(text: string): string;
  /** The same, with the origin of each unit. */
  align(text: string): AlignedText;
}

export interface Piece {
  id: number;
  /** `[start, end)` in UTF-16 units of the original text. Pieces of one character (a syllable, say) share its place. */
  start: number;
  end: number;
  /** Number of the word it belongs to, from 0 in each text; punctuation marks and ideographs are words of their own. */
  word: number;
}

export interface PieceSplitter {
  ids(text: string): number[];
  /** The same tokens with their places, which takes about twice as long. */
  pieces(text: string): Piece[];
  /** The token of an id, `##able` with its prefix; undefined for an id that there is none of. */
  tokenOf(id: number): string | undefined;
  idOf(token: string): number | undefined;
  /** The token with the largest id, and that id. */
  largest(): [token: string, id: number];
}

/** Throws RangeError when an added token cannot be what it is to Rust. */
export function createPieceSplitter({
  addedTokens,
  normalizer,
  preTokenizer,
  model,
  size,
}: SplitterParts): PieceSplitter {
  refuseOtherIds(addedTokens, model, size);
  const inOriginal = sectionsBy(addedTokens.filter((token) => !token.normalized));
  const inNormalized = sectionsBy(withNormalContent(addedTokens, normalizer));
  const added = new Map(addedTokens.map(({ content, id }) => [content, id]));
  let tokens: Map<number, string> | undefined;

  return {
    ids(text) {
      const ids: number[] = [];
      const emit = (id: number) => {
        ids.push(id);
      };
      for (const { id, text: part } of inOriginal(text)) {
        if (id !== undefined) ids.push(id);
        else {
          for (const { id, text: between } of inNormalized(normalizer.apply(part))) {
            if (id !== undefined) ids.push(id);
            else for (const word of preTokenizer.words(between)) model.split(word, emit);
          }
        }
      }
      return ids;
    },

    pieces(text) {
      const pieces: Piece[] = [];
      let word = 0;
      for (const { id, text: part, start: at } of inOriginal(text)) {
        if (id !== undefined) {
          pieces.push({ id, start: at, end: at + part.length, word: word++ });
          continue;
        }
        const { text: normal, starts, ends } = normalizer.align(part);
        /** A piece of the word, by its place in the normalised text. */
        const add = (id: number, from: number, to: number) => {
          pieces.push({ id, start: at + starts[from]!, end: at + ends[to - 1]!, word });
        };
        for (const { id, text: between, start } of inNormalized(normal)) {
          if (id !== undefined) {
            add(id, start, start + between.length);
            word++;
            continue;
          }
          for (const { letters, at: first, added } of preTokenizer.placedWords(between)) {
            const begin = start + first;
            model.split(letters, (id, from, to) =>
              add(id, begin + Math.max(from - added, 0), begin + Math.max(to - added, 1)),
            );
            word++;
          }
        }
      }
      return pieces;
    },

    tokenOf(id) {
      tokens ??= new Map([...model.entries(), ...added].map(([token, id]) => [id, token]));
      return tokens.get(id);
    },

    idOf: (token) => added.get(token) ?? model.idOf(token),

    largest() {
      return [...model.entries(), ...added].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
    },
  };
}

/**
 * What is matched in normalised texts. Throws RangeError where nothing is left of a token (Rust then cuts words into
 * characters), and where two become the same: which of them Rust then takes differs from one load of a file to the next.
 */
function withNormalContent(tokens: readonly AddedToken[], normalizer: Normalizer): AddedToken[] {
  const found = new Map<string, AddedToken>();
  for (const token of tokens.filter(({ normalized }) => normalized)) {
    const content = normalizer.apply(token.content);
    const name = `the added token ${JSON.stringify(token.content)}`;
    if (content === "") throw new RangeError(`nothing of ${name} is left when it is normalised`);
    if (found.has(content)) throw new RangeError(`${name} is the same as another one when both are normalised`);
    found.set(content, { ...token, content });
  }
  return [...found.values()];
}

/**
 * Hugging Face's tokenizers read no ids of added tokens: one has that of the vocabulary, or else the next free one. A file
 * that says another was not written by them; whether its model was trained with its ids or with theirs cannot be told.
 */
function refuseOtherIds(tokens: readonly AddedToken[], vocabulary: SubwordModel, size: number): void {
  const seen = new Set<string>();
  let next = size;
  for (const { content, id } of tokens) {
    const name = `the added token ${JSON.stringify(content)}`;
    if (seen.has(content)) throw new RangeError(`${name} is listed twice`);
    seen.add(content);
    const expected = vocabulary.idOf(content) ?? next;
    if (id !== expected)
      throw new RangeError(`${name} has the id ${id}, but Hugging Face's tokenizers give it ${expected}`);
    next = Math.max(next, id + 1);
  }
}
