/** The `tokenizer.json` of a BERT: its normaliser, its pre-tokenizer, WordPiece; and of an MPNet, which puts other tokens around texts. */
import * as z from "zod";
import { AddedToken } from "./added-tokens.ts";
import { alignedNormalize } from "./aligned-text.ts";
import { BertNormalizer, bertNormalize } from "./bert-normalizer.ts";
import { bertPreTokenizer } from "./bert-pre-tokenizer.ts";
import { firstIssue } from "./issue-sentences.ts";
import { joinWordPieces } from "./join-tokens.ts";
import { createPieceSplitter } from "./pieces.ts";
import { assertSpecialIds, RobertaProcessing, SENTENCE_SPECIAL, SentenceTemplates } from "./special-templates.ts";
import type { OpenTokenizerFile } from "./tokenizer-file.ts";
import { WordPieceModel, wordPiece } from "./word-piece.ts";

/** `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`, whatever the file says, unless that is MPNet's, or asks for its tokens otherwise. */
const PostProcessor = z
  .unknown()
  .optional()
  .transform((processor, context) => {
    if (!JSON.stringify(processor ?? null).includes('"<s>"')) return null;
    const read = z.discriminatedUnion("type", [RobertaProcessing, SentenceTemplates]).safeParse(processor);
    if (read.success) return read.data;
    context.addIssue({ code: "custom", message: firstIssue(read.error) });
    return z.NEVER;
  });

/** What we read of it. */
export const BertTokenizerFile = z.looseObject({
  added_tokens: z.array(AddedToken).default([]),
  model: WordPieceModel,
  normalizer: BertNormalizer,
  pre_tokenizer: z.looseObject({ type: z.literal("BertPreTokenizer") }),
  post_processor: PostProcessor,
});
export type BertTokenizerFile = z.infer<typeof BertTokenizerFile>;

const BERT_SPECIAL = {
  ...{ pad: "[PAD]", begin: "[CLS]", between: ["[SEP]"], end: "[SEP]" },
  typeOfSecond: 1,
} as const;

/** Throws RangeError when the vocabulary lacks the unknown token, or an added token cannot be what it is to Rust. */
export function openBertTokenizer(file: BertTokenizerFile): OpenTokenizerFile {
  const { added_tokens, model, normalizer, post_processor } = file;
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
  if (post_processor) assertSpecialIds(post_processor, splitter.idOf);
  return {
    splitter,
    special: { unknown: model.unk_token, ...(post_processor ? SENTENCE_SPECIAL : BERT_SPECIAL) },
    join: joinWordPieces,
  };
}
