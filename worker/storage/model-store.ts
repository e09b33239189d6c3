/** Where published models live, and the checks between their bytes and a reader. */
import type * as z from "zod";
import { Card } from "../../r2-assets/format/card.ts";
import { versionOf } from "../../r2-assets/format/digest.ts";
import {
  CARD_FILE,
  GRAPH_FILE,
  MANIFEST_KEY,
  modelKey,
  TOKENIZER_FILE,
  WEIGHTS_FILE,
} from "../../r2-assets/format/keys.ts";
import { emptyManifest, Manifest, release } from "../../r2-assets/format/manifest.ts";
import { damageOf } from "./damage.ts";
import type { Objects } from "./objects.ts";

/** What the Worker reads of a version; the rest (`config.json`) is for other readers. */
export const SERVED_FILES = [GRAPH_FILE, WEIGHTS_FILE, TOKENIZER_FILE] as const;
export type ServedFile = (typeof SERVED_FILES)[number];

/** A version's files by name, `card.json` among them. */
export type Artefact = Record<string, Uint8Array>;

/** Stored bytes that are not what they should be: `reason` is one sentence that names the file. */
export type Damaged = { kind: "damaged"; reason: string };

export type CardLookup = { kind: "found"; version: string; card: Card } | { kind: "missing" } | Damaged;

export type ModelLookup =
  | { kind: "found"; version: string; card: Card; files: Record<ServedFile, Uint8Array> }
  | { kind: "missing" }
  | Damaged;

export type ModelList = { kind: "found"; models: { id: string; version: string }[] } | Damaged;

/** Returns what it finds; throws only when the place the bytes lie in cannot be reached. */
export interface ModelStore {
  /** Current versions, sorted by id. */
  list(): Promise<ModelList>;
  /** The card of a model's current version, or of the one named. */
  card(id: string, version?: string): Promise<CardLookup>;
  /** Card and served files, every one checked against its digest. */
  get(id: string, version?: string): Promise<ModelLookup>;
  /** Writes a version, named by its card, and makes it current last. Returns that name. */
  put(id: string, artefact: Artefact): Promise<string>;
}

/**
 * A model store over any objects. The manifest is believed for `manifestTtlMs` (an id or version it does not know is
 * looked up afresh, so a release is never denied); cards are remembered for good, being named by their content.
 */
export function modelStore(objects: Objects, { manifestTtlMs = 2000 } = {}): ModelStore {
  const cards = new Map<string, Card>();
  let known: { manifest: Manifest; readAt: number } | undefined;

  async function manifest(fresh = false): Promise<Manifest | Damaged> {
    if (!fresh && known !== undefined && Date.now() - known.readAt < manifestTtlMs) return known.manifest;
    const bytes = await objects.read(MANIFEST_KEY);
    const parsed = bytes === null ? { success: true as const, data: emptyManifest() } : parseJson(Manifest, bytes);
    if (!parsed.success) return damaged(`${MANIFEST_KEY} is not a manifest: ${parsed.reason}`);
    known = { manifest: parsed.data, readAt: Date.now() };
    return parsed.data;
  }

  /** The version meant by `id` and `version`; undefined where the manifest knows none. */
  async function resolve(id: string, version?: string): Promise<string | undefined | Damaged> {
    for (const fresh of [false, true]) {
      const read = await manifest(fresh);
      if ("kind" in read) return read;
      const entry = Object.hasOwn(read.models, id) ? read.models[id] : undefined;
      const found = version === undefined ? entry?.current : entry?.versions.find((v) => v === version);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async function card(id: string, wanted?: string): Promise<CardLookup> {
    const version = await resolve(id, wanted);
    if (version === undefined) return { kind: "missing" };
    if (typeof version === "object") return version;
    const key = modelKey(id, version, CARD_FILE);
    const remembered = cards.get(key);
    if (remembered !== undefined) return { kind: "found", version, card: remembered };

    const bytes = await objects.read(key);
    if (bytes === null) return damaged(`${key} is missing`);
    const actual = await versionOf(bytes);
    if (actual !== version) return damaged(`${key} has the digest ${actual}, not ${version}`);
    const parsed = parseJson(Card, bytes);
    if (!parsed.success) return damaged(`${key} is not a card: ${parsed.reason}`);
    if (parsed.data.id !== id) return damaged(`${key} is the card of ${parsed.data.id}`);
    cards.set(key, parsed.data);
    return { kind: "found", version, card: parsed.data };
  }

  return {
    card,

    async list() {
      const read = await manifest();
      if ("kind" in read) return read;
      const models = Object.entries(read.models).map(([id, { current }]) => ({ id, version: current }));
      return { kind: "found", models: models.sort((a, b) => (a.id < b.id ? -1 : 1)) };
    },

    async get(id, wanted) {
      const lookup = await card(id, wanted);
      if (lookup.kind !== "found") return lookup;
      const { version } = lookup;
      const files = {} as Record<ServedFile, Uint8Array>;
      for (const name of SERVED_FILES) {
        const key = modelKey(id, version, name);
        const promised = lookup.card.files[name];
        if (promised === undefined) return damaged(`the card of ${id}@${version} lists no ${name}`);
        const bytes = await objects.read(key);
        if (bytes === null) return damaged(`${key} is missing`);
        const damage = await damageOf(key, bytes, promised, "its card");
        if (damage !== undefined) return damaged(damage);
        files[name] = bytes;
      }
      return { ...lookup, files };
    },

    async put(id, artefact) {
      const cardJson = artefact[CARD_FILE];
      if (cardJson === undefined) throw new RangeError(`the artefact of ${id} has no ${CARD_FILE}`);
      const version = await versionOf(cardJson);
      for (const [name, bytes] of Object.entries(artefact)) await objects.write(modelKey(id, version, name), bytes);
      const read = await manifest(true);
      if ("kind" in read) throw new Error(read.reason);
      const next = release(read, id, version);
      await objects.write(MANIFEST_KEY, new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`));
      known = { manifest: next, readAt: Date.now() };
      return version;
    },
  };
}

const damaged = (reason: string): Damaged => ({ kind: "damaged", reason });

type Parsed<T> = { success: true; data: T } | { success: false; reason: string };

function parseJson<T>(schema: { safeParse(value: unknown): z.ZodSafeParseResult<T> }, bytes: Uint8Array): Parsed<T> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return { success: false, reason: "it is not JSON" };
  }
  const result = schema.safeParse(value);
  if (result.success) return { success: true, data: result.data };
  const { path, message } = result.error.issues[0]!;
  return { success: false, reason: path.length === 0 ? message : `${path.map(String).join(".")}: ${message}` };
}
