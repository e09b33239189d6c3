/** An exported model as a folder that every reader understands. */
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type * as z from "zod";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import {
  CARD_FILE,
  CONFIG_FILE,
  GRAPH_FILE,
  TOKENIZER_CONFIG_FILE,
  TOKENIZER_FILE,
  WEIGHTS_FILE,
} from "../../r2-assets/format/keys.ts";
import { descriptionOf } from "../models/describe.ts";
import type { ExportedModel } from "./export-model.ts";
import { huggingFaceTokenizerConfig, uncutTokenizer } from "./hugging-face-tokenizer.ts";

/** What the card says that cannot be read off the exported model. */
export type CardFields = Omit<
  z.input<typeof Card>,
  "format" | "architecture" | "storage" | "parameters" | "bytes" | "files"
>;

/** The folder cannot be written; the message names it and the reason. */
export class UnwritableFolderError extends Error {
  override name = "UnwritableFolderError";
}

export interface ArtefactParts {
  model: ExportedModel;
  /** Content of the encoder's `tokenizer.json`. */
  tokenizer: string;
  card: CardFields;
}

/**
 * The files of an artefact by name: weights, graph, tokenizer, the configurations that Hugging Face's readers look for, and
 * last the card, which lists the digests of the others. Throws ZodError for fields that are no card, and for what is no
 * BERT tokenizer.
 */
export async function artefactFiles({
  model,
  tokenizer,
  card: fields,
}: ArtefactParts): Promise<{ card: Card; files: Map<string, Uint8Array> }> {
  const { architecture, storage, parameters } = model;
  const files = new Map([
    [WEIGHTS_FILE, model.weights],
    [GRAPH_FILE, model.graph],
    [TOKENIZER_FILE, new TextEncoder().encode(JSON.stringify(uncutTokenizer(tokenizer)))],
    [TOKENIZER_CONFIG_FILE, pretty(huggingFaceTokenizerConfig(tokenizer, fields.max_length))],
    [CONFIG_FILE, pretty(descriptionOf(architecture).huggingFaceConfig({ ...fields, architecture, storage }))],
  ]);
  const digests: Card["files"] = {};
  for (const [name, content] of files) digests[name] = { sha256: await sha256(content), bytes: content.length };
  // Parsing also puts the keys in the schema's order, whatever the caller's.
  const bytes = model.weights.length;
  const card = Card.parse({ ...fields, format: 1, architecture, storage, parameters, bytes, files: digests });
  return { card, files: files.set(CARD_FILE, pretty(card)) };
}

/**
 * Writes an artefact into `folder`, and returns its card.
 *
 * All is written to a temporary folder inside first. Then the old card goes, the files move into place, and the new card
 * comes last: a folder with a card is whole, whenever the process dies. Other files in the folder stay.
 * Throws UnwritableFolderError, and what `artefactFiles` throws.
 */
export async function writeArtefact(folder: string, parts: ArtefactParts): Promise<Card> {
  const { card, files } = await artefactFiles(parts);
  await writeWhole(folder, files);
  return card;
}

/** The same of files that are there already, the card last among them. Throws UnwritableFolderError. */
export async function writeWhole(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const temporary = await mkdtemp(join(folder, ".writing-"));
    try {
      for (const [name, content] of files) await writeFile(join(temporary, name), content, { flush: true });
      await rm(join(folder, CARD_FILE), { force: true });
      for (const name of files.keys()) await rename(join(temporary, name), join(folder, name));
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  } catch (error) {
    throw new UnwritableFolderError(`The artefact cannot be written to ${folder}: ${(error as Error).message}`);
  }
}

/** JSON for people and for diffs: two spaces, a line feed at the end. */
export const pretty = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
