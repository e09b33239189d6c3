/** Encodings to logits: batches of similar length, one after another, whatever the task. */
import { logitCount, widthsOf } from "../../r2-assets/format/logits.ts";
import { mostRows, padBatch } from "../../r2-assets/format/padded-batch.ts";
import type { Encoding } from "../../r2-assets/format/tokenizer.ts";
import { encodingMisfit, tablesOf } from "../../r2-assets/format/tokenizer-fits.ts";
import { costOf } from "../runtime/cost.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { type Asker, turnQueue } from "../runtime/shared-queue.ts";
import type { Ticket } from "../runtime/ticket.ts";

/** Tokens a run at most, padding included, or one text: what cannot stop amid a run keeps others waiting so long, and longer batches gain little. */
const BATCH_TOKENS = 128;

/** A text that cannot be put to the model, as two to one that knows one type of token. The message is a sentence without its stop. */
export class UnfitText extends Error {}

type Ids = Pick<Encoding, "ids" | "typeIds">;

/**
 * Logits by encoding, in the order of the question: `[labels]` of a model that pools, `[tokens, labels]`, row-major and
 * without the padding, of one that does not; `[tokens, slots]` behind the former of one with slots.
 *
 * Others have their turns in between (turn-queue.ts). Before anything is run throws UnfitText for an encoding that the model's tables have no place
 * for, and of requests TooCostly and Busy.
 */
export const runEncodings = async (model: LoadedModel, encodings: readonly Ids[], asker: Asker = {}) =>
  (await runAll([{ model, encodings }], asker))[0]!;

/** As `runEncodings`, for inputs that are several encodings each. */
export async function runGroups(
  model: LoadedModel,
  groups: readonly (readonly Ids[])[],
  asker: Asker = {},
): Promise<Float32Array[][]> {
  const inOrder = (await runEncodings(model, groups.flat(), asker)).values();
  return groups.map((group) => group.map(() => inOrder.next().value!));
}

/** As `runEncodings`, of several models one after another: admitted or refused as a whole. */
export async function runAll(
  runs: readonly { model: LoadedModel; encodings: readonly Ids[] }[],
  { kind, signal }: Asker = {},
): Promise<Float32Array[][]> {
  for (const { model, encodings } of runs) checkFit(model, encodings);
  const flops = runs.reduce((sum, { model, encodings }) => sum + costOfAll(model, encodings), 0);
  const ticket = turnQueue.enter({ flops, signal, ...(kind && { kind }) });
  try {
    const logits: Float32Array[][] = [];
    for (const { model, encodings } of runs) logits.push(await runInTurns(model, encodings, ticket));
    return logits;
  } finally {
    ticket.leave();
  }
}

function checkFit({ card }: LoadedModel, encodings: readonly Ids[]): void {
  const tables = tablesOf(card.architecture);
  for (const encoding of encodings) {
    const misfit = encodingMisfit(encoding, tables);
    if (misfit !== undefined) throw new UnfitText(misfit);
  }
}

const costOfAll = ({ card }: LoadedModel, encodings: readonly Ids[]) =>
  encodings.reduce((sum, { ids }) => sum + costOf(ids.length, card.architecture), 0);

async function runInTurns(model: LoadedModel, encodings: readonly Ids[], ticket: Ticket): Promise<Float32Array[]> {
  const { card, tokenizer } = model;
  const widths = widthsOf(card);
  const logits = new Array<Float32Array>(encodings.length);
  for (const rows of batches(encodings, mostRows(card))) {
    const texts = rows.map((row) => encodings[row]!);
    let left = costOfAll(model, texts);
    const spend = (flops: number) => {
      ticket.spend(Math.min(left, flops));
      left -= Math.min(left, flops);
    };
    await ticket.turn();
    const whole = left;
    const flat = await model.run(padBatch(texts, { padId: tokenizer.padId }), {
      after(part, free) {
        spend(part * whole);
        return ticket.turnHolding(free);
      },
    });
    spend(left);
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
