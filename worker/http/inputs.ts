/** `inputs` of inference and comparison: one schema, one set of limits. */
import { z } from "@hono/zod-openapi";
import type { TextInput } from "../pipelines/classify.ts";
import { LIMITS } from "../pipelines/limits.ts";
import { ProblemError } from "./problem.ts";

const Text = z
  .string()
  .refine((text) => text.trim() !== "", "the text is blank")
  .refine((text) => text.isWellFormed(), "the text has a lone surrogate");

const TextPair = z
  .strictObject({ text: Text, text_pair: Text.optional() })
  .openapi("TextPair", { description: "A text, or two of them for models that compare a pair" });

const Input = z.union([Text, TextPair], { error: "an input is a string or {text, text_pair}" });

export const Inputs = z
  .union([Text, TextPair, z.array(Input).min(1, "inputs is empty")], {
    error: "inputs must be a string, {text, text_pair} or an array of those",
  })
  .openapi("Inputs", { example: "a warm, funny film" });
export type Inputs = z.infer<typeof Inputs>;
export type Input = z.infer<typeof Input>;

/** Always a list. Throws 413 for more inputs, or longer ones, than a request may have. */
export function listInputs(inputs: Inputs): Input[] {
  const list = Array.isArray(inputs) ? inputs : [inputs];
  if (list.length > LIMITS.inputs) {
    throw new ProblemError(
      413,
      "too-many-inputs",
      `A request takes at most ${LIMITS.inputs} inputs; this one has ${list.length}.`,
    );
  }
  for (const [i, input] of list.entries()) {
    const { text, textPair } = toTextInput(input);
    const units = text.length + (textPair?.length ?? 0);
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

/** Throws 413 for more tokens than a request may have. */
export function checkTokens(tokens: number): void {
  if (tokens <= LIMITS.tokens) return;
  throw new ProblemError(
    413,
    "too-many-tokens",
    `A request takes at most ${LIMITS.tokens} tokens; after truncation this one has ${tokens}.`,
  );
}

export function toTextInput(input: Input): TextInput {
  if (typeof input === "string") return { text: input };
  return input.text_pair === undefined ? { text: input.text } : { text: input.text, textPair: input.text_pair };
}
