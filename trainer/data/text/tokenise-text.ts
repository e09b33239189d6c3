import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { spread } from "../spread.ts";
import { paragraphCutter } from "./cut-paragraph.ts";
import type { DataFile } from "./data-file.ts";
import { eachKeptParagraph, type ParagraphOptions } from "./kept-paragraphs.ts";
import type { TokenisedText } from "./text-cache.ts";

/** So many pieces of held-out articles are kept. */
export const DEV_PIECES = 512;

export interface TokeniseOptions extends ParagraphOptions {
  maxLength: number;
  wholeWords?: boolean;
}

/** Tokenises and cuts all paragraphs but those that overlap; `overlaps` counts these by suite. */
export async function tokeniseText(
  files: readonly DataFile[],
  tokenizer: TextTokenizer,
  { maxLength, wholeWords, ...options }: TokeniseOptions,
): Promise<TokenisedText & { overlaps: Map<string, number> }> {
  const cut = paragraphCutter(tokenizer, maxLength, wholeWords);
  const [train, dev]: Uint16Array[][] = [[], []];
  const read = await eachKeptParagraph(files, options, (text, heldOut) => {
    (heldOut ? dev : train).push(...cut(text));
  });
  return { train, dev: spread(dev.length, DEV_PIECES).map((i) => dev[i]), ...read };
}
