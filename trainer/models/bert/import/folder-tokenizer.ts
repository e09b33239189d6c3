/** A folder's tokenizer as `tokenizer.json`, and how long a text may be. */
import { createTokenizer } from "../../../../r2-assets/format/tokenizer.ts";
import { tokenizerMisfit } from "../../../../r2-assets/format/tokenizer-fits.ts";
import type { BertConfig } from "../config.ts";
import { fileIfThere } from "./folder-file.ts";
import { decideNormaliser, type TokenizerSettings, tokenizerSettings } from "./tokenizer-settings.ts";
import { UnimportableError, unimportable } from "./unimportable.ts";
import { vocabularyTokenizer } from "./vocabulary-tokenizer.ts";

export interface FolderTokenizer {
  /** Content of `tokenizer.json`. */
  json: string;
  /** Tokens of a text, special ones included: what the tokenizer says where that is a sensible number, and the positions at most. */
  maxLength: number;
  /** What users should know of how it was read; each one sentence. */
  notes: readonly string[];
}

/** The file by its name, or one out of vocab.txt. Throws UnimportableError where there is neither, or its texts cannot be put to the model. */
export async function folderTokenizer(
  folder: string,
  shape: Pick<BertConfig, "vocabulary" | "positions" | "tokenTypes">,
): Promise<FolderTokenizer> {
  const settings = await tokenizerSettings(folder);
  const bytes = await fileIfThere(folder, "tokenizer.json");
  const notes: string[] = [];
  let json: string;
  if (bytes !== undefined) json = asSettingsSay(new TextDecoder().decode(bytes), settings, notes);
  else {
    const built = await vocabularyTokenizer(folder, settings);
    if (built === undefined)
      return unimportable(
        `${folder} has no tokenizer: neither tokenizer.json nor vocab.txt is there; transformers' AutoTokenizer.from_pretrained(name).save_pretrained(folder) writes it`,
      );
    notes.push("the tokenizer is built from vocab.txt");
    json = JSON.stringify(built);
  }
  refuseMisfit(folder, json, shape);
  const { model_max_length: said } = settings;
  const sensible = typeof said === "number" && Number.isInteger(said) && said >= 3 && said <= shape.positions;
  return { json, maxLength: sensible ? said : shape.positions, notes };
}

const SWITCHES = {
  lowercase: "do_lower_case",
  strip_accents: "strip_accents",
  handle_chinese_chars: "tokenize_chinese_chars",
} as const;

/**
 * transformers builds a BERT's normaliser from the settings (5.24), so that where they differ from tokenizer.json the settings hold; of other classes it
 * takes the file. What settings do not say at all, tokenizer.json does here; transformers lower-cases then, whatever that file has.
 */
function asSettingsSay(text: string, settings: TokenizerSettings, notes: string[]): string {
  let file: { normalizer?: Record<string, unknown> | null };
  try {
    file = JSON.parse(text);
  } catch {
    return text; // whoever opens it says so
  }
  const { normalizer } = file ?? {};
  if (normalizer?.type !== "BertNormalizer" || !decideNormaliser(settings)) return text;
  const changed: Record<string, unknown> = {};
  for (const [ours, theirs] of Object.entries(SWITCHES) as [
    keyof typeof SWITCHES,
    (typeof SWITCHES)[keyof typeof SWITCHES],
  ][]) {
    const said = settings[theirs];
    const says = typeof said === "boolean" || (said === null && ours === "strip_accents"); // null: as capitals are
    if (!says || said === normalizer[ours]) continue;
    changed[ours] = said;
    notes.push(
      `tokenizer_config.json says ${theirs}: ${said} and tokenizer.json ${normalizer[ours]}: the former holds, as in transformers`,
    );
  }
  if (settings.do_lower_case === undefined && settings.tokenizer_class !== undefined && normalizer.lowercase === false)
    notes.push(
      "tokenizer_config.json does not say do_lower_case: tokenizer.json holds, which keeps capitals, where transformers 5 lowers them",
    );
  return Object.keys(changed).length === 0
    ? text
    : JSON.stringify({ ...file, normalizer: { ...normalizer, ...changed } });
}

/** Throws where texts of this tokenizer cannot be put to the model: its ids are rows of the word table. */
function refuseMisfit(
  folder: string,
  text: string,
  { vocabulary: words, positions, tokenTypes }: Pick<BertConfig, "vocabulary" | "positions" | "tokenTypes">,
): void {
  let misfit: string | undefined;
  try {
    const json = JSON.parse(text);
    const kind = json?.model?.type;
    if (typeof kind === "string" && !["WordPiece", "Unigram"].includes(kind))
      unimportable(`${folder} cannot be imported: its tokenizer kind ${kind} is not read here`);
    const types = tokenTypes === 0 ? Number.POSITIVE_INFINITY : tokenTypes; // not looked up
    misfit = tokenizerMisfit(createTokenizer(json, { maxLength: positions }), { words, positions, tokenTypes: types });
  } catch (error) {
    if (error instanceof UnimportableError) throw error;
    misfit = `tokenizer.json is unusable: ${(error as Error).message}`;
  }
  if (misfit !== undefined) unimportable(`${folder} cannot be imported: ${misfit}`);
}
