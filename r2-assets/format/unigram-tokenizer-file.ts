/** The `tokenizer.json` of encoders that read as XLM-R does: sentencepiece's normalisation, Metaspace, Unigram. */
import * as z from "zod";
import { AddedToken } from "./added-tokens.ts";
import { joinMarked } from "./join-tokens.ts";
import { MetaspacePreTokenizer, metaspace } from "./metaspace.ts";
import { createPieceSplitter } from "./pieces.ts";
import { TextNormalizer, textNormalizer } from "./text-normalizer.ts";
import { aligned } from "./text-step.ts";
import type { OpenTokenizerFile } from "./tokenizer-file.ts";
import { UnigramModel, unigram } from "./unigram.ts";

const SINGLE = "<s> $A </s>";
const PAIR = "<s> $A </s> </s> $B </s>";

const Entry = z.strictObject({ id: z.string(), type_id: z.int() });
const TemplatePiece = z.union([z.strictObject({ SpecialToken: Entry }), z.strictObject({ Sequence: Entry })]);
type TemplatePiece = z.infer<typeof TemplatePiece>;

/** A template that is spelled so, as the library spells it. */
const template = (spelled: string) =>
  z.array(TemplatePiece).refine((pieces) => pieces.map(spellingOf).join(" ") === spelled, {
    error: `must be ${spelled}, with all token types 0`,
  });

function spellingOf(piece: TemplatePiece): string {
  const [mark, { id, type_id: type }] = "Sequence" in piece ? ["$", piece.Sequence] : ["", piece.SpecialToken];
  return mark + id + (type === 0 ? "" : `:${type}`);
}

const PostProcessor = z.looseObject({
  type: z.literal("TemplateProcessing"),
  single: template(SINGLE),
  pair: template(PAIR),
  special_tokens: z.record(z.string(), z.looseObject({ ids: z.array(z.int()) })),
});

/** What we read of it. All types of tokens are 0, those of a second text, too. */
export const UnigramTokenizerFile = z.looseObject({
  added_tokens: z.array(AddedToken).default([]),
  model: UnigramModel,
  normalizer: TextNormalizer.default(null),
  pre_tokenizer: MetaspacePreTokenizer,
  post_processor: PostProcessor,
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
  for (const token of ["<s>", "</s>"]) {
    const [said, known] = [post_processor.special_tokens[token]?.ids.join(), splitter.idOf(token)];
    if (said !== String(known))
      throw new RangeError(`post_processor has the id ${said} for ${token}, the vocabulary ${known}`);
  }
  return {
    splitter,
    special: {
      unknown: model.vocab[model.unk_id]![0],
      pad: "<pad>",
      begin: "<s>",
      between: ["</s>", "</s>"],
      end: "</s>",
      typeOfSecond: 0,
    },
    join: joinMarked,
  };
}
