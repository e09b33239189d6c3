/** Token classification of texts that are longer than a model reads at once. Knows nothing of HTTP. */
import type { EncodedText } from "../../r2-assets/format/tokenizer.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { mergeOverlapping } from "./merge-overlapping.ts";
import { type Aggregation, type EntityGroup, entitiesOf, type TokenEntity, tagPieces, tagsOf } from "./tag.ts";
import { strideFlaw } from "./window-logits.ts";

/** Why windows that share `stride` pieces cannot be had, as transformers refuses them, too; undefined where they can. */
export const strideMisfit = (
  card: Pick<LoadedModel["card"], "max_length">,
  stride: number,
  strategy: Aggregation,
): string | undefined =>
  strategy === "none" ? "windows need an aggregation_strategy other than none" : strideFlaw(card, stride);

/** Entities of a text by its windows, one or, but for the strategy `none`, several; `answers`: the model's, one a window, as `tagPieces` takes them. */
export function entitiesOfWindows(
  model: Pick<LoadedModel, "card" | "tokenizer">,
  text: string,
  windows: readonly EncodedText[],
  answers: readonly Float32Array[],
  { strategy, ignored }: { strategy?: Aggregation | undefined; ignored?: readonly string[] | undefined },
): (TokenEntity | EntityGroup)[] {
  const found = windows.map((window, k) => {
    const pieces = tagPieces(model, text, window, answers[k]!);
    return entitiesOf(pieces, tagsOf(model.card), strategy, ignored, model.tokenizer.join);
  });
  return found.length === 1 ? found[0]! : mergeOverlapping(text, found as EntityGroup[][]);
}
