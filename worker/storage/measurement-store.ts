import * as z from "zod";
import { ModelId, Runtime, Version } from "../../r2-assets/format/names.ts";
import type { Database } from "./database.ts";

const Milliseconds = z.number().nonnegative();

/** Latency as a client measured it. A Worker can't: its clock stands still while it computes. */
export const Measurement = z
  .strictObject({
    model: ModelId,
    version: Version,
    /** What answered; unknown of measurements from before there were two. */
    runtime: Runtime.optional(),
    /** How it was measured: `closed loop, 1 client`. */
    method: z.string().min(1).max(200),
    /** Where: `AMD EPYC, 2 cores, wrangler dev`. */
    machine: z.string().min(1).max(200),
    /** Tokens of each text, special ones included. */
    tokens: z.int().positive(),
    /** Texts a request. */
    batch: z.int().positive(),
    /** Milliseconds from sending a request to having its answer. */
    p50: Milliseconds,
    p95: Milliseconds,
    p99: Milliseconds,
    /** Requests measured. */
    n: z.int().positive(),
    /** Milliseconds of the first request after a start, which loads the model. */
    cold_start: Milliseconds.optional(),
  })
  .refine((m) => m.p50 <= m.p95 && m.p95 <= m.p99, { message: "p50 <= p95 <= p99 must hold", path: ["p95"] });
export type Measurement = z.infer<typeof Measurement>;

/** Whose word it is: the name of the API key it was posted with, and whether that has the scope admin. */
export interface Poster {
  posted_by: string;
  by_admin: boolean;
}

/** Measurements of before have no poster. */
export type StoredMeasurement = Measurement & { id: string; measured_at: string } & Partial<Poster>;

/** Fewer requests have no 99th percentile worth the name: they are listed, and stand for no model. */
const LEAST_REQUESTS = 20;

export interface MeasurementStore {
  add(measurement: Measurement, poster: Poster): Promise<StoredMeasurement>;
  get(id: string): Promise<StoredMeasurement | null>;
  delete(id: string): Promise<void>;
  /** Newest first, at most `limit`; of one model, or one version of it. */
  list(
    filter: { model?: string | undefined; version?: string | undefined },
    limit: number,
  ): Promise<StoredMeasurement[]>;
  /** What stands for a version: of one text a request over 20 requests or more the newest, an admin's before anybody else's; with `runtime` of its own. */
  latest(model: string, version: string, runtime?: Runtime): Promise<StoredMeasurement | null>;
}

export const measurementStore = (db: Database): MeasurementStore => ({
  async add(measurement, poster) {
    const stored = { id: crypto.randomUUID(), ...measurement, measured_at: new Date().toISOString(), ...poster };
    await db
      .prepare("INSERT INTO measurements (id, model, version, body, measured_at) VALUES (?, ?, ?, ?, ?)")
      .bind(stored.id, stored.model, stored.version, JSON.stringify(stored), stored.measured_at)
      .run();
    return stored;
  },

  async get(id) {
    const tuple = await db.prepare("SELECT body FROM measurements WHERE id = ?").bind(id).first<{ body: string }>();
    return tuple && (JSON.parse(tuple.body) as StoredMeasurement);
  },

  async delete(id) {
    await db.prepare("DELETE FROM measurements WHERE id = ?").bind(id).run();
  },

  async list({ model, version }, limit) {
    const { results } = await db
      .prepare(
        `SELECT body FROM measurements WHERE (?1 IS NULL OR model = ?1) AND (?2 IS NULL OR version = ?2)
         ORDER BY measured_at DESC, rowid DESC LIMIT ?3`,
      )
      .bind(model ?? null, version ?? null, limit)
      .all<{ body: string }>();
    return results.map(({ body }) => JSON.parse(body) as StoredMeasurement);
  },

  async latest(model, version, runtime) {
    const tuple = await db
      .prepare(
        `SELECT body FROM measurements WHERE model = ?1 AND version = ?2 AND json_extract(body, '$.batch') = 1
           AND json_extract(body, '$.n') >= ?3 AND (?4 IS NULL OR json_extract(body, '$.runtime') = ?4)
         ORDER BY COALESCE(json_extract(body, '$.by_admin'), 0) DESC, measured_at DESC, rowid DESC LIMIT 1`,
      )
      .bind(model, version, LEAST_REQUESTS, runtime ?? null)
      .first<{ body: string }>();
    return tuple && (JSON.parse(tuple.body) as StoredMeasurement);
  },
});
