import { expect, test } from "vitest";
import { BertNormalizer, bertNormalize } from "./bert-normalizer.ts";

const uncased = BertNormalizer.parse({ type: "BertNormalizer" });
const cased = BertNormalizer.parse({ type: "BertNormalizer", lowercase: false });

// What the whole pipeline makes of these lies in test/golden/tokenizer.json; here each setting on its own.
test.each([
  ["lower case without accents", uncased, "ÀÉÎ Ångström", "aei angstrom"],
  ["case and accents stay together", cased, "ÀÉ", "ÀÉ"],
  ["accents alone can go", { ...cased, strip_accents: true }, "ÀÉ", "AE"],
  ["accents alone can stay", { ...uncased, strip_accents: false }, "ÀÉ", "àé"],
  ["sigma is never final", uncased, "ΟΔΟΣ", "οδοσ"],
  ["ideographs stand alone, those beyond U+FFFF too", uncased, "a中𠀀b", "a 中  𠀀 b"],
  ["ideographs may stay together", { ...uncased, handle_chinese_chars: false }, "a中b", "a中b"],
  ["hangul and kana are no ideographs", { ...uncased, strip_accents: false }, "한ア", "한ア"],
  [
    "control characters vanish, white space becomes a blank",
    uncased,
    "a\u0000b\u200bc\u0085d\te\u00a0f\u3000g",
    "abcd e f g",
  ],
  ["text may stay uncleaned", { ...uncased, clean_text: false }, "a\tb\u0000", "a\tb\u0000"],
])("%s", (_, settings, text, expected) => {
  expect(bertNormalize(text, settings)).toBe(expected);
});
