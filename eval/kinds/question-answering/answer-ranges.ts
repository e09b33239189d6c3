import type { QaRow } from "../../../r2-assets/format/rows.ts";
import type { Range } from "../../perturbations/source.ts";

const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}]/u;

/** Does the text stand at this place by itself, not as a part of longer words? */
const standsAlone = (context: string, start: number, end: number): boolean =>
  !(LETTER_OR_DIGIT.test(context[start - 1] ?? "") && LETTER_OR_DIGIT.test(context[start] ?? "")) &&
  !(LETTER_OR_DIGIT.test(context[end] ?? "") && LETTER_OR_DIGIT.test(context[end - 1] ?? ""));

/**
 * Where the gold answers lie in the context: at their offsets, and wherever else the same text stands. Annotators marked
 * one place, but a model may take its answer from another, and is scored by the text.
 */
export function answerRanges({ context, answers }: Pick<QaRow, "context" | "answers">): Range[] {
  const ranges = new Map<string, Range>();
  for (const { text, answer_start } of answers) {
    if (text.trim() === "") continue;
    const add = (start: number) => ranges.set(`${start} ${text.length}`, [start, start + text.length]);
    if (answer_start !== undefined) add(answer_start);
    for (let at = context.indexOf(text); at >= 0; at = context.indexOf(text, at + 1))
      if (standsAlone(context, at, at + text.length)) add(at);
  }
  return [...ranges.values()];
}
