import * as z from "zod";

const File = z.object({
  added_tokens: z.array(z.object({ id: z.int(), content: z.string(), special: z.boolean() })),
});

export interface SpecialTokens {
  /** Of `[MASK]`, or `<mask>`. */
  mask: number;
  /** Of all tokens that stand for no text: `[CLS]`, `[SEP]`, `[PAD]`, `[UNK]`, `[MASK]`. */
  ids: ReadonlySet<number>;
}

/** From the content of a `tokenizer.json`. Throws an Error with one sentence when it has no `[MASK]`. */
export function specialTokens(tokenizerJson: string): SpecialTokens {
  const special = File.parse(JSON.parse(tokenizerJson)).added_tokens.filter((token) => token.special);
  const mask = special.find(({ content }) => content === "[MASK]" || content === "<mask>");
  if (mask === undefined) throw new Error("the encoder's tokenizer.json has no [MASK] token");
  return { mask: mask.id, ids: new Set(special.map(({ id }) => id)) };
}
