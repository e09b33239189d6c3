/**
 * Tokens that are matched in the text itself, before it is cut into words: `[SEP]`, and what a user added. Their flags mean
 * what they do in Hugging Face's Rust tokenizers 0.23.3 (`added_vocabulary.rs`); `special` means nothing to encoding.
 */
import * as z from "zod";

/** An entry in `tokenizer.json`. */
export const AddedToken = z.looseObject({
  id: z.int().nonnegative(),
  content: z.string().min(1),
  /** Matched only where no letter, mark, digit, underscore or joiner is beside it. */
  single_word: z.boolean().default(false),
  /** The blanks before it, and those after it, are a part of it: of its place in the text. */
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  /** Matched in the normalised text instead of the original one. */
  normalized: z.boolean().default(false),
});
export type AddedToken = z.infer<typeof AddedToken>;

/** A piece of a text: an added token's, or (`id` undefined) what lies between two of them. */
export interface Section {
  text: string;
  start: number;
  id?: number;
}

/** What is to be found, with the flags that say where. */
export type Sought = Pick<AddedToken, "id" | "content"> &
  Partial<Pick<AddedToken, "single_word" | "lstrip" | "rstrip">>;

/**
 * A function that cuts texts at these tokens. Of several that begin at one place the longest counts, even if it is then
 * dropped for not being a single word. Blanks that `rstrip` took may begin the next token: the two
 * sections share them, as in Rust.
 */
export function sectionsBy(tokens: readonly Sought[]): (text: string) => Section[] {
  if (tokens.length === 0) return (text) => [{ text, start: 0 }];
  const sought = new Map(tokens.map((token) => [token.content, token]));
  const longestFirst = [...sought.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    longestFirst.map((content) => content.replace(/[^\p{L}\p{N}_]/gu, escaped)).join("|"),
    "gu",
  );
  return (text) => {
    const sections: Section[] = [];
    let end = 0;
    for (const { 0: content, index } of text.matchAll(pattern)) {
      const { id, single_word, lstrip, rstrip } = sought.get(content)!;
      let [start, stop] = [index, index + content.length];
      if (single_word && (isWordAt(text, before(text, start)) || isWordAt(text, stop))) continue;
      if (lstrip) {
        while (start > end && isBlankAt(text, start - 1)) start--;
        start = Math.max(start, end);
      }
      if (rstrip) while (isBlankAt(text, stop)) stop++;
      if (start > end) sections.push({ text: text.slice(end, start), start: end });
      sections.push({ text: text.slice(start, stop), start, id });
      end = stop;
    }
    if (end < text.length) sections.push({ text: text.slice(end), start: end });
    return sections;
  };
}

const escaped = (char: string) => `\\u{${char.codePointAt(0)!.toString(16)}}`;

/** `\w` as Rust's regex has it: Unicode's, marks and joiners included, other than JavaScript's. */
const WORD = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/uy;
/** `\s` in the same sense; no white space lies beyond U+FFFF. */
const BLANK = /\p{White_Space}/uy;

const isWordAt = (text: string, at: number) => testAt(WORD, text, at);
const isBlankAt = (text: string, at: number) => testAt(BLANK, text, at);

function testAt(pattern: RegExp, text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Where the character before a place begins; -1 at the start. */
const before = (text: string, at: number) => (at >= 2 && text.codePointAt(at - 2)! > 0xffff ? at - 2 : at - 1);
