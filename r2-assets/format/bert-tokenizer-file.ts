/** The `tokenizer.json` of a BERT: its normaliser, its pre-tokenizer, WordPiece. */
import * as z from "zod";
import { AddedToken } from "./added-tokens.ts";
import { alignedNormalize } from "./aligned-text.ts";
import { BertNormalizer, bertNormalize } from "./bert-normalizer.ts";
import { bertPreTokenizer } from "./bert-pre-tokenizer.ts";
import { joinWordPieces } from "./join-tokens.ts";
import { createPieceSplitter } from "./pieces.ts";
import type { OpenTokenizerFile } from "./tokenizer-file.ts";
import { WordPieceModel, wordPiece } from "./word-piece.ts";

/** What we read of it. */
export const BertTokenizerFile = z.looseObject({
  added_tokens: z.array(AddedToken).default([]),
  model: WordPieceModel,
  normalizer: BertNormalizer,
  pre_tokenizer: z.looseObject({ type: z.literal("BertPreTokenizer") }),
});
export type BertTokenizerFile = z.infer<typeof BertTokenizerFile>;

/** Throws RangeError when the vocabulary lacks the unknown token, or an added token cannot be what it is to Rust. */
export function openBertTokenizer({ added_tokens, model, normalizer }: BertTokenizerFile): OpenTokenizerFile {
  return {
    splitter: createPieceSplitter({
      addedTokens: added_tokens,
      normalizer: {
        apply: (text) => bertNormalize(text, normalizer),
        align: (text) => alignedNormalize(text, normalizer),
      },
      preTokenizer: bertPreTokenizer,
      model: wordPiece(model),
      size: Object.keys(model.vocab).length,
    }),
    special: {
      unknown: model.unk_token,
      pad: "[PAD]",
      begin: "[CLS]",
      between: ["[SEP]"],
      end: "[SEP]",
      typeOfSecond: 1,
    },
    join: joinWordPieces,
  };
}
