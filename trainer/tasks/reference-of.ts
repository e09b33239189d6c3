/** A row with its logits as references have it. Knows no backend: who imports a graph that somebody else made trains nothing. */
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { ReferenceLogits } from "./reference-logits.ts";

type Kind = Exclude<RowKind, "behavioural">;

/** `logits`: of all that was asked about the row, one encoding after another. */
export const REFERENCE_OF: { readonly [K in Kind]: (row: RowOf[K], logits: number[]) => ReferenceLogits } = {
  classification: ({ label, ...row }, logits) => ({ ...textsOf(row), gold: label, logits }),
  "multi-label": ({ labels, ...row }, logits) => ({ ...textsOf(row), gold: labels, logits }),
  regression: ({ label, ...row }, logits) => ({ ...textsOf(row), gold: label, logits }),
  tagging: ({ id, tokens, tags }, logits) => ({ id, tokens, gold: tags, logits }),
  "question-answering": ({ id, question, context, answers }, logits) => ({
    id,
    question,
    context,
    gold: answers.map(({ text }) => text),
    logits,
  }),
};

const textsOf = ({ id, text_a, text_b }: { id: string; text_a: string; text_b?: string | undefined }) => ({
  id,
  text_a,
  ...(text_b !== undefined && { text_b }),
});
