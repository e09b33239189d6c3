import { NonRetryableError } from "cloudflare:workflows";
import { chooseRows } from "../../eval/sampling/choose-rows.ts";
import { shardsPrefix, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { BehaviouralRow, Row } from "../../r2-assets/format/rows.ts";
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

/** A step may take 10 s of CPU; estimates are rough, so half of that is planned. */
const SHARD_SECONDS = 5;
/** However cheap its rows, a shard stays small enough that progress is seen and little is lost in a crash. */
const SHARD_ROWS = 128;
const SHARD_BYTES = 2 ** 20;

type Asked = Pick<EvaluationParams, "id" | "suite" | "suite_sha256" | "kind" | "limit" | "sample">;

/**
 * Cuts a suite, or what `sample` and `limit` leave of it, into shards. Same params, same plan. `seconds` tells what a row
 * is expected to cost.
 */
export async function planShards(bucket: R2Bucket, params: Asked, seconds: (row: Row) => number): Promise<Plan> {
  const suiteKey = suiteRowsKey(params.suite, params.suite_sha256);
  if (params.sample === undefined)
    return { rowsKey: suiteKey, ...(await cut(lines(bucket, suiteKey), seconds, params)) };

  const rowsKey = `${shardsPrefix(params.id)}rows.ndjson`;
  await bucket.put(rowsKey, await sampled(bucket, suiteKey, params));
  return { rowsKey, ...(await cut(lines(bucket, rowsKey), seconds)) };
}

interface Line {
  /** LF included. */
  bytes: number;
  text: string;
}

/** The lines of an object. Throws where there is no such object. */
async function* lines(bucket: R2Bucket, key: string): AsyncGenerator<Line> {
  const object = await bucket.get(key);
  if (object === null) throw new NonRetryableError(`the bucket has no ${key}`);
  const decoder = new TextDecoder();
  for await (const line of byteLines(object.body)) yield { bytes: line.length + 1, text: decoder.decode(line) };
}

/** The chosen lines as one text: one pass for the ids, one for the lines, so that a large suite never lies in memory. */
async function sampled(bucket: R2Bucket, key: string, { kind, sample, limit }: Asked): Promise<string> {
  const ids: string[] = [];
  const tests: string[] = [];
  for await (const { text } of lines(bucket, key)) {
    const row = JSON.parse(text) as Row;
    ids.push(row.id);
    if (kind === "behavioural") tests.push((row as BehaviouralRow).test);
  }
  // Of a behavioural suite a sample means so many cases a test: one of the whole would all but lose the small tests.
  const chosen = new Set(chooseRows(ids, { sample, limit, ...(kind === "behavioural" && { strata: tests }) }));
  const kept: string[] = [];
  let position = 0;
  for await (const { text } of lines(bucket, key)) if (chosen.has(position++)) kept.push(`${text}\n`);
  return kept.join("");
}

/** Closes a shard before the row that would be too much for it; a row that is too much alone gets one of its own. */
async function cut(
  suite: AsyncIterable<Line>,
  seconds: (row: Row) => number,
  { limit = Number.POSITIVE_INFINITY }: { limit?: number } = {},
): Promise<{ rows: number; shards: Shard[] }> {
  const shards: Shard[] = [];
  let [offset, rows, spent] = [0, 0, 0];
  for await (const { bytes, text } of suite) {
    const cost = seconds(JSON.parse(text) as Row);
    const last = shards.at(-1);
    const fits = last && last.rows < SHARD_ROWS && last.length + bytes <= SHARD_BYTES && spent + cost <= SHARD_SECONDS;
    if (fits) {
      last.length += bytes;
      last.rows++;
      spent += cost;
    } else {
      shards.push({ offset, length: bytes, rows: 1 });
      spent = cost;
    }
    offset += bytes;
    if (++rows === limit) break;
  }
  return { rows, shards };
}
