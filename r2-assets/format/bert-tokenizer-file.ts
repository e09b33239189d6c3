/** The `tokenizer.json` of a BERT: its normaliser, its pre-tokenizer, WordPiece; and of an MPNet, which puts other tokens around texts. */
import * as z from "zod";
import { AddedToken } from "./added-tokens.ts";
import { alignedNormalize } from "./aligned-text.ts";
import { BertNormalizer, bertNormalize } from "./bert-normalizer.ts";
import { bertPreTokenizer } from "./bert-pre-tokenizer.ts";
import { joinWordPieces } from "./join-tokens.ts";
import { createPieceSplitter } from "./pieces.ts";
import { assertSpecialIds, SENTENCE_SPECIAL, sentenceProcessor } from "./special-templates.ts";
import type { OpenTokenizerFile } from "./tokenizer-file.ts";
import { WordPieceModel, wordPiece } from "./word-piece.ts";

/** What we read of it; and `post_processor`, of which `sentenceProcessor` says whether it is MPNet's. */
export const BertTokenizerFile = z.looseObject({
  added_tokens: z.array(AddedToken).default([]),
  model: WordPieceModel,
  normalizer: BertNormalizer,
  pre_tokenizer: z.looseObject({ type: z.literal("BertPreTokenizer") }),
});
export type BertTokenizerFile = z.infer<typeof BertTokenizerFile>;

const BERT_SPECIAL = {
  ...{ pad: "[PAD]", begin: "[CLS]", between: ["[SEP]"], end: "[SEP]" },
  typeOfSecond: 1,
} as const;

/** Throws RangeError when the vocabulary lacks the unknown token, or an added token cannot be what it is to Rust. */
export function openBertTokenizer(file: BertTokenizerFile): OpenTokenizerFile {
  const { added_tokens, model, normalizer } = file;
  const processor = sentenceProcessor(file.post_processor);
  const splitter = createPieceSplitter({
    addedTokens: added_tokens,
    normalizer: {
      apply: (text) => bertNormalize(text, normalizer),
      align: (text) => alignedNormalize(text, normalizer),
    },
    preTokenizer: bertPreTokenizer,
    model: wordPiece(model),
    size: Object.keys(model.vocab).length,
  });
  if (processor) assertSpecialIds(processor, splitter.idOf);
  return {
    splitter,
    special: { unknown: model.unk_token, ...(processor ? SENTENCE_SPECIAL : BERT_SPECIAL) },
    join: joinWordPieces,
  };
}
