/** What `tokenizer_config.json` says of a BERT's tokenizer, as `transformers` reads it (5.24). */
import { join } from "node:path";
import * as z from "zod";
import { firstIssue } from "../../../../r2-assets/format/issue-sentences.ts";
import { type Json, jsonIfThere } from "./folder-file.ts";
import { unimportable } from "./unimportable.ts";

/** A token by itself, or with how it is found in texts. */
const Token = z.union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)]);
const Switch = z.boolean().nullish();

const Settings = z.looseObject({
  tokenizer_class: z.string().nullish(),
  do_lower_case: Switch,
  strip_accents: Switch,
  tokenize_chinese_chars: Switch,
  do_basic_tokenize: Switch,
  model_max_length: z.number().nullish(),
  ...{ unk_token: Token.nullish(), sep_token: Token.nullish(), pad_token: Token.nullish() },
  ...{ cls_token: Token.nullish(), mask_token: Token.nullish() },
  added_tokens_decoder: z.record(z.string(), z.unknown()).nullish(),
});
export type TokenizerSettings = z.infer<typeof Settings>;

const ROLES = {
  ...{ unk_token: "[UNK]", sep_token: "[SEP]", pad_token: "[PAD]", cls_token: "[CLS]", mask_token: "[MASK]" },
} as const;

/** Classes whose vocab.txt is read as BERT's. */
const BERTS = /^((Distil)?Bert|Electra)Tokenizer(Fast)?$/;

/** Classes that split texts as BERT does, and build their normaliser from the settings. */
const CLASSES = /^((Distil)?Bert|Electra|MPNet)Tokenizer(Fast)?$/;

/**
 * The two files together, the settings' own tokens first; no setting where neither is there. Throws UnimportableError with one sentence where they
 * are damaged.
 */
export async function tokenizerSettings(folder: string): Promise<TokenizerSettings> {
  const name = "tokenizer_config.json";
  const [settings, map] = await Promise.all([
    jsonIfThere(folder, name),
    jsonIfThere(folder, "special_tokens_map.json"),
  ]);
  const merged: Json = { ...map, ...settings };
  const parsed = Settings.safeParse(merged);
  if (parsed.success) return parsed.data;
  return unimportable(`${join(folder, name)} cannot be read: ${firstIssue(parsed.error)}`);
}

/** Whether the settings, rather than tokenizer.json, say how texts are normalised; where no class is named it is the model's own. */
export const decideNormaliser = ({ tokenizer_class: named }: TokenizerSettings): boolean =>
  typeof named !== "string" || CLASSES.test(named);

/** Throws UnimportableError with one sentence for what no tokenizer that is read here does. */
export function refuseOtherWordPiece(folder: string, settings: TokenizerSettings): void {
  const path = join(folder, "tokenizer_config.json");
  const { tokenizer_class: named } = settings;
  if (typeof named === "string" && !BERTS.test(named))
    unimportable(`${path} names the class ${named}, whose vocab.txt is not read as BERT's; save its tokenizer.json`);
  if (settings.do_basic_tokenize === false)
    unimportable(`${path} says do_basic_tokenize: false, without which texts are not split as BERT does`);
  for (const [role, usual] of Object.entries(ROLES)) {
    const token = settings[role];
    if (typeof token === "string" && token !== usual)
      unimportable(`${path} has the ${role} ${token}; read here is a tokenizer with BERT's ${usual}`);
  }
}
