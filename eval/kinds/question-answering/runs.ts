import type { QaRow } from "../../../r2-assets/format/rows.ts";
import { SPECIAL_TOKENS, tokensOf } from "../../answers/expected-tokens.ts";

/** Of a question; the rest is cut. */
const QUESTION_TOKENS = 64;
/** What neighbouring windows of a long context share, but at most half of what they have of it. */
const OVERLAP_TOKENS = 128;

/** The tokens of each window of the context. */
export function windowsOfQuestion({ question, context }: QaRow, maxLength: number): number[] {
  const asked = Math.min(QUESTION_TOKENS, tokensOf(question)) + SPECIAL_TOKENS;
  const room = Math.max(2, maxLength - asked);
  const beyond = tokensOf(context) - room;
  if (beyond <= 0) return [asked + room + beyond];
  const step = room - Math.min(OVERLAP_TOKENS, Math.floor(room / 2));
  return Array<number>(1 + Math.ceil(beyond / step)).fill(maxLength);
}
