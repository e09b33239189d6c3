import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { Example } from "./comparison.ts";

/** The fields of an example that show what was asked. */
export type RowTexts = Pick<Example, "text_a" | "text_b" | "tokens" | "question" | "context" | "texts">;

const pair = ({ text_a, text_b }: { text_a: string; text_b?: string }): RowTexts => ({
  text_a,
  ...(text_b !== undefined && { text_b }),
});

const TEXTS: { [K in RowKind]: (row: RowOf[K]) => RowTexts } = {
  classification: pair,
  regression: pair,
  tagging: ({ tokens }) => ({ tokens }),
  "question-answering": ({ question, context }) => ({ question, context }),
  behavioural: ({ texts }) => ({ texts }),
};

export const textsOf = <K extends RowKind>(kind: K, row: RowOf[K]): RowTexts => TEXTS[kind](row);

/** Words of a row's texts together, separated by white space. */
export function wordsOf<K extends RowKind>(kind: K, row: RowOf[K]): number {
  const { tokens = [], texts = [], ...single } = textsOf(kind, row);
  return [...tokens, ...texts.flat(), ...Object.values(single)]
    .flatMap((text) => (text ?? "").split(/\s+/u))
    .filter(Boolean).length;
}
