import { createHash } from "node:crypto";
import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";

/** Capitals, accents, ideographs, control characters, an overlong word: what tokenizers of one vocabulary may treat differently. */
const PROBE = `Crème BRÛLÉE naïve ΣΟΦΌΣ 漢字 a\u200bb\u0007c 한국어 [MASK] ${"x".repeat(101)} ${"y".repeat(201)}`;

/** sha256 of the vocabulary up to 16-bit ids and of how a text of all traps is tokenised. */
export function tokenizerDigest(tokenizer: TextTokenizer): string {
  const tokens = Array.from({ length: 0x10000 }, (_, id) => {
    try {
      return tokenizer.tokenOf(id);
    } catch {
      return null;
    }
  });
  const probe = tokenizer.encodeWindows("", PROBE, { stride: 0 }).context.map(({ id }) => id);
  return createHash("sha256")
    .update(JSON.stringify([tokens, tokenizer.encode("").ids, probe]))
    .digest("hex");
}
