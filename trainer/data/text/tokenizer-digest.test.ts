import { expect, test } from "vitest";
import { createTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import golden from "../../../test/golden/tokenizer.json" with { type: "json" };
import { tokenizerDigest } from "./tokenizer-digest.ts";

const digest = (change: object, maxLength = 128) =>
  tokenizerDigest(createTokenizer({ ...golden.tokenizer, ...change }, { maxLength }));

test("vocabulary and every setting count, the limit does not", () => {
  const { model, normalizer, added_tokens } = golden.tokenizer;
  const [a, b] = [model.vocab.a, model.vocab.b];
  const changes = [
    { model: { ...model, vocab: { ...model.vocab, a: b, b: a } } },
    { model: { ...model, vocab: { ...model.vocab, zebra: 0xffff } } },
    { model: { ...model, max_input_chars_per_word: 200 } },
    { normalizer: { ...normalizer, lowercase: !normalizer.lowercase, strip_accents: true } },
    { normalizer: { ...normalizer, strip_accents: !(normalizer.strip_accents ?? normalizer.lowercase) } },
    { normalizer: { ...normalizer, clean_text: !normalizer.clean_text } },
    { normalizer: { ...normalizer, handle_chinese_chars: !normalizer.handle_chinese_chars } },
    { added_tokens: added_tokens.filter(({ content }) => content !== "[MASK]") },
  ];
  const digests = [{}, ...changes].map((change) => digest(change));
  expect(new Set(digests).size).toBe(digests.length);
  expect(digest({}, 512)).toBe(digests[0]);
});
