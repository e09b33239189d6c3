/** A BERT's tokenizer as the files that Hugging Face's readers look for. */
import { BertTokenizerFile } from "../../r2-assets/format/bert-tokenizer-file.ts";

/** Token of each role; the roles' names are those of `tokenizer_config.json`. */
const ROLES = { sep_token: "[SEP]", pad_token: "[PAD]", cls_token: "[CLS]", mask_token: "[MASK]" };

/**
 * `tokenizer.json` without cutting and padding, which are the card's to say: encoders carry what they were pre-trained with
 * (MiniLM's cuts at 128 and pads to 128), and `tokenizers` would do it. Ids stay; the order of the vocabulary need not.
 */
export function uncutTokenizer(tokenizerJson: string): object {
  return { ...(JSON.parse(tokenizerJson) as object), truncation: null, padding: null };
}

/**
 * `tokenizer_config.json`. transformers 5 builds a BERT's normaliser from it and not from `tokenizer.json`, and lower-cases
 * where it says nothing; transformers.js 4 loads no tokenizer without it. `maxLength`: tokens, special ones included.
 * Throws ZodError for what is no BERT tokenizer.
 */
export function huggingFaceTokenizerConfig(tokenizerJson: string, maxLength: number) {
  const { normalizer, model } = BertTokenizerFile.parse(JSON.parse(tokenizerJson));
  const roles = Object.entries(ROLES).filter(([, token]) => Object.hasOwn(model.vocab, token));
  return {
    tokenizer_class: "BertTokenizer", // not PreTrainedTokenizerFast, which gives pairs no token types
    do_lower_case: normalizer.lowercase,
    strip_accents: normalizer.strip_accents,
    tokenize_chinese_chars: normalizer.handle_chinese_chars,
    model_max_length: maxLength,
    unk_token: model.unk_token,
    ...Object.fromEntries(roles),
  };
}
