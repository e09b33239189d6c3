/** Rows of token ids, their types and their mask as encodings. */
import type { Encoding } from "../../r2-assets/format/tokenizer.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import type { Inputs } from "./read-inputs.ts";
import { type Tensor, unfit } from "./tensors.ts";

type Ids = Pick<Encoding, "ids" | "typeIds">;

/** `[n, length]` each. Without a mask all are tokens, without types all are of type 0. */
interface IdInputs extends Pick<Inputs, "attention_mask" | "token_type_ids"> {
  input_ids: Tensor;
}

/**
 * A row without what its mask takes for padding, which is on the right: runtimes count positions from the left. Throws the 422
 * problem for other shapes or masks, a row of padding alone, more tokens than the model's `max_length`, and negative numbers;
 * `runEncodings` refuses those that a table has no row for.
 */
export function encodingsOfIds({ card }: Pick<LoadedModel, "card">, inputs: IdInputs): Ids[] {
  const { input_ids, attention_mask, token_type_ids } = inputs;
  for (const [name, tensor] of Object.entries({ attention_mask, token_type_ids })) {
    if (tensor === undefined || `${tensor.shape}` === `${input_ids.shape}`) continue;
    throw unfit(
      `The input ${name} has the shape [${tensor.shape.join(", ")}], but input_ids [${input_ids.shape.join(", ")}].`,
    );
  }
  const [n, length] = input_ids.shape as [number, number];
  return Array.from({ length: n }, (_, row) => {
    const at = row * length;
    const tokens = attention_mask === undefined ? length : tokensOf(numbers(attention_mask), row, length);
    if (tokens > card.max_length) {
      throw unfit(`Row ${row} of input_ids has ${tokens} tokens; the model takes at most ${card.max_length}.`);
    }
    const part = (name: string, tensor: Tensor): number[] => {
      const values = Array.prototype.slice.call(numbers(tensor), at, at + tokens) as number[];
      const negative = values.find((value) => value < 0);
      if (negative !== undefined) throw unfit(`Row ${row} of ${name} holds ${negative}, which is negative.`);
      return values;
    };
    return {
      ids: part("input_ids", input_ids),
      typeIds: token_type_ids === undefined ? new Array(tokens).fill(0) : part("token_type_ids", token_type_ids),
    };
  });
}

const numbers = (tensor: Tensor) => tensor.values as ArrayLike<number>;

/** The ones that a row of the mask begins with. */
function tokensOf(mask: ArrayLike<number>, row: number, length: number): number {
  let tokens = 0;
  for (let i = 0; i < length; i++) {
    const value = mask[row * length + i]!;
    if (value !== 0 && value !== 1) throw unfit(`Row ${row} of attention_mask holds ${value}; it takes 0 and 1.`);
    if (value === 0) continue;
    if (tokens < i)
      throw unfit(`Row ${row} of attention_mask has a 1 behind a 0; padding is taken on the right alone.`);
    tokens++;
  }
  if (tokens === 0) throw unfit(`Row ${row} of attention_mask has no 1: there is nothing to read.`);
  return tokens;
}
