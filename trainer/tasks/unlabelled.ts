import type { UnlabelledText } from "./task.ts";

type Words = Exclude<UnlabelledText, { question: string }>;

/** As a text or a pair; words with blanks between. Throws with one sentence for a question. */
export function textOf(text: UnlabelledText): { text_a: string; text_b?: string } {
  const row = withoutQuestion(text);
  return "tokens" in row
    ? { text_a: row.tokens.join(" ") }
    : { text_a: row.text_a, ...(row.text_b !== undefined && { text_b: row.text_b }) };
}

/** As words; a text is cut at its blanks, and so is a pair, one text after the other. Throws with one sentence for a question. */
export function wordsOfText(text: UnlabelledText): string[] {
  const row = withoutQuestion(text);
  return "tokens" in row ? [...row.tokens] : `${row.text_a} ${row.text_b ?? ""}`.split(/\s+/).filter(Boolean);
}

function withoutQuestion(row: UnlabelledText): Words {
  if ("question" in row)
    throw new Error("a file of transfer has questions about contexts, which this task does not ask");
  return row;
}
