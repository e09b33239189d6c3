/** Text to token ids, in Node and workerd alike. Truncation and padding are the card's, not tokenizer.json's. */

import { longestFirst } from "./longest-first.ts";
import type { Piece } from "./pieces.ts";
import { openTokenizerFile, TokenizerError } from "./tokenizer-file.ts";
import { windowsOf } from "./windows.ts";

export type { Piece } from "./pieces.ts";
export { TokenizerError } from "./tokenizer-file.ts";

// Below, `[CLS]`, `[SEP]` and `[PAD]` are a BERT's; a Unigram tokenizer has `<s>`, `</s>` and `<pad>` there.

export interface Encoding {
  ids: number[];
  /** 0 for the first text and its special tokens, 1 for the second. */
  typeIds: number[];
  /** Whether tokens were cut off to stay within the limit. */
  truncated: boolean;
}

/** `[CLS] text [SEP]`, and where each token between the two came from: `pieces[i]` is the token at `i + 1`. */
export interface EncodedText extends Encoding {
  pieces: Piece[];
}

/** `[CLS] text [SEP] pair [SEP]`, and where the tokens of each came from. */
export interface EncodedPair extends Encoding {
  pieces: [first: Piece[], second: Piece[]];
  /** Where the second text begins in `ids`. */
  secondAt: number;
}

/** `[CLS] words [SEP]`, each word cut up by itself. */
export interface EncodedWords extends Encoding {
  /** The place in `ids` of each word's first piece; null where it was cut off, or is nothing but control characters. */
  firstPieces: (number | null)[];
}

/** `[CLS] question [SEP] part of the context [SEP]` */
export interface ContextWindow {
  ids: number[];
  typeIds: number[];
  /** Where the context begins in `ids`. */
  contextAt: number;
  /** The part: `[from, to)` of the context's pieces. */
  from: number;
  to: number;
}

export interface EncodedWindows {
  windows: ContextWindow[];
  /** Of the whole context. */
  context: Piece[];
  /** Whether the question was cut. The context never is. */
  truncated: boolean;
}

export interface WindowOptions {
  /** Tokens a window, special ones included; the tokenizer's own limit unless less. */
  maxLength?: number;
  /** Pieces that a window shares with the one before; at most half of what it has of the context. */
  stride: number;
  /** Pieces of the question that are kept; at most half of a window. */
  maxQuestion?: number;
}

export interface TextTokenizer {
  /** Of `[PAD]`. */
  padId: number;
  /** Of what the vocabulary has no pieces for. */
  unknownId: number;
  /** `[CLS] text [SEP]` or `[CLS] text [SEP] pair [SEP]`, at most `maxLength` tokens. */
  encode(text: string, pair?: string): Encoding;
  /** As `encode`, with the tokens' places in the text. */
  encodeWithOffsets(text: string): EncodedText;
  encodePairWithOffsets(text: string, pair: string): EncodedPair;
  /**
   * A text of any length in windows, each `stride` pieces into the one before, as Hugging Face's `return_overflowing_tokens`
   * makes them; places are those in the whole text. One at a time: a long text and a long stride are many windows.
   * Throws RangeError unless a window holds more than `stride` pieces.
   */
  encodeTextWindows(text: string, stride: number): Generator<EncodedText>;
  encodeWords(words: readonly string[]): EncodedWords;
  /** A question on a context of any length, as Hugging Face's `truncation="only_second", return_overflowing_tokens`. */
  encodeWindows(question: string, context: string, options: WindowOptions): EncodedWindows;
  /** The token of an id, `##able` with its prefix. Throws RangeError for an id that there is none of. */
  tokenOf(id: number): string;
  /** Tokens as text: `un`, `##able` as `unable`. */
  join(tokens: readonly string[]): string;
  /** The token with the largest id, and that id: a word table must have more rows. */
  readonly largest: { token: string; id: number };
}

/**
 * A tokenizer from the content of a `tokenizer.json`: a BERT's, or a Unigram one that reads as XLM-R does.
 * `maxLength` counts tokens, special ones included. Throws TokenizerError when the file is neither.
 */
