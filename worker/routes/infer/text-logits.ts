/** The logits of texts that are judged as wholes: cut to what a model reads at once, or by windows. */
import { z } from "@hono/zod-openapi";
import { checkTokens, type Input, toTextInput } from "../../http/inputs.ts";
import { refuseParameter } from "../../http/refuse-parameter.ts";
import { tokenizeInTurns } from "../../pipelines/in-turns.ts";
import { runEncodings, runGroups } from "../../pipelines/run-encodings.ts";
import { pooledLogits, strideFlaw, usualStride, type WindowPooling } from "../../pipelines/window-logits.ts";
import type { LoadedModel } from "../../runtime/loaded-model.ts";
import type { Call } from "./task-endpoint.ts";
import { inWindows } from "./text-windows.ts";

/** What windows over a text share. */
export const Stride = z.int().nonnegative().optional().openapi({
  description:
    "With `window`: pieces that neighbouring windows share, less than a window holds; a quarter of a window unless given",
});

/** Of `parameters.window`. */
export const WINDOW =
  "A text longer than the model's max_length is read by windows of so many tokens, and each label's logits are their mean over the windows, or the largest; functions, temperatures and thresholds come after. Such a text is not cut. Not for pairs. Unless given a text is cut";

interface Windows {
  window?: WindowPooling | undefined;
  stride?: number | undefined;
}

export interface TextLogits {
  /** An input each: `[labels]`, of a model with slots those of its tokens behind where the text is one window. */
  logits: Float32Array[];
  /** Inputs that were cut. */
  truncated: number;
}

/** Throws 422 for a stride that can't be and for windows of pairs, and what `checkTokens` and `runEncodings` throw. */
export async function textLogits(
  model: LoadedModel,
  inputs: readonly Input[],
  { window, stride }: Windows,
  call: Call,
): Promise<TextLogits> {
  const texts = inputs.map(toTextInput);
  if (window === undefined) {
    if (stride !== undefined) throw refuseParameter("stride", "it is what windows share, and no window is asked for");
    const { encodings, truncated } = await tokenizeInTurns(model, texts);
    checkTokens(encodings);
    return { logits: await runEncodings(model, encodings, call), truncated };
  }
  const shared = stride ?? usualStride(model.card);
  const flaw = strideFlaw(model.card, shared);
  if (flaw !== undefined) throw refuseParameter("stride", flaw);
  const pair = texts.findIndex(({ textPair }) => textPair !== undefined);
  if (pair >= 0) throw refuseParameter("window", `windows are of one text, and input ${pair} is a pair of them`);
  const groups = await inWindows(
    model,
    texts.map(({ text }) => text),
    shared,
  );
  const logits = await runGroups(model, groups, call);
  return { logits: logits.map((windows) => pooledLogits(windows, model.card.labels, window)), truncated: 0 };
}
