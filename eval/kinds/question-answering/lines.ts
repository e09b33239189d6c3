import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { type GoldAnswer, WellFormedText } from "../../../r2-assets/format/rows.ts";
import type { LineReader } from "../../lines/line-reader.ts";

type Answer = z.infer<typeof GoldAnswer>;

const Start = z.int().nullish();
const AsList = z.array(z.union([WellFormedText, z.object({ text: WellFormedText, answer_start: Start })]));
const AsColumns = z.object({ text: z.array(WellFormedText), answer_start: z.array(Start).optional() });

const Line = z.object({
  question: WellFormedText.regex(/\S/, "is blank"),
  context: WellFormedText.regex(/\S/, "is blank"),
  answers: z.union(
    [AsList, AsColumns],
    "expected a list of {text, answer_start?} or of texts, or {text: […], answer_start: […]}",
  ),
  is_impossible: z.boolean().nullish(),
});

/** `{question, context, answers, is_impossible?}`, the answers as SQuAD, as Hugging Face's `datasets` or as plain people write them. */
export const questionLines = (): LineReader<"question-answering"> => ({
  read(value) {
    const parsed = Line.safeParse(value);
    if (!parsed.success) return firstIssue(parsed.error);
    const { question, context, is_impossible } = parsed.data;
    // An empty answer is how some sets write that there is none.
    const answers = listed(parsed.data.answers)
      .filter(({ text }) => text !== "")
      .map((answer) => placed(answer, context));
    const impossible = is_impossible ?? (isEmptyColumns(parsed.data.answers) ? true : null);
    if (answers.length === 0 && impossible !== true)
      return "answers: there is none; a question that has no answer must say is_impossible: true";
    if (answers.length > 0 && impossible === true) return "is_impossible: true, but there is an answer";
    return { question, context, answers, ...(impossible != null && { is_impossible: impossible }) };
  },
  labels: () => undefined,
});

/** How Hugging Face's `datasets` writes that a question of SQuAD v2.0 has no answer: two empty lists, and nothing else. */
const isEmptyColumns = (answers: z.infer<typeof Line>["answers"]): boolean =>
  !Array.isArray(answers) && answers.text.length === 0 && answers.answer_start?.length === 0;

interface Marked {
  text: string;
  start: number | null | undefined;
}

const listed = (answers: z.infer<typeof Line>["answers"]): Marked[] =>
  Array.isArray(answers)
    ? answers.map((answer) =>
        typeof answer === "string" ? { text: answer, start: null } : { text: answer.text, start: answer.answer_start },
      )
    : answers.text.map((text, i) => ({ text, start: answers.answer_start?.[i] }));

/**
 * The answer with its offset in UTF-16 units. SQuAD counts code points; where neither count finds the text the offset is
 * dropped: the official metric does not use it.
 */
function placed({ text, start }: Marked, context: string): Answer {
  if (start == null || start < 0) return { text };
  if (context.startsWith(text, start)) return { text, answer_start: start };
  const units = [...context].slice(0, start).join("").length;
  return context.startsWith(text, units) ? { text, answer_start: units } : { text };
}
