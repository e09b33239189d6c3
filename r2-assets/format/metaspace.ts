/** Metaspace: blanks are letters of the words that they stand before, spelled ▁, as sentencepiece has it. */
import * as z from "zod";
import type { PreTokenizer } from "./pre-tokenizer.ts";

const MARK = "▁";
const ONLY_ALWAYS = "only Metaspace that puts ▁ before every text is known here";

/** The pre-tokenizer's entry in `tokenizer.json`. */
export const Metaspace = z.strictObject({
  type: z.literal("Metaspace"),
  replacement: z.literal(MARK),
  prepend_scheme: z.literal("always", { error: ONLY_ALWAYS }).default("always"),
  /** As older files say the same. */
  add_prefix_space: z.literal(true, { error: ONLY_ALWAYS }).optional(),
  str_rep: z.literal(MARK).optional(),
  /** Whether pieces end with words. */
  split: z.boolean().default(true),
});
export type Metaspace = z.infer<typeof Metaspace>;

const WORD = /▁[^▁]*/g;

/** The ▁ that is put before a text has the place of its first character; it is at -1 in the text. */
export function metaspace({ split }: Metaspace): PreTokenizer {
  const marked = (text: string) => {
    const blanks = text.replaceAll(" ", MARK);
    return text === "" || blanks.startsWith(MARK) ? blanks : MARK + blanks;
  };
  const wordsOf = (text: string): readonly string[] => (split ? (text.match(WORD) ?? []) : text === "" ? [] : [text]);
  return {
    words: (text) => wordsOf(marked(text)),
    *placedWords(text) {
      const whole = marked(text);
      let at = text.length - whole.length;
      for (const letters of wordsOf(whole)) {
        yield { letters, at };
        at += letters.length;
      }
    },
  };
}
