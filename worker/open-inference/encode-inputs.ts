/** A request's tensors as the encodings that models are run on. */
import type { Encoding } from "../../r2-assets/format/tokenizer.ts";
import { checkNumbers, checkTokenCount, checkTokens, listTexts, textFlaw, toTextInput } from "../http/inputs.ts";
import { tokenizeInTurns } from "../pipelines/in-turns.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { encodingsOfIds } from "./encodings-of-ids.ts";
import type { Inputs } from "./read-inputs.ts";
import { outputsOf } from "./signature.ts";
import { type Tensor, unfit } from "./tensors.ts";

export interface Encoded {
  encodings: Pick<Encoding, "ids" | "typeIds">[];
  /** Of outputs that have something a token: that of `input_ids`, or of the longest text. */
  length: number;
  /** Texts that lost tokens to the model's `max_length`. */
  truncated: number;
}

/** Throws the 413 problems of http/inputs.ts, and 422 where inputs don't belong together or hold what no model can be asked. */
export async function encodeInputs(model: LoadedModel, inputs: Inputs): Promise<Encoded> {
  const { input_ids, attention_mask, token_type_ids, text, text_pair } = inputs;
  if (input_ids !== undefined && text !== undefined) throw unfit("A request has input_ids or text, not both.");
  if (input_ids !== undefined) {
    if (text_pair !== undefined) throw unfit("The input text_pair goes with text, not with input_ids.");
    const [n, length] = input_ids.shape as [number, number];
    // What stands under a mask is not run, but answers of tokens have a place for it.
    checkTokenCount(n * length);
    checkVectors(model, n, length);
    return { encodings: encodingsOfIds(model, { input_ids, attention_mask, token_type_ids }), length, truncated: 0 };
  }
  if (text === undefined) throw unfit("A request has input_ids or text; this one has neither.");
  for (const [name, tensor] of Object.entries({ attention_mask, token_type_ids }))
    if (tensor !== undefined) throw unfit(`The input ${name} goes with input_ids, not with text.`);
  const tokenized = await tokenizeInTurns(model, listTexts(textInputs(text, text_pair)).map(toTextInput));
  checkTokens(tokenized.encodings);
  const length = Math.max(...tokenized.encodings.map(({ ids }) => ids.length));
  if (outputsOf(model.card).some(({ perToken }) => perToken)) checkTokenCount(tokenized.encodings.length * length);
  checkVectors(model, tokenized.encodings.length, length);
  return { ...tokenized, length };
}

/** Vectors are wide: an answer of them has a bound of its own. */
function checkVectors({ card }: LoadedModel, texts: number, length: number): void {
  if (card.task !== "feature-extraction") return;
  const { perToken, width } = outputsOf(card)[0]!;
  checkNumbers(texts * (perToken ? length : 1) * width, true);
}

function textInputs(text: Tensor, pair: Tensor | undefined): { text: string; text_pair?: string }[] {
  const texts = stringsOf("text", text);
  if (pair === undefined) return texts.map((text) => ({ text }));
  const pairs = stringsOf("text_pair", pair);
  if (texts.length !== pairs.length) {
    throw unfit(`The input text has ${texts.length} elements, but text_pair ${pairs.length}.`);
  }
  return texts.map((text, i) => ({ text, text_pair: pairs[i]! }));
}

function stringsOf(name: string, { values }: Tensor): readonly string[] {
  const texts = values as readonly string[];
  for (const [i, text] of texts.entries()) {
    const flaw = textFlaw(text);
    if (flaw !== undefined) throw unfit(`Element ${i} of the input ${name} ${flaw}.`);
  }
  return texts;
}
