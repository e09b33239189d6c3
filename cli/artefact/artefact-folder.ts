/** A trained model's folder, read and checked whole before any of it goes anywhere. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileFlaw, openTokenizer, readCard } from "../../r2-assets/format/artefact-check.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { type Damaged, damaged } from "../../r2-assets/format/damaged.ts";
import { sha256, versionOf } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, TOKENIZER_FILE } from "../../r2-assets/format/keys.ts";

export interface ArtefactFile {
  name: string;
  path: string;
  bytes: number;
  sha256: string;
}

/** An artefact whose files are all there and as the card says. */
export interface Artefact {
  folder: string;
  card: Card;
  version: string;
  /** Everything the version consists of, the card last. What else lies in the folder is no part of it. */
  files: ArtefactFile[];
}

export type ArtefactReading =
  | { kind: "sound"; artefact: Artefact }
  | { kind: "unfit"; artefact: Artefact; reason: string } // as the card says, but tokenizer and tables don't go together
  | { kind: "absent" } // no folder, or no card in it
  | Damaged;

/** Reads card and files, checks schema, sizes, digests and the header of the weights. Throws only when a file can't be read. */
export async function readArtefact(folder: string): Promise<ArtefactReading> {
  const cardBytes = await readIfThere(join(folder, CARD_FILE));
  if (cardBytes === undefined) return { kind: "absent" };
  const reading = await readCard(cardBytes);
  if (reading.kind === "damaged") return reading;
  const { card } = reading;

  const files: ArtefactFile[] = [];
  let unfit: string | undefined;
  for (const [name, promised] of Object.entries(card.files)) {
    const path = join(folder, name);
    const content = await readIfThere(path);
    const flaw = await fileFlaw(card, name, content);
    if (flaw !== undefined) return damaged(flaw);
    if (name === TOKENIZER_FILE) {
      const opened = openTokenizer(card, content!);
      if (opened.kind === "unusable") unfit = opened.reason;
    }
    files.push({ name, path, ...promised });
  }
  const bytes = cardBytes.byteLength;
  files.push({ name: CARD_FILE, path: join(folder, CARD_FILE), bytes, sha256: await sha256(cardBytes) });
  const artefact: Artefact = { folder, card, version: await versionOf(cardBytes), files };
  return unfit === undefined ? { kind: "sound", artefact } : { kind: "unfit", artefact, reason: unfit };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw error;
  }
}
