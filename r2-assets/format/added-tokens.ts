/** Tokens that are matched in the text itself, before it is cut into words: `[SEP]`, and what a user added. */
import * as z from "zod";

/** An entry in `tokenizer.json`. Blanks beside a token make no word, so `lstrip` and `rstrip` would change nothing. */
export const AddedToken = z.looseObject({
  id: z.int().nonnegative(),
  content: z.string().min(1),
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

/** A function that cuts texts at these tokens; of several that begin at one place the longest counts. */
export function sectionsBy(tokens: readonly Pick<AddedToken, "id" | "content">[]): (text: string) => Section[] {
  if (tokens.length === 0) return (text) => [{ text, start: 0 }];
  const ids = new Map(tokens.map(({ content, id }) => [content, id]));
  const longestFirst = [...ids.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    longestFirst.map((content) => content.replace(/[^\p{L}\p{N}_]/gu, escaped)).join("|"),
    "gu",
  );
  return (text) => {
    const sections: Section[] = [];
    let end = 0;
    for (const { 0: content, index } of text.matchAll(pattern)) {
      if (index > end) sections.push({ text: text.slice(end, index), start: end });
      sections.push({ text: content, start: index, id: ids.get(content)! });
      end = index + content.length;
    }
    if (end < text.length) sections.push({ text: text.slice(end), start: end });
    return sections;
  };
}

const escaped = (char: string) => `\\u{${char.codePointAt(0)!.toString(16)}}`;
