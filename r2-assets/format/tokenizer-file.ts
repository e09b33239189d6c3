/** A `tokenizer.json`, whichever its kind. */
import type * as z from "zod";
import { BertTokenizerFile, openBertTokenizer } from "./bert-tokenizer-file.ts";
import { firstIssue } from "./issue-sentences.ts";
import type { PieceSplitter } from "./pieces.ts";
import { openUnigramTokenizer, UnigramTokenizerFile } from "./unigram-tokenizer-file.ts";

/** `begin A end`, or `begin A between B end`. */
export interface SpecialTokens {
  unknown: string;
  pad: string;
  begin: string;
  between: readonly string[];
  end: string;
  /** Token type of the second text and of what ends it; all else has 0. */
  typeOfSecond: 0 | 1;
}

export interface OpenTokenizerFile {
  splitter: PieceSplitter;
  special: SpecialTokens;
  /** Tokens as text. */
  join(tokens: readonly string[]): string;
}

/** The file is no tokenizer that we can use; the message says why. */
export class TokenizerError extends Error {
  override name = "TokenizerError";
}

/** Throws TokenizerError with one sentence for what is no such file, or asks for what is not known here. */
export function openTokenizerFile(tokenizerJson: unknown): OpenTokenizerFile {
  return isUnigram(tokenizerJson)
    ? open(tokenizerJson, UnigramTokenizerFile, openUnigramTokenizer, "no Unigram tokenizer that can be read here")
    : open(tokenizerJson, BertTokenizerFile, openBertTokenizer, "not a BERT tokenizer");
}

/** Whether its model is a Unigram; all else is asked whether it is a BERT's. */
export const isUnigram = (tokenizerJson: unknown): boolean =>
  (tokenizerJson as { model?: { type?: unknown } } | null | undefined)?.model?.type === "Unigram";

function open<File>(
  json: unknown,
  schema: z.ZodType<File>,
  opened: (file: File) => OpenTokenizerFile,
  otherwise: string,
): OpenTokenizerFile {
  const file = schema.safeParse(json);
  if (!file.success) throw new TokenizerError(`tokenizer.json is ${otherwise}: ${firstIssue(file.error)}`);
  try {
    return opened(file.data);
  } catch (error) {
    throw new TokenizerError(`tokenizer.json cannot be used: ${(error as Error).message}`);
  }
}
