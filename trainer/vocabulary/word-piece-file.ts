import type { BertNormalizer } from "../../r2-assets/format/bert-normalizer.ts";
import { INSIDE } from "./learn-word-pieces.ts";

/** A BERT's, in the order of their ids, which are the first ones; Google's own vocabularies have gaps between them. */
export const SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] as const;
type Special = (typeof SPECIAL_TOKENS)[number];

/** Lower case without accents, as all-MiniLM-L6-v2 and every other "uncased" BERT. */
export const UNCASED: BertNormalizer = {
  type: "BertNormalizer",
  clean_text: true,
  handle_chinese_chars: true,
  strip_accents: null,
  lowercase: true,
};

/**
 * The content of a `tokenizer.json` for these pieces, the first of which are the special tokens: Hugging Face's layout, normaliser,
 * pre-tokeniser and frames as MiniLM's.
 */
export function wordPieceFile(pieces: readonly string[], maxWordLength: number): object {
  const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
  const token = (id: Special, type_id: 0 | 1) => ({ SpecialToken: { id, type_id } });
  const text = (id: "A" | "B", type_id: 0 | 1) => ({ Sequence: { id, type_id } });
  const frame = (id: Special) => [id, { id, ids: [vocab[id]], tokens: [id] }] as const;
  const single = [token("[CLS]", 0), text("A", 0), token("[SEP]", 0)];
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_TOKENS.map((content) => ({
      id: vocab[content],
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: UNCASED,
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single,
      pair: [...single, text("B", 1), token("[SEP]", 1)],
      special_tokens: Object.fromEntries([frame("[CLS]"), frame("[SEP]")]),
    },
    decoder: { type: "WordPiece", prefix: INSIDE, cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: INSIDE,
      max_input_chars_per_word: maxWordLength,
      vocab,
    },
  };
}
