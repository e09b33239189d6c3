/**
 * BERT's text normalisation as Hugging Face's Rust tokenizers do it. Three points that a simple port misses: ideographs beyond
 * U+FFFF stand alone, too; a word's last capital sigma becomes no final one; a long run of accents must not cost
 * quadratic time. What remains: the Rust code's tables are of 2014, so some 700 characters of rare scripts that Unicode
 * has got since are other marks, or other punctuation, to it than to us.
 */
import * as z from "zod";

/** The normaliser's entry in `tokenizer.json`. */
export const BertNormalizer = z.object({
  type: z.literal("BertNormalizer"),
  clean_text: z.boolean().default(true),
  handle_chinese_chars: z.boolean().default(true),
  /** Null: as `lowercase`. */
  strip_accents: z.boolean().nullable().default(null),
  lowercase: z.boolean().default(true),
});
export type BertNormalizer = z.infer<typeof BertNormalizer>;

/** Null, U+FFFD and everything of category Other that is no tab or line break. */
const CONTROL = /[\0\uFFFD]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** The CJK ideograph blocks that the Rust code lists (U+2B920 is its own spelling of U+2B820). */
const IDEOGRAPH =
  /[\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}\u{F900}-\u{FAFF}\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

/** Control characters out, white space to blanks, blanks around ideographs, accents off, lower case: as `settings` say. */
export function bertNormalize(text: string, settings: BertNormalizer): string {
  let out = text;
  if (settings.clean_text) out = out.replace(CONTROL, "").replace(/\p{White_Space}/gu, " ");
  if (settings.handle_chinese_chars) out = out.replace(IDEOGRAPH, " $& ");
  // Marks go before NFD too: putting thousands of them on one letter in canonical order takes NFD quadratic time.
  if (settings.strip_accents ?? settings.lowercase) out = withoutMarks(withoutMarks(out).normalize("NFD"));
  // Of all letters Σ alone has a lower case that depends on its neighbours, and Rust maps letter by letter.
  if (settings.lowercase) out = out.replaceAll("Σ", "σ").toLowerCase();
  return out;
}

const withoutMarks = (text: string) => text.replace(/\p{Mn}/gu, "");
