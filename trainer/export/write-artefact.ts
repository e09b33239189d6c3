/** An exported model as a folder that every reader understands. */
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type * as z from "zod";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, CONFIG_FILE, GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import type { ExportedModel } from "./export-model.ts";
import { huggingFaceConfig } from "./hugging-face-config.ts";

/** What the card says that cannot be read off the exported model. */
export type CardFields = Omit<
  z.input<typeof Card>,
  "format" | "architecture" | "storage" | "parameters" | "bytes" | "files"
>;

/** The folder cannot be written; the message names it and the reason. */
export class UnwritableFolderError extends Error {
  override name = "UnwritableFolderError";
}

/**
 * Writes weights, graph, `tokenizer.json`, `config.json` and `card.json` into `folder`, and returns the card.
 *
 * All is written to a temporary folder inside first. Then the old card goes, the files move into place, and the new card
 * comes last: a folder with a card is whole, whenever the process dies. Other files in the folder stay.
 * Throws UnwritableFolderError, and ZodError for fields that are no card.
 */
export async function writeArtefact(
  folder: string,
  { model, tokenizerJson, card: fields }: { model: ExportedModel; tokenizerJson: Uint8Array; card: CardFields },
): Promise<Card> {
  const { architecture, storage, parameters } = model;
  const config = pretty(huggingFaceConfig({ architecture, storage, labels: fields.labels }));
  const files: Record<string, Uint8Array> = {
    [WEIGHTS_FILE]: model.weights,
    [GRAPH_FILE]: model.graph,
    [TOKENIZER_FILE]: tokenizerJson,
    [CONFIG_FILE]: config,
  };
  const digests: Card["files"] = {};
  for (const [name, content] of Object.entries(files)) {
    digests[name] = { sha256: await sha256(content), bytes: content.length };
  }
  // Parsing also puts the keys in the schema's order, whatever the caller's.
  const bytes = model.weights.length;
  const card = Card.parse({ ...fields, format: 1, architecture, storage, parameters, bytes, files: digests });

  try {
    await mkdir(folder, { recursive: true });
    const temporary = await mkdtemp(join(folder, ".writing-"));
    try {
      const entries = [...Object.entries(files), [CARD_FILE, pretty(card)] as const];
      for (const [name, content] of entries) await writeFile(join(temporary, name), content, { flush: true });
      await rm(join(folder, CARD_FILE), { force: true });
      for (const [name] of entries) await rename(join(temporary, name), join(folder, name));
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  } catch (error) {
    throw new UnwritableFolderError(`The artefact cannot be written to ${folder}: ${(error as Error).message}`);
  }
  return card;
}

/** JSON for people and for diffs: two spaces, a line feed at the end. */
const pretty = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
