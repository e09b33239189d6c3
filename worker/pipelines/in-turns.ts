/** Many texts, each tokenised at once, and the event loop turning in between: a body of 1 MiB takes some tenths of a second. */

import type { LoadedModel } from "../runtime/loaded-model.ts";
import { sleep } from "../runtime/turns.ts";
import { type TextInput, type Tokenized, tokenize } from "./classify.ts";

/** UTF-16 units after which others have a turn, some milliseconds of tokenising. */
const UNITS = 32_768;

/** What `work` makes of each item, in order. `unitsOf`: UTF-16 units of an item. */
export async function inTurns<T, R>(
  items: readonly T[],
  unitsOf: (item: T) => number,
  work: (item: T) => R,
): Promise<R[]> {
  const results: R[] = [];
  let units = 0;
  for (const item of items) {
    units += unitsOf(item);
    if (units > UNITS) {
      await sleep(0);
      units = unitsOf(item);
    }
    results.push(work(item));
  }
  return results;
}

/** As `tokenize`. */
export async function tokenizeInTurns(
  model: Pick<LoadedModel, "tokenizer">,
  inputs: readonly TextInput[],
): Promise<Tokenized> {
  const units = ({ text, textPair = "" }: TextInput) => text.length + textPair.length;
  const all = await inTurns(inputs, units, (input) => tokenize(model, [input]));
  return {
    encodings: all.flatMap(({ encodings }) => encodings),
    truncated: all.reduce((sum, { truncated }) => sum + truncated, 0),
  };
}
