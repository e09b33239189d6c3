/** Where published models live, and the checks between their bytes and a reader. */
import { fileFlaw, readCard, servedFiles } from "../../r2-assets/format/artefact-check.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { type Damaged, damaged } from "../../r2-assets/format/damaged.ts";
import { CARD_FILE, MANIFEST_KEY, modelKey } from "../../r2-assets/format/keys.ts";
import { emptyManifest, type Manifest, readManifest } from "../../r2-assets/format/manifest.ts";

export type CardLookup = { kind: "found"; version: string; card: Card } | { kind: "missing" } | Damaged;

export type ModelLookup =
  | { kind: "found"; version: string; card: Card; files: Record<string, Uint8Array> }
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
}

/**
 * A model store over a bucket. The manifest is believed for `manifestTtlMs` (an id or version it does not know is
 * looked up afresh, so a release is never denied), and on where the bucket does not answer, so that models which are warm do; cards are remembered for good, being named by their content.
 */
export function modelStore(bucket: Pick<R2Bucket, "get">, { manifestTtlMs = 2000 } = {}): ModelStore {
  const cards = new Map<string, Card>();
  let known: { manifest: Manifest; readAt: number } | undefined;

  async function read(key: string): Promise<Uint8Array | null> {
    const object = await bucket.get(key);
    return object && new Uint8Array(await object.arrayBuffer());
  }

  async function manifest(fresh = false): Promise<Manifest | Damaged> {
    if (!fresh && known !== undefined && Date.now() - known.readAt < manifestTtlMs) return known.manifest;
    let bytes: Uint8Array | null;
    try {
      bytes = await read(MANIFEST_KEY);
    } catch (error) {
      if (fresh || known === undefined) throw error;
      known.readAt = Date.now(); // who comes next need not wait as long
      return known.manifest;
    }
    const reading = bytes === null ? { kind: "manifest" as const, manifest: emptyManifest() } : readManifest(bytes);
    if (reading.kind === "damaged") return reading;
    known = { manifest: reading.manifest, readAt: Date.now() };
    return reading.manifest;
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

    const bytes = await read(key);
    if (bytes === null) return damaged(`${key} is missing`);
    const reading = await readCard(bytes, key, { id, version });
    if (reading.kind === "damaged") return reading;
    cards.set(key, reading.card);
    return { kind: "found", version, card: reading.card };
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
      const files: Record<string, Uint8Array> = {};
      for (const name of servedFiles(lookup.card)) {
        const key = modelKey(id, version, name);
        const bytes = await read(key);
        const flaw = await fileFlaw(lookup.card, name, bytes, key);
        if (flaw !== undefined) return damaged(flaw);
        files[name] = bytes!;
      }
      return { ...lookup, files };
    },
  };
}
