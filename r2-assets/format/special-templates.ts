/** What a `tokenizer.json` puts around texts, of tokenizers that spell it `<s> A </s>` and `<s> A </s></s> B </s>`: XLM-R's and MPNet's. */
import * as z from "zod";
import { firstIssue } from "./issue-sentences.ts";

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

/** That, spelled out. */
export const SentenceTemplates = z.looseObject({
  type: z.literal("TemplateProcessing"),
  single: template(SINGLE),
  pair: template(PAIR),
  special_tokens: z.record(z.string(), z.looseObject({ ids: z.array(z.int()) })),
});

/** The same by the library's own name for it. */
const RobertaProcessing = z.looseObject({
  type: z.literal("RobertaProcessing"),
  sep: z.tuple([z.literal("</s>"), z.int()]),
  cls: z.tuple([z.literal("<s>"), z.int()]),
});

type SentenceProcessor = z.infer<typeof SentenceTemplates> | z.infer<typeof RobertaProcessing>;

/**
 * What a WordPiece tokenizer's `post_processor` says, where it names `<s>`; undefined where it is a BERT's, whatever it says. Throws RangeError where it
 * puts `<s>` otherwise.
 */
export function sentenceProcessor(processor: unknown): SentenceProcessor | undefined {
  if (!JSON.stringify(processor ?? null).includes('"<s>"')) return undefined;
  const read = z.discriminatedUnion("type", [RobertaProcessing, SentenceTemplates]).safeParse(processor);
  if (!read.success) throw new RangeError(`post_processor: ${firstIssue(read.error)}`);
  return read.data;
}

/** All types of tokens are 0, those of a second text, too. */
export const SENTENCE_SPECIAL = {
  ...{ pad: "<pad>", begin: "<s>", between: ["</s>", "</s>"], end: "</s>" },
  typeOfSecond: 0,
} as const;

/** The ids that it has for its two tokens. Throws RangeError where the vocabulary has others. */
export function assertSpecialIds(processor: SentenceProcessor, idOf: (token: string) => number | undefined): void {
  for (const [token, role] of [
    ["<s>", "cls"],
    ["</s>", "sep"],
  ] as const) {
    const said = processor.type === "RobertaProcessing" ? processor[role][1] : processor.special_tokens[token]?.ids;
    if (String(said) !== String(idOf(token)))
      throw new RangeError(`post_processor has the id ${said} for ${token}, the vocabulary ${idOf(token)}`);
  }
}
