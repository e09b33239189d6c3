/** An encoder's tokenizer as the files that Hugging Face's readers look for. */
import { BertTokenizerFile } from "../../r2-assets/format/bert-tokenizer-file.ts";
import { sentenceProcessor } from "../../r2-assets/format/special-templates.ts";
import { isUnigram } from "../../r2-assets/format/tokenizer-file.ts";
import { UnigramTokenizerFile } from "../../r2-assets/format/unigram-tokenizer-file.ts";

/** Token of each role; the roles' names are those of `tokenizer_config.json`. */
const BERT_ROLES = { sep_token: "[SEP]", pad_token: "[PAD]", cls_token: "[CLS]", mask_token: "[MASK]" };
const SENTENCE_ROLES = {
  ...{ bos_token: "<s>", eos_token: "</s>", sep_token: "</s>", pad_token: "<pad>", cls_token: "<s>" },
  mask_token: "<mask>",
};

/**
 * `tokenizer.json` without cutting and padding, which are the card's to say: encoders carry what they were pre-trained with
 * (MiniLM's cuts at 128 and pads to 128), and `tokenizers` would do it. Ids stay; the order of the vocabulary need not.
 */
export function uncutTokenizer(tokenizerJson: string): object {
  return { ...(JSON.parse(tokenizerJson) as object), truncation: null, padding: null };
}

/**
 * `tokenizer_config.json`, without which transformers.js 4 loads no tokenizer. `maxLength`: tokens, special ones included.
 * Throws ZodError for what is no tokenizer of ours.
 */
export function huggingFaceTokenizerConfig(tokenizerJson: string, maxLength: number) {
  const json: unknown = JSON.parse(tokenizerJson);
  return isUnigram(json) ? unigramConfig(json, maxLength) : bertConfig(json, maxLength);
}

/** `tokenizer.json` is read whole, and its ids come with the graph's other inputs. */
const asItIs = {
  tokenizer_class: "PreTrainedTokenizerFast",
  model_input_names: ["input_ids", "token_type_ids", "attention_mask"],
};

/** transformers 5 builds a BERT's normaliser from it and not from `tokenizer.json`, and lower-cases where it says nothing. */
function bertConfig(json: unknown, maxLength: number) {
  const { normalizer, model, post_processor } = BertTokenizerFile.parse(json);
  const isMpnets = sentenceProcessor(post_processor) !== undefined;
  const has = (token: string) => Object.hasOwn(model.vocab, token);
  if (isMpnets) {
    return {
      ...asItIs, // not MPNetTokenizer, which gives no token types, an input of the graph
      model_max_length: maxLength,
      unk_token: model.unk_token,
      ...rolesIn(SENTENCE_ROLES, has),
    };
  }
  return {
    tokenizer_class: "BertTokenizer", // not PreTrainedTokenizerFast, which gives pairs no token types
    do_lower_case: normalizer.lowercase,
    strip_accents: normalizer.strip_accents,
    tokenize_chinese_chars: normalizer.handle_chinese_chars,
    model_max_length: maxLength,
    unk_token: model.unk_token,
    ...rolesIn(BERT_ROLES, has),
  };
}

function unigramConfig(json: unknown, maxLength: number) {
  const { model } = UnigramTokenizerFile.parse(json);
  const pieces = new Set(model.vocab.map(([piece]) => piece));
  return {
    ...asItIs, // not XLMRobertaTokenizer, which leaves out the normaliser (transformers 5.24.0)
    model_max_length: maxLength,
    unk_token: model.vocab[model.unk_id]?.[0],
    ...rolesIn(SENTENCE_ROLES, (token) => pieces.has(token)),
  };
}

const rolesIn = (roles: Readonly<Record<string, string>>, has: (token: string) => boolean) =>
  Object.fromEntries(Object.entries(roles).filter(([, token]) => has(token)));
