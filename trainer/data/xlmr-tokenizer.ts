/** A `tokenizer.json` that reads as XLM-R does, from the pieces of its sentencepiece model. */
import type { UnigramTokenizerFile } from "../../r2-assets/format/unigram-tokenizer-file.ts";

/** Stands for ～ while NFKC would make ~ of it: a code point that Unicode keeps for such uses. */
const TILDE = "\ufdd0";

const replace = (pattern: { String: string } | { Regex: string }, content: string) =>
  ({ type: "Replace", pattern, content }) as const;

/**
 * sentencepiece's `nmt_nfkc`: control characters out, line ends, zero-width characters and the byte order mark to blanks, NFKC but
 * for the full-width tilde. What it does is `Nmt` and `NFKC` of `tokenizers`; the first is spelled out, as transformers.js
 * has no such step (4.3.2).
 */
const NMT_NFKC = [
  replace({ String: "～" }, TILDE),
  replace({ Regex: "[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]" }, ""),
  replace({ Regex: "[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]" }, " "),
  { type: "NFKC" } as const,
  replace({ String: TILDE }, "～"),
];

const METASPACE = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true } as const;

const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
const sequence = (id: string) => ({ Sequence: { id, type_id: 0 } });

/** Of the special tokens those that are among the pieces; `<mask>` takes the blanks before it. Throws where `<s>` or `</s>` is missing. */
export function xlmrTokenizer(vocab: readonly (readonly [piece: string, score: number])[], unknown: number) {
  const idOf = (token: string) => {
    const id = vocab.findIndex(([piece]) => piece === token);
    if (id < 0) throw new Error(`the pieces have no ${token}`);
    return id;
  };
  const added = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"].filter((token) => vocab.some(([piece]) => piece === token));
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added.map((content) => ({
      id: idOf(content),
      content,
      single_word: false,
      lstrip: content === "<mask>",
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: { type: "Sequence", normalizers: NMT_NFKC },
    pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "WhitespaceSplit" }, METASPACE] },
    post_processor: {
      type: "TemplateProcessing",
      single: [special("<s>"), sequence("A"), special("</s>")],
      pair: [special("<s>"), sequence("A"), special("</s>"), special("</s>"), sequence("B"), special("</s>")],
      special_tokens: Object.fromEntries(
        ["<s>", "</s>"].map((token) => [token, { id: token, ids: [idOf(token)], tokens: [token] }]),
      ),
    },
    decoder: METASPACE,
    model: { type: "Unigram", unk_id: unknown, vocab, byte_fallback: false },
  } satisfies UnigramTokenizerFile & object;
}
