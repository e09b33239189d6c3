/** What kinds share whose rows are one text or two. */
import { refuseTexts } from "../answers/answerer.ts";
import { tokensOfAll } from "../answers/expected-tokens.ts";
import type { RowTexts } from "../reports/comparison.ts";

export interface TextPair {
  text_a: string;
  text_b?: string | undefined;
}

export const textsOfPair = ({ text_a, text_b }: TextPair): RowTexts => ({
  text_a,
  ...(text_b !== undefined && { text_b }),
});

export const refusePair = ({ text_a, text_b }: TextPair): string | undefined => refuseTexts(text_a, text_b);

/** A model runs once on both. */
export const runsOfPair = ({ text_a, text_b = "" }: TextPair): number[] => [tokensOfAll([text_a, text_b])];