export function createTokenizer(tokenizerJson: unknown, { maxLength }: { maxLength: number }): TextTokenizer {
  const { splitter, special, join } = openTokenizerFile(tokenizerJson);
  const idOf = (token: string) => {
    const id = splitter.idOf(token);
    if (id === undefined) throw new TokenizerError(`tokenizer.json has no ${token} token`);
    return id;
  };
  const [padId, begin, end, unknownId] = [special.pad, special.begin, special.end, special.unknown].map(idOf);
  const between = special.between.map(idOf);

  const [token, id] = splitter.largest();

  /** `[CLS] a [SEP]`, `a` cut to the limit. */
  const single = (a: readonly number[]): Encoding => {
    const kept = a.slice(0, Math.max(maxLength - 2, 0));
    const ids = [begin!, ...kept, end!];
    return { ids, typeIds: ids.map(() => 0), truncated: kept.length < a.length };
  };
  /** `[CLS] a [SEP] b [SEP]` */
  const pair = (a: readonly number[], b: readonly number[]) => {
    const first = [begin!, ...a, ...between];
    const second = [...b, end!];
    return { ids: [...first, ...second], typeIds: [...first.map(() => 0), ...second.map(() => special.typeOfSecond)] };
  };
  const aroundPair = 2 + between.length;
  /** What stays of two texts within the limit. */
  const keptOf = <Token>(a: readonly Token[], b: readonly Token[]) => {
    const [keepA, keepB] = longestFirst(a.length, b.length, Math.max(maxLength - aroundPair, 0));
    return { first: a.slice(0, keepA), second: b.slice(0, keepB), truncated: keepA < a.length || keepB < b.length };
  };

  return {
    padId: padId!,
    unknownId: unknownId!,
    largest: { token, id },
    join,

    encode(text, textPair) {
      const a = splitter.ids(text);
      if (textPair === undefined) return single(a);
      const b = splitter.ids(textPair);
      const { first, second, truncated } = keptOf(a, b);
      return { ...pair(first, second), truncated };
    },

    encodeWithOffsets(text) {
      const pieces = splitter.pieces(text);
      const encoding = single(pieces.map(({ id }) => id));
      return { ...encoding, pieces: pieces.slice(0, encoding.ids.length - 2) };
    },

    encodePairWithOffsets(text, textPair) {
      const { first, second, truncated } = keptOf(splitter.pieces(text), splitter.pieces(textPair));
      const ids = (pieces: readonly Piece[]) => pieces.map(({ id }) => id);
      const secondAt = 1 + first.length + between.length;
      return { ...pair(ids(first), ids(second)), truncated, pieces: [first, second], secondAt };
    },

    *encodeTextWindows(text, stride) {
      const pieces = splitter.pieces(text);
      for (const [from, to] of windowsOf(pieces.length, { room: Math.max(maxLength - 2, 0), overlap: stride })) {
        const part = pieces.slice(from, to);
        yield { ...single(part.map(({ id }) => id)), pieces: part };
      }
    },

    encodeWords(words) {
      const ids: number[] = [];
      const firsts = words.map((word) => {
        const first = ids.length + 1; // after [CLS]
        ids.push(...splitter.ids(word));
        return ids.length >= first ? first : null;
      });
      const encoding = single(ids);
      const kept = encoding.ids.length - 1; // the last is [SEP]
      return { ...encoding, firstPieces: firsts.map((first) => (first !== null && first < kept ? first : null)) };
    },

    encodeWindows(question, context, { maxLength: asked = maxLength, stride, maxQuestion = asked }) {
      const room = Math.min(asked, maxLength) - aroundPair;
      if (room < 2)
        throw new RangeError(`a window of ${room + aroundPair} tokens has no room for a question and a context`);
      const all = splitter.ids(question);
      const kept = all.slice(0, Math.min(maxQuestion, room >> 1));
      const pieces = splitter.pieces(context);
      const roomLeft = room - kept.length;
      const parts = windowsOf(pieces.length, { room: roomLeft, overlap: Math.min(stride, roomLeft >> 1) });
      const windows = parts.map(([from, to]) => {
        const part = pieces.slice(from, to).map(({ id }) => id);
        return { ...pair(kept, part), contextAt: 1 + kept.length + between.length, from, to };
      });
      return { windows, context: pieces, truncated: kept.length < all.length };
    },

    tokenOf(id) {
      const token = splitter.tokenOf(id);
      if (token === undefined) throw new RangeError(`the vocabulary has no token ${id}`);
      return token;
    },
  };
}
