import { createHash } from "node:crypto";
import type { TransferText } from "./read-texts.ts";

/** SHA-256 of a text's parts as a JSON list, hexadecimal: of a single text, a pair, words, or a question and its context. */
export const textDigest = (text: TransferText): string => {
  const parts =
    "tokens" in text
      ? text.tokens
      : "context" in text
        ? [text.question, text.context]
        : [text.text_a, ...(text.text_b === undefined ? [] : [text.text_b])];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
};
