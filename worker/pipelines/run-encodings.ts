/** Encodings to logits: batches of similar length, one after another, whatever the task. */
import { logitCount, widthsOf } from "../../r2-assets/format/logits.ts";
import { mostRows, padBatch } from "../../r2-assets/format/padded-batch.ts";
import type { Encoding } from "../../r2-assets/format/tokenizer.ts";
import { encodingMisfit, tablesOf } from "../../r2-assets/format/tokenizer-fits.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { sleep } from "../runtime/turns.ts";

/**
 * Tokens a run at most, padding included. Activations lie in the wasm heap beside the weights, and longer batches gain
 * nothing: 6 x 384 in F32 takes 23 ms of CPU a text alone, 20 in fours, 23 in sixteens (texts of 8 to 47 tokens).
 */
const BATCH_TOKENS = 512;

/** A text that cannot be put to the model, as two to one that knows one type of token. The message is a sentence without its stop. */
export class UnfitText extends Error {}

type Ids = Pick<Encoding, "ids" | "typeIds">;

/**
 * Logits by encoding, in the order of the question: `[labels]` of a model that pools, `[tokens, labels]`, row-major and
 * without the padding, of one that does not; `[tokens, slots]` behind the former of one with slots.
 *
 * A run never waits for the event loop, so between runs we let it turn: other requests get theirs in between, and when
 * this one was aborted its timer never fires and the rest is not computed for nobody.
 *
 * Throws UnfitText, before anything is run, for an encoding that the model's tables have no place for.
 */
export async function runEncodings(model: LoadedModel, encodings: readonly Ids[]): Promise<Float32Array[]> {
  const { architecture, storage } = model.card;
  const widths = widthsOf(model.card);
  for (const encoding of encodings) {
    const misfit = encodingMisfit(encoding, tablesOf(architecture));
    if (misfit !== undefined) throw new UnfitText(misfit);
  }
  const logits = new Array<Float32Array>(encodings.length);
  let sinceTurn = 0;
  for (const rows of batches(encodings, mostRows(storage))) {
    const batch = padBatch(
      rows.map((row) => encodings[row]!),
      { padId: model.tokenizer.padId },
    );
    if (sinceTurn + batch.inputIds.length > BATCH_TOKENS) {
      await sleep(0);
      sinceTurn = 0;
    }
    sinceTurn += batch.inputIds.length;
    const flat = await model.run(batch);
    const stride = flat.length / rows.length;
    rows.forEach((row, k) => {
      logits[row] = flat.slice(k * stride, k * stride + logitCount(widths, encodings[row]!.ids.length));
    });
  }
  return logits;
}

/** Row numbers by batch, longest first, so that rows of one batch are padded little. */
function batches(encodings: readonly Ids[], maxRows: number): number[][] {
  const longestFirst = encodings
    .map((_, row) => row)
    .sort((a, b) => encodings[b]!.ids.length - encodings[a]!.ids.length);
  const result: number[][] = [];
  let width = 0;
  for (const row of longestFirst) {
    const current = result.at(-1);
    if (current !== undefined && current.length < maxRows && (current.length + 1) * width <= BATCH_TOKENS) {
      current.push(row);
    } else {
      width = encodings[row]!.ids.length;
      result.push([row]);
    }
  }
  return result;
}

/** As `runEncodings`, for inputs that are several encodings each. */
export async function runGroups(model: LoadedModel, groups: readonly (readonly Ids[])[]): Promise<Float32Array[][]> {
  const inOrder = (await runEncodings(model, groups.flat())).values();
  return groups.map((group) => group.map(() => inOrder.next().value!));
}
