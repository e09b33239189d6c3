import type { UnlabelledText } from "./task.ts";

/** As a text or a pair; words with blanks between. */
export const textOf = (row: UnlabelledText): { text_a: string; text_b?: string } =>
  "tokens" in row
    ? { text_a: row.tokens.join(" ") }
    : { text_a: row.text_a, ...(row.text_b !== undefined && { text_b: row.text_b }) };

/** As words; a text is cut at its blanks, and so is a pair, one text after the other. */
export const wordsOfText = (row: UnlabelledText): string[] =>
  "tokens" in row ? [...row.tokens] : `${row.text_a} ${row.text_b ?? ""}`.split(/\s+/).filter(Boolean);
