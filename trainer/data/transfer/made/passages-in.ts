import { squadItems } from "../../../../eval/readers/formats/squad-json.ts";
import type { DataFile } from "../../text/data-file.ts";
import { paragraphsOf } from "../../text/text-files.ts";
import { textsIn, utf8Of } from "../read-texts.ts";
import type { Passage, PassageRule } from "./rule.ts";
import { sentencesOf } from "./sentences.ts";

/** A passage that has not been cut yet. */
export interface Uncut {
  paragraph: string;
  question?: string;
  /** Where in the paragraph its answer begins; absent where it has none. */
  answerAt?: number;
}

/**
 * What a rule is asked about, in a file's order: lines of plain text; texts of NDJSON, each of a pair by itself, of a question its context; contexts of SQuAD's JSON, or its questions.
 * Throws with one sentence where the file is damaged or has none.
 */
export function passagesIn(file: DataFile, of: PassageRule["of"], rule: string): Uncut[] {
  const { path } = file;
  if (/\.json(\.gz)?$/.test(path)) return of === "questions" ? questionsIn(file) : contextsOf(questionsIn(file));
  if (of === "questions")
    throw new Error(`${path}: ${rule} is made of questions, which SQuAD's JSON has (.json or .json.gz)`);
  if (/\.txt(\.gz)?$/.test(path)) return [...paragraphsOf(file)].map(({ text }) => ({ paragraph: text }));
  if (/\.(jsonl|ndjson)(\.gz)?$/.test(path)) return [...textsOf(file)].map((paragraph) => ({ paragraph }));
  throw new Error(
    `${path}: ${rule} is made of plain text (.txt), texts (.jsonl) or SQuAD's JSON (.json), gzipped or not`,
  );
}

/** Cut into sentences, with the one in which the answer begins. */
export function cutPassage({ paragraph, question, answerAt }: Uncut): Passage {
  const sentences = sentencesOf(paragraph);
  let end = 0;
  const ends = sentences.map((sentence) => (end += sentence.length));
  return {
    sentences: sentences.map((sentence) => sentence.trim()),
    ...(question !== undefined && { question }),
    ...(answerAt !== undefined && { answeredIn: ends.findIndex((end) => answerAt < end) }),
  };
}

function* textsOf(file: DataFile): Generator<string> {
  for (const { text } of textsIn(file)) {
    if ("tokens" in text) yield text.tokens.join(" ");
    else if ("question" in text) yield text.context;
    else {
      yield text.text_a;
      if (text.text_b !== undefined) yield text.text_b;
    }
  }
}

type Asked = { question: unknown; context: unknown; answers: unknown };
type Answer = { text?: unknown; answer_start?: unknown };

function questionsIn(file: DataFile): Uncut[] {
  return [...squadItems(utf8Of(file))].map((item) => {
    if ("problem" in item) throw new Error(`${file.path}: ${item.problem}`);
    const { question, context, answers } = item.value as Asked;
    if (typeof question !== "string" || typeof context !== "string")
      throw new Error(`${file.path}, question ${item.line}: question and context are texts`);
    const [answer]: Answer[] = Array.isArray(answers) ? answers : [];
    const at = answer === undefined ? -1 : placeOf(answer, context);
    return { paragraph: context, question, ...(at >= 0 && { answerAt: at }) };
  });
}

/** Where it is said to be, if it is there; else the occurrence that is nearest, as offsets may count other units; -1 where there is none. */
export function placeOf({ text, answer_start }: Answer, context: string): number {
  if (typeof text !== "string" || text === "") return -1;
  const said = typeof answer_start === "number" ? answer_start : 0;
  let nearest = -1;
  for (let at = context.indexOf(text); at >= 0; at = context.indexOf(text, at + 1))
    if (nearest < 0 || Math.abs(at - said) < Math.abs(nearest - said)) nearest = at;
  return nearest;
}

const contextsOf = (questions: readonly Uncut[]): Uncut[] =>
  [...new Set(questions.map(({ paragraph }) => paragraph))].map((paragraph) => ({ paragraph }));
