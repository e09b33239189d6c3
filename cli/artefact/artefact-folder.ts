/** A trained model's folder, read and checked whole before any of it goes anywhere. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { prettifyError } from "zod";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256, versionOf } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { readSafetensors, SafetensorsError } from "../../r2-assets/format/safetensors.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { tablesOf, tokenizerMisfit } from "../../r2-assets/format/tokenizer-fits.ts";

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
  | { kind: "damaged"; reason: string };

/** Without these no reader can answer. */
const NEEDED = [WEIGHTS_FILE, GRAPH_FILE, TOKENIZER_FILE];

/** Reads card and files, checks schema, sizes, digests and the header of the weights. Throws only when a file can't be read. */
export async function readArtefact(folder: string): Promise<ArtefactReading> {
  const cardBytes = await readIfThere(join(folder, CARD_FILE));
  if (cardBytes === undefined) return { kind: "absent" };
  const card = parseCard(cardBytes);
  if (typeof card === "string") return { kind: "damaged", reason: card };
  const missing = NEEDED.find((name) => !Object.hasOwn(card.files, name));
  if (missing !== undefined) return { kind: "damaged", reason: `${CARD_FILE} lists no ${missing}` };

  const files: ArtefactFile[] = [];
  let misfit: string | undefined;
  for (const [name, promised] of Object.entries(card.files)) {
    const path = join(folder, name);
    const content = await readIfThere(path);
    const reason = content === undefined ? `${name} is missing` : await flaw(name, content, card);
    if (reason !== undefined) return { kind: "damaged", reason };
    if (name === TOKENIZER_FILE) misfit = tokenizerFlaw(content!, card);
    files.push({ name, path, ...promised });
  }
  const bytes = cardBytes.byteLength;
  files.push({ name: CARD_FILE, path: join(folder, CARD_FILE), bytes, sha256: await sha256(cardBytes) });
  const artefact: Artefact = { folder, card, version: await versionOf(cardBytes), files };
  return misfit === undefined ? { kind: "sound", artefact } : { kind: "unfit", artefact, reason: misfit };
}

/** Why texts cannot be put to this model, as far as tokenizer and card tell. */
function tokenizerFlaw(content: Uint8Array, { architecture, max_length, task }: Card): string | undefined {
  try {
    const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(content)), { maxLength: max_length });
    return tokenizerMisfit(tokenizer, tablesOf(architecture), { maxLength: max_length, task });
  } catch (error) {
    return `${TOKENIZER_FILE} is unusable: ${(error as Error).message}`;
  }
}

/** The card, or what is wrong with it. */
export function parseCard(bytes: Uint8Array): Card | string {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return `${CARD_FILE} is not JSON`;
  }
  const parsed = Card.safeParse(json);
  if (!parsed.success) return `${CARD_FILE} is not a card: ${oneLine(prettifyError(parsed.error))}`;
  if (Object.hasOwn(parsed.data.files, CARD_FILE)) return `${CARD_FILE} lists itself`;
  return parsed.data;
}

async function flaw(name: string, content: Uint8Array, card: Card): Promise<string | undefined> {
  const promised = card.files[name]!;
  if (content.byteLength !== promised.bytes) {
    return `${name} has ${content.byteLength} bytes, its card says ${promised.bytes}`;
  }
  if ((await sha256(content)) !== promised.sha256) return `${name} does not have the sha256 its card lists`;
  if (name !== WEIGHTS_FILE) return undefined;
  if (card.bytes !== promised.bytes) return `${CARD_FILE} says bytes: ${card.bytes}, but ${name} has ${promised.bytes}`;
  try {
    readSafetensors(content);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    return `${name}: ${error.message}`;
  }
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

const oneLine = (text: string) => text.replace(/✖ /g, "").replace(/\s*\n\s*(→ )?/g, " ");
