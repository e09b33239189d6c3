/** Text to WordPiece tokens without special ones: their ids alone, or with the place in the text that each came from. */
import * as z from "zod";
import { AddedToken, type Section, sectionsBy } from "./added-tokens.ts";
import { alignedNormalize } from "./aligned-text.ts";
import { BertNormalizer, bertNormalize } from "./bert-normalizer.ts";
import { WordPieceModel, wordPiece } from "./word-piece.ts";

/** What we read of `tokenizer.json`. Truncation, padding and special tokens around the text are not its to say. */
export const BertTokenizerFile = z.looseObject({
  added_tokens: z.array(AddedToken).default([]),
  model: WordPieceModel,
  normalizer: BertNormalizer,
  pre_tokenizer: z.looseObject({ type: z.literal("BertPreTokenizer") }),
});
export type BertTokenizerFile = z.infer<typeof BertTokenizerFile>;

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
}

/** A mark of punctuation (all of ASCII's symbols are), or as much as there is of anything else but white space. */
const WORD = /[^\p{White_Space}\p{P}!-/:-@[-`{-~]+|[\p{P}!-/:-@[-`{-~]/gu;

/** Throws RangeError when the vocabulary lacks the unknown token. */
export function createPieceSplitter({ added_tokens, model, normalizer }: BertTokenizerFile): PieceSplitter {
  const vocabulary = wordPiece(model);
  const inOriginal = sectionsBy(added_tokens.filter((token) => !token.normalized));
  const inNormalized = sectionsBy(
    added_tokens
      .filter((token) => token.normalized)
      .map(({ id, content }) => ({ id, content: bertNormalize(content, normalizer) }))
      .filter(({ content }) => content !== ""),
  );
  const added = new Map(added_tokens.map(({ content, id }) => [content, id]));
  let tokens: Map<number, string> | undefined;

  return {
    ids(text) {
      const ids: number[] = [];
      const emit = (id: number) => {
        ids.push(id);
      };
      for (const section of inOriginal(text)) {
        if (section.id !== undefined) ids.push(section.id);
        else {
          for (const { id, text: part } of inNormalized(bertNormalize(section.text, normalizer))) {
            if (id !== undefined) ids.push(id);
            else for (const word of part.match(WORD) ?? []) vocabulary.split(word, emit);
          }
        }
      }
      return ids;
    },

    pieces(text) {
      const pieces: Piece[] = [];
      let word = 0;
      const wholeWord = ({ id, text, start }: Section & { id: number }) => {
        pieces.push({ id, start, end: start + text.length, word: word++ });
      };
      for (const section of inOriginal(text)) {
        if (section.id !== undefined) {
          wholeWord({ ...section, id: section.id });
          continue;
        }
        const { text: normal, starts, ends } = alignedNormalize(section.text, normalizer);
        const emit = (id: number, from: number, to: number) => {
          pieces.push({ id, start: section.start + starts[from]!, end: section.start + ends[to - 1]!, word });
        };
        for (const part of inNormalized(normal)) {
          if (part.id !== undefined) {
            emit(part.id, part.start, part.start + part.text.length);
            word++;
            continue;
          }
          for (const { 0: letters, index } of part.text.matchAll(WORD)) {
            let from = part.start + index;
            const wordStart = from;
            vocabulary.split(letters, (id, end) => {
              emit(id, from, wordStart + end);
              from = wordStart + end;
            });
            word++;
          }
        }
      }
      return pieces;
    },

    tokenOf(id) {
      tokens ??= new Map([...vocabulary.entries(), ...added].map(([token, id]) => [id, token]));
      return tokens.get(id);
    },

    idOf: (token) => added.get(token) ?? vocabulary.idOf(token),
  };
}
