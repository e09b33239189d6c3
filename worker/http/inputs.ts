/** `inputs` of inference and comparison: a schema for each kind of question, and one set of limits. */
import { z } from "@hono/zod-openapi";
import type { TextInput } from "../pipelines/classify.ts";
import { LIMITS } from "../pipelines/limits.ts";
import { ProblemError } from "./problem.ts";

/** Why a text cannot be asked about, to follow its name; undefined where it can. */
export const textFlaw = (value: string): string | undefined =>
  value.trim() === "" ? "is blank" : value.isWellFormed() ? undefined : "has a lone surrogate";

const text = (name: string) =>
  z.string().superRefine((value, context) => {
    const flaw = textFlaw(value);
    if (flaw !== undefined) context.addIssue({ code: "custom", message: `the ${name} ${flaw}` });
  });

const listOf = <T extends z.ZodType>(input: T) => z.array(input).min(1, "inputs is empty");

const Text = text("text");

const TextPair = z
  .strictObject({ text: Text, text_pair: Text.optional() })
  .openapi("TextPair", { description: "A text, or two of them for models that compare a pair" });

const Input = z.union([Text, TextPair], { error: "an input is a string or {text, text_pair}" });
export type Input = z.infer<typeof Input>;

/** What classifiers and regressions are asked. */
export const TextInputs = z
  .union([Text, TextPair, listOf(Input)], {
    error: "inputs must be a string, {text, text_pair} or an array of those",
  })
  .openapi("TextInputs", { example: "a warm, funny film" });

/** What taggers are asked. */
export const TaggingInputs = z
  .union([Text, listOf(Text)], { error: "inputs must be a string or an array of strings" })
  .openapi("TaggingInputs", { example: "Ada Lovelace lived in London." });

const QuestionInput = z.strictObject({ question: text("question"), context: text("context") }).openapi("Question");

export const QuestionInputs = z
  .union([QuestionInput, listOf(QuestionInput)], { error: "inputs must be {question, context} or an array of those" })
  .openapi("QuestionInputs", {
    example: { question: "Where did Ada live?", context: "Ada Lovelace lived in London." },
  });

/** Always a list. Throws 413 for more inputs, or longer ones, than a request may have. */
export function listInputs<T>(inputs: T | T[], textsOf: (input: T) => readonly string[]): T[] {
  const list = Array.isArray(inputs) ? inputs : [inputs];
  if (list.length > LIMITS.inputs) {
    throw new ProblemError(
      413,
      "too-many-inputs",
      `A request takes at most ${LIMITS.inputs} inputs; this one has ${list.length}.`,
    );
  }
  for (const [i, input] of list.entries()) {
    const units = textsOf(input).reduce((sum, { length }) => sum + length, 0);
    if (units > LIMITS.units) {
      throw new ProblemError(
        413,
        "input-too-long",
        `An input takes at most ${LIMITS.units} UTF-16 units; input ${i} has ${units}.`,
      );
    }
  }
  return list;
}

export const listTexts = (inputs: Input | Input[]): Input[] =>
  listInputs(inputs, (input) => (typeof input === "string" ? [input] : [input.text, input.text_pair ?? ""]));

/** Throws 413 for more tokens than a request may have. */
export const checkTokens = (encodings: readonly { ids: readonly number[] }[]): void =>
  checkTokenCount(encodings.reduce((sum, { ids }) => sum + ids.length, 0));

/** As `checkTokens`, of what was counted already. `counted`: when, or in what. */
export function checkTokenCount(tokens: number, counted = "after truncation"): void {
  if (tokens <= LIMITS.tokens) return;
  throw new ProblemError(
    413,
    "too-many-tokens",
    `A request takes at most ${LIMITS.tokens} tokens; ${counted} this one has ${tokens}.`,
  );
}

/** Throws 413 for more numbers than an answer may have, or where they are not `answered` one by one, than a request may compute. */
export function checkNumbers(numbers: number, answered: boolean): void {
  const most = answered ? LIMITS.answered : LIMITS.numbers;
  if (numbers <= most) return;
  throw new ProblemError(
    413,
    "too-many-numbers",
    `The vectors of a request have at most ${most} numbers; of this one they would have ${numbers}${answered ? ": ask for fewer texts, or for their mean" : ""}.`,
  );
}

export function toTextInput(input: Input): TextInput {
  if (typeof input === "string") return { text: input };
  return input.text_pair === undefined ? { text: input.text } : { text: input.text, textPair: input.text_pair };
}
