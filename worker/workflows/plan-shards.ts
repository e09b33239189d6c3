import { NonRetryableError } from "cloudflare:workflows";
import { chooseRows } from "../../eval/tasks/choose-rows.ts";
import { shardsPrefix, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { byteLines } from "../storage/byte-lines.ts";
import type { EvaluationParams } from "./evaluation-params.ts";

/** A run of lines in the object of rows: all that a step needs to find its share. Bytes. */
export interface Shard {
  offset: number;
  length: number;
  rows: number;
}

export interface Plan {
  /** The object the shards lie in: the suite's rows, or the copy of those that a sample chose. */
  rowsKey: string;
  rows: number;
  shards: Shard[];
}

/**
 * A shard is to take seconds, well below a step's CPU limit, also for a slow model on long texts: 64 short sentences, or
 * about 8,000 tokens of long ones.
 */
const SHARD_ROWS = 64;
const SHARD_BYTES = 32 * 1024;

/** Cuts a suite, or what `sample` and `limit` leave of it, into shards. Same params, same plan. */
export async function planShards(bucket: R2Bucket, params: EvaluationParams): Promise<Plan> {
  const suiteKey = suiteRowsKey(params.suite, params.suite_sha256);
  if (params.sample === undefined) return { rowsKey: suiteKey, ...cut(await lengths(bucket, suiteKey, params.limit)) };

  const rowsKey = `${shardsPrefix(params.id)}rows.ndjson`;
  await bucket.put(rowsKey, await sampled(bucket, suiteKey, params));
  return { rowsKey, ...cut(await lengths(bucket, rowsKey)) };
}

/** Lines of an object, without their LF. Throws where there is no such object. */
async function lines(bucket: R2Bucket, key: string): Promise<AsyncGenerator<Uint8Array>> {
  const object = await bucket.get(key);
  if (object === null) throw new NonRetryableError(`the bucket has no ${key}`);
  return byteLines(object.body);
}

/** Bytes of each line, LF included, of the first `limit` lines. */
async function lengths(bucket: R2Bucket, key: string, limit = Number.POSITIVE_INFINITY): Promise<number[]> {
  const result: number[] = [];
  for await (const line of await lines(bucket, key)) {
    if (result.push(line.length + 1) === limit) break;
  }
  return result;
}

/** The chosen lines as one text: one pass for the ids, one for the lines, so that a large suite never lies in memory. */
async function sampled(bucket: R2Bucket, key: string, { sample, limit }: EvaluationParams): Promise<string> {
  const decoder = new TextDecoder();
  const ids: string[] = [];
  for await (const line of await lines(bucket, key)) ids.push(JSON.parse(decoder.decode(line)).id);
  const chosen = new Set(chooseRows(ids, { sample, limit }));
  const kept: string[] = [];
  let position = 0;
  for await (const line of await lines(bucket, key)) if (chosen.has(position++)) kept.push(`${decoder.decode(line)}\n`);
  return kept.join("");
}

function cut(lineLengths: readonly number[]): { rows: number; shards: Shard[] } {
  const shards: Shard[] = [];
  let offset = 0;
  for (const length of lineLengths) {
    const last = shards.at(-1);
    if (last !== undefined && last.rows < SHARD_ROWS && last.length + length <= SHARD_BYTES) {
      last.length += length;
      last.rows++;
    } else {
      shards.push({ offset, length, rows: 1 });
    }
    offset += length;
  }
  return { rows: lineLengths.length, shards };
}
