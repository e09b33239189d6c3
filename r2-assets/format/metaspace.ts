/** Metaspace: blanks are letters of the words that they stand before, spelled ▁, as sentencepiece has it. */
import * as z from "zod";
import type { PlacedWord, PreTokenizer } from "./pre-tokenizer.ts";

const MARK = "▁";
const ONLY_ALWAYS = "only Metaspace that puts ▁ before every text is known here";

const Metaspace = z.strictObject({
  type: z.literal("Metaspace"),
  replacement: z.literal(MARK),
  prepend_scheme: z.literal("always", { error: ONLY_ALWAYS }).default("always"),
  /** As older files say the same. */
  add_prefix_space: z.literal(true, { error: ONLY_ALWAYS }).optional(),
  str_rep: z.literal(MARK).optional(),
  /** Whether pieces end with words. */
  split: z.boolean().default(true),
});

/** The pre-tokenizer's entry in `tokenizer.json`: Metaspace, or XLM-R's, whose words are cut at white space before. */
export const MetaspacePreTokenizer = z.discriminatedUnion(
  "type",
  [
    Metaspace,
    z.strictObject({
      type: z.literal("Sequence"),
      pretokenizers: z.tuple([z.strictObject({ type: z.literal("WhitespaceSplit") }), Metaspace]),
    }),
  ],
  { error: "is neither Metaspace nor the Sequence of WhitespaceSplit and Metaspace" },
);
export type MetaspacePreTokenizer = z.infer<typeof MetaspacePreTokenizer>;

const MARKED_WORD = /▁[^▁]*/g;
const SOLID = /\P{White_Space}+/gu;

export function metaspace(settings: MetaspacePreTokenizer): PreTokenizer {
  if (settings.type === "Metaspace") return markedWords(settings.split);
  const { words, placedWords } = markedWords(settings.pretokenizers[1].split);
  return {
    words: (text) => (text.match(SOLID) ?? []).flatMap((solid) => [...words(solid)]),
    *placedWords(text) {
      for (const { 0: solid, index } of text.matchAll(SOLID))
        for (const word of placedWords(solid)) yield { ...word, at: index + word.at };
    },
  };
}

/** Puts ▁ before a text that does not begin so, and cuts it before each ▁ if `split`. */
function markedWords(split: boolean): PreTokenizer {
  const wordsOf = (text: string): readonly string[] => {
    const blanks = text.replaceAll(" ", MARK);
    const whole = text === "" || blanks.startsWith(MARK) ? blanks : MARK + blanks;
    return split ? (whole.match(MARKED_WORD) ?? []) : text === "" ? [] : [whole];
  };
  return {
    words: wordsOf,
    *placedWords(text) {
      let at = 0;
      for (const letters of wordsOf(text)) {
        const added: PlacedWord["added"] = at === 0 && text[0] !== MARK && text[0] !== " " ? 1 : 0;
        yield { letters, at, added };
        at += letters.length - added;
      }
    },
  };
}
