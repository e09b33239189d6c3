import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Encoding, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { AnswerOf, NoAnswer } from "./answer.ts";

/** UTF-16 code units that a request's input may have, all its texts together, and so a row. */
export const MAX_UNITS = 32_768;

/** What answering needs to know of the suite. */
export type Answering = Pick<SuiteInfo, "labels" | "label_map" | "unanswerable">;

/** What a model's logits stand for, as on its card. */
export interface Names {
  readonly labels: readonly string[];
  /** From where on a label holds, of a model of several labels a text: one a label; 0.5 each where they are absent. */
  readonly thresholds?: readonly number[] | undefined;
  /** Tags that it gives to tokens besides. */
  readonly slots?: readonly string[] | undefined;
}

/** What a model is run on for one row, and what turns its logits, one array an encoding, into the answer. */
export interface Asked<Answer> {
  encodings: readonly Pick<Encoding, "ids" | "typeIds">[];
  /** The logits are numbers, `[labels]` each or `[tokens, labels]`; of a model with slots `[tokens, slots]` behind the former. */
  answer(logits: readonly Float32Array[]): Answer;
}

/** How rows of one kind are put to a model. */
export interface Answerer<K extends RowKind> {
  /** Why a request could not ask about this row, if so: it is not put to the model. */
  refuse(row: RowOf[K]): string | undefined;
  ask(row: RowOf[K], tokenizer: TextTokenizer, model: Names, suite: Answering): Asked<AnswerOf[K]>;
}

/** The first text must say something; a second one may be empty. Together they may be as long as an input. */
export function refuseTexts(first: string, second = ""): string | undefined {
  if (first.trim() === "") return "the text is blank";
  return first.length + second.length > MAX_UNITS ? `the text is longer than ${MAX_UNITS} UTF-16 units` : undefined;
}

/** The answer that the logits of its encodings give; none where they are anything but numbers. */
export const answerFrom = <Answer>({ answer }: Asked<Answer>, logits: readonly Float32Array[]): Answer | NoAnswer =>
  logits.every((row) => row.every(Number.isFinite)) ? answer(logits) : { error: "the model's logits are not numbers" };
