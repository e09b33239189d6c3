/** The `tokenizer.json` of encoders that read as XLM-R does: sentencepiece's normalisation, Metaspace, Unigram. */
import * as z from "zod";
import { AddedToken } from "./added-tokens.ts";
import { joinMarked } from "./join-tokens.ts";
import { MetaspacePreTokenizer, metaspace } from "./metaspace.ts";
import { createPieceSplitter } from "./pieces.ts";
import { assertSpecialIds, SENTENCE_SPECIAL, SentenceTemplates } from "./special-templates.ts";
import { TextNormalizer, textNormalizer } from "./text-normalizer.ts";
import { aligned } from "./text-step.ts";
import type { OpenTokenizerFile } from "./tokenizer-file.ts";
import { UnigramModel, unigram } from "./unigram.ts";

/** What we read of it. All types of tokens are 0, those of a second text, too. */
export const UnigramTokenizerFile = z.looseObject({
  added_tokens: z.array(AddedToken).default([]),
  model: UnigramModel,
  normalizer: TextNormalizer.default(null),
  pre_tokenizer: MetaspacePreTokenizer,
  post_processor: SentenceTemplates,
});
export type UnigramTokenizerFile = z.infer<typeof UnigramTokenizerFile>;

/** Throws RangeError when the vocabulary is none, or a special or added token cannot be what it is to Rust. */
export function openUnigramTokenizer({
  added_tokens,
  model,
  normalizer,
  pre_tokenizer,
  post_processor,
}: UnigramTokenizerFile): OpenTokenizerFile {
  const step = textNormalizer(normalizer);
  const splitter = createPieceSplitter({
    addedTokens: added_tokens,
    normalizer: { apply: step.apply, align: (text) => aligned(text, step) },
    preTokenizer: metaspace(pre_tokenizer),
    model: unigram(model),
    size: model.vocab.length,
  });
  assertSpecialIds(post_processor, splitter.idOf);
  return {
    splitter,
    special: { unknown: model.vocab[model.unk_id]![0], ...SENTENCE_SPECIAL },
    join: joinMarked,
  };
}
