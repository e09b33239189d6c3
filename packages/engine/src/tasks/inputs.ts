/** Inputs that nobody has checked, as lists; the same are taken as by `POST /models/{id}`. */

import type { TextInput } from "../../../../worker/pipelines/classify.ts";
import { EngineError } from "../../../../worker/runtime/engine/memory.ts";
import type { Question } from "../index.ts";

/** Texts, or pairs of them. Throws EngineError for anything else. */
export const textInputs = (inputs: unknown): TextInput[] =>
  listed(inputs, "a string, {text, text_pair} or an array of those").map((input) => {
    if (typeof input === "string") return { text: checked(input, "text") };
    const { text, text_pair } = membersOf(input, ["text", "text_pair"], "a string or {text, text_pair}");
    return text_pair === undefined
      ? { text: checked(text, "text") }
      : { text: checked(text, "text"), textPair: checked(text_pair, "text_pair") };
  });

export const texts = (inputs: unknown): string[] =>
  listed(inputs, "a string or an array of strings").map((input) => checked(input, "text"));

export const questions = (inputs: unknown): Question[] =>
  listed(inputs, "{question, context} or an array of those").map((input) => {
    const { question, context } = membersOf(input, ["question", "context"], "{question, context}");
    return { question: checked(question, "question"), context: checked(context, "context") };
  });

function listed(inputs: unknown, forms: string): readonly unknown[] {
  if (inputs === undefined || inputs === null) throw new EngineError(`inputs must be ${forms}`);
  if (!Array.isArray(inputs)) return [inputs];
  if (inputs.length === 0) throw new EngineError("inputs is empty");
  return inputs;
}

function membersOf(input: unknown, names: readonly string[], form: string): Record<string, unknown> {
  if (typeof input !== "object" || input === null || !Object.keys(input).every((name) => names.includes(name)))
    throw new EngineError(`an input must be ${form}`);
  return input as Record<string, unknown>;
}

function checked(text: unknown, name: string): string {
  if (typeof text !== "string") throw new EngineError(`the ${name} must be a string`);
  if (text.trim() === "") throw new EngineError(`the ${name} is blank`);
  if (!text.isWellFormed()) throw new EngineError(`the ${name} has a lone surrogate`);
  return text;
}
