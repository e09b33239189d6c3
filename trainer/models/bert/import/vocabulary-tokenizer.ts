/** A `tokenizer.json` out of a `vocab.txt`, as `transformers` builds it. */
import { join } from "node:path";
import { fileIfThere, jsonIfThere } from "./folder-file.ts";
import { refuseOtherWordPiece, type TokenizerSettings } from "./tokenizer-settings.ts";
import { unimportable } from "./unimportable.ts";

const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
const NEEDED = ["[UNK]", "[CLS]", "[SEP]", "[PAD]"];
const FLAGS = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };

/**
 * Undefined where there is no vocab.txt. A line is a token, whose id is its number from 0; of lines that are equal the last is. Throws
 * UnimportableError with one sentence where the vocabulary lacks a special token, or the settings ask for another kind of tokenizer.
 */
export async function vocabularyTokenizer(folder: string, settings: TokenizerSettings): Promise<object | undefined> {
  const bytes = await fileIfThere(folder, "vocab.txt");
  if (bytes === undefined) return undefined;
  refuseOtherWordPiece(folder, settings);
  const vocab = vocabularyIn(bytes);
  if (vocab["<s>"] === 0)
    unimportable(`${join(folder, "vocab.txt")} begins with <s>, as MPNet's: save its tokenizer.json`);
  const missing = NEEDED.find((token) => !Object.hasOwn(vocab, token));
  if (missing !== undefined) unimportable(`${join(folder, "vocab.txt")} has no ${missing}`);
  const special = SPECIAL.filter((token) => Object.hasOwn(vocab, token));
  const { do_lower_case, strip_accents, tokenize_chinese_chars } = settings;
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [
      ...special.map((content) => ({ id: vocab[content]!, content, ...FLAGS })),
      ...(await furtherTokens(folder, settings, vocab)),
    ].sort((a, b) => a.id - b.id),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: tokenize_chinese_chars ?? true,
      strip_accents: strip_accents ?? null,
      lowercase: do_lower_case ?? true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: template(vocab),
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab,
    },
  };
}

/** Lines end with a line feed, or a carriage return before it. */
function vocabularyIn(bytes: Uint8Array): Record<string, number> {
  const lines = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).split("\n");
  if (lines.at(-1) === "") lines.pop();
  const vocab: Record<string, number> = Object.create(null);
  for (const [id, line] of lines.entries()) vocab[line.replace(/\r$/, "")] = id;
  return { ...vocab };
}

/** Tokens that somebody added to the vocabulary: `added_tokens_decoder`, and the older `added_tokens.json`. */
async function furtherTokens(folder: string, settings: TokenizerSettings, vocab: Record<string, number>) {
  const older = await jsonIfThere(folder, "added_tokens.json");
  const found = new Map<string, { id: number; content: string } & typeof FLAGS>();
  for (const [content, id] of Object.entries(older ?? {}))
    if (typeof id === "number") found.set(content, { id, content, ...FLAGS, normalized: true, special: false });
  for (const [id, token] of Object.entries(settings.added_tokens_decoder ?? {})) {
    const { content, ...flags } = token as { content?: unknown };
    if (typeof content === "string") found.set(content, { ...FLAGS, ...flags, id: Number(id), content });
  }
  return [...found.values()].filter(({ content }) => !SPECIAL.includes(content) || !Object.hasOwn(vocab, content));
}

function template(vocab: Record<string, number>) {
  const special = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const sequence = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  const single = [special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0)];
  return {
    type: "TemplateProcessing",
    single,
    pair: [...single, sequence("B", 1), special("[SEP]", 1)],
    special_tokens: Object.fromEntries(
      ["[CLS]", "[SEP]"].map((token) => [token, { id: token, ids: [vocab[token]!], tokens: [token] }]),
    ),
  };
}
