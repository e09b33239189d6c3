/** Rows of each kind as their reference has them, beside the logits. Apart from what learns from them: whoever checks a model needs no tfjs. */
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { ReferenceLogits } from "./reference-logits.ts";

type Referenced = Exclude<RowKind, "behavioural">;

export const REFERENCES: { readonly [K in Referenced]: (row: RowOf[K], logits: number[]) => ReferenceLogits } = {
  classification: ({ label, ...row }, logits) => ({ ...texts(row), gold: label, logits }),
  "multi-label": ({ labels, ...row }, logits) => ({ ...texts(row), gold: labels, logits }),
  regression: ({ label, ...row }, logits) => ({ ...texts(row), gold: label, logits }),
  tagging: ({ id, tokens, tags }, logits) => ({ id, tokens, gold: tags, logits }),
  "question-answering": ({ id, question, context, answers }, logits) => ({
    id,
    question,
    context,
    gold: answers.map(({ text }) => text),
    logits,
  }),
};

const texts = ({ id, text_a, text_b }: { id: string; text_a: string; text_b?: string | undefined }) => ({
  id,
  text_a,
  ...(text_b !== undefined && { text_b }),
});
