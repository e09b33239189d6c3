import type { QaRow } from "../../../r2-assets/format/rows.ts";
import { mapOffset } from "../../perturbations/edit.ts";
import { perturbText } from "../../perturbations/perturb-text.ts";
import type { Draw, Perturbation } from "../../perturbations/perturbation.ts";
import { answerRanges } from "./answer-ranges.ts";

/** The question, and the context but for the gold answers, which move along. */
export function perturbQuestion(row: QaRow, perturbation: Perturbation, draw: Draw): QaRow | null {
  const question = perturbText(row.question, perturbation, draw("question"));
  const context = perturbText(row.context, perturbation, draw(), { locked: answerRanges(row) });
  if (question.edits.length === 0 && context.edits.length === 0) return null;
  const answers = row.answers.map((answer) =>
    answer.answer_start === undefined
      ? answer
      : { ...answer, answer_start: mapOffset(context.edits, answer.answer_start) },
  );
  return { ...row, question: question.text, context: context.text, answers };
}
