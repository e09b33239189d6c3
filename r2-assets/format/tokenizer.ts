/** Text to token ids, in Node and workerd alike. Truncation and padding are the card's, not tokenizer.json's. */
import { Tokenizer } from "@huggingface/tokenizers";
import * as z from "zod";
import { BertNormalizer, bertNormalize } from "./bert-normalizer.ts";
import { WordPieceModel, wordPiece } from "./word-piece.ts";

export interface Encoding {
  ids: number[];
  /** 0 for the first text and its special tokens, 1 for the second. */
  typeIds: number[];
  /** Whether tokens were cut off to stay within the limit. */
  truncated: boolean;
}

export interface TextTokenizer {
  /** Of `[PAD]`. */
  padId: number;
  /** `[CLS] text [SEP]` or `[CLS] text [SEP] pair [SEP]`, at most `maxLength` tokens. */
  encode(text: string, pair?: string): Encoding;
}

/** The file is no tokenizer that we can use; the message says why. */
export class TokenizerError extends Error {
  override name = "TokenizerError";
}

/**
 * A BERT tokenizer from the content of a `tokenizer.json`.
 * `maxLength` counts tokens, special ones included. Throws TokenizerError when the file is not a BERT tokenizer's.
 */
export function createTokenizer(tokenizerJson: unknown, { maxLength }: { maxLength: number }): TextTokenizer {
  const tokenizer = open(tokenizerJson);
  const idOf = (token: string) => {
    const id = tokenizer.token_to_id(token);
    if (id === undefined) throw new TokenizerError(`tokenizer.json has no ${token} token`);
    return id;
  };
  const [padId, cls, sep] = [idOf("[PAD]"), idOf("[CLS]"), idOf("[SEP]")];
  const tokensOf = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids;

  return {
    padId,
    encode(text, pair) {
      const a = tokensOf(text);
      if (pair === undefined) {
        const kept = a.slice(0, Math.max(maxLength - 2, 0));
        const ids = [cls, ...kept, sep];
        return { ids, typeIds: ids.map(() => 0), truncated: kept.length < a.length };
      }
      const b = tokensOf(pair);
      const [keepA, keepB] = longestFirst(a.length, b.length, Math.max(maxLength - 3, 0));
      const first = [cls, ...a.slice(0, keepA), sep];
      const second = [...b.slice(0, keepB), sep];
      return {
        ids: [...first, ...second],
        typeIds: [...first.map(() => 0), ...second.map(() => 1)],
        truncated: keepA < a.length || keepB < b.length,
      };
    },
  };
}

/**
 * How many tokens of each text stay when both share `room`: the longer is cut first, then both to halves.
 * The same arithmetic as `truncate_encodings` of Hugging Face's tokenizers: of an odd room the longer text gets the extra
 * token, the second one when they are equally long.
 */
export function longestFirst(a: number, b: number, room: number): [number, number] {
  if (a + b <= room) return [a, b];
  const short = Math.min(a, b);
  const [keepShort, keepLong] =
    short + Math.max(short, room - short) <= room ? [short, room - short] : [Math.floor(room / 2), Math.ceil(room / 2)];
  return a > b ? [keepLong, keepShort] : [keepShort, keepLong];
}

export interface PaddedBatch {
  /** All three `[batch, length]`, row-major. */
  inputIds: Int32Array;
  attentionMask: Int32Array;
  tokenTypeIds: Int32Array;
  batch: number;
  length: number;
}

/** Pads on the right to the longest encoding, rounded up to a multiple of `multipleOf`. */
export function padBatch(
  encodings: readonly Pick<Encoding, "ids" | "typeIds">[],
  { multipleOf = 1, padId }: { multipleOf?: number; padId: number },
): PaddedBatch {
  const batch = encodings.length;
  const longest = encodings.reduce((most, { ids }) => Math.max(most, ids.length), 0);
  const length = Math.ceil(longest / multipleOf) * multipleOf;
  const inputIds = new Int32Array(batch * length).fill(padId);
  const attentionMask = new Int32Array(batch * length);
  const tokenTypeIds = new Int32Array(batch * length);
  encodings.forEach(({ ids, typeIds }, row) => {
    const start = row * length;
    inputIds.set(ids, start);
    attentionMask.fill(1, start, start + ids.length);
    tokenTypeIds.set(typeIds, start);
  });
  return { inputIds, attentionMask, tokenTypeIds, batch, length };
}

/** What we read of `tokenizer.json` ourselves; the library reads the rest. */
const BertTokenizerFile = z.looseObject({ model: WordPieceModel, normalizer: BertNormalizer });

/** What we use of the library's class, and the two of its parts that ours take the place of. */
interface Library {
  encode(text: string, options: { add_special_tokens: boolean }): { ids: number[] };
  token_to_id(token: string): number | undefined;
  normalizer: (text: string) => string;
  model: { encode(words: string[]): string[] };
}

function open(tokenizerJson: unknown): Library {
  const file = BertTokenizerFile.safeParse(tokenizerJson);
  if (!file.success) {
    const { path, message } = file.error.issues[0]!;
    throw new TokenizerError(`tokenizer.json is not a BERT tokenizer: ${[...path, message].join(": ")}`);
  }
  let tokenizer: Library;
  try {
    tokenizer = new Tokenizer(tokenizerJson as object, {}) as unknown as Library;
  } catch (error) {
    throw new TokenizerError(`tokenizer.json cannot be used: ${(error as Error).message}`);
  }
  tokenizer.normalizer = (text) => bertNormalize(text, file.data.normalizer);
  tokenizer.model.encode = wordPiece(file.data.model);
  return tokenizer;
}
