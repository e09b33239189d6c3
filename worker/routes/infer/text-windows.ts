/** Texts in the windows that a model reads at once. */
import type { EncodedText } from "../../../r2-assets/format/tokenizer.ts";
import { checkTokenCount } from "../../http/inputs.ts";
import { inTurns } from "../../pipelines/in-turns.ts";
import { LIMITS } from "../../pipelines/limits.ts";
import type { LoadedModel } from "../../runtime/loaded-model.ts";

/**
 * Each text's windows, `stride` pieces into the one before; one of a text that fits. Throws 413 for more tokens than a request may have: what is over the limit
 * is counted and not kept, since a stride just below a window's size makes a window of every piece.
 */
export function inWindows(
  { tokenizer }: Pick<LoadedModel, "tokenizer">,
  texts: readonly string[],
  stride: number,
): Promise<EncodedText[][]> {
  let tokens = 0;
  return inTurns(
    texts,
    ({ length }) => length,
    (text) => {
      const kept: EncodedText[] = [];
      for (const window of tokenizer.encodeTextWindows(text, stride)) {
        tokens += window.ids.length;
        if (tokens <= LIMITS.tokens) kept.push(window);
      }
      checkTokenCount(tokens, "in its windows");
      return kept;
    },
  );
}
