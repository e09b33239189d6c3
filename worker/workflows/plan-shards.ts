import { NonRetryableError } from "cloudflare:workflows";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { chooseRows } from "../../eval/sampling/choose-rows.ts";
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import { shardsPrefix, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { Row, RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { rowsInTurns } from "../runtime/rows-in-turns.ts";
import { byteLines } from "../storage/byte-lines.ts";
import { DamagedError } from "../storage/damage.ts";
import { hex } from "../storage/digested.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";
import { getRows } from "../storage/suite-rows.ts";

/** A run of lines in the object of rows: all that a step needs to find its share. Bytes. */
export interface Shard {
  offset: number;
  length: number;
  rows: number;
  /** Of these bytes. */
  sha256: string;
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
 * is expected to cost; others have their turns between rows. Gives up for good on rows that are missing, or don't have the digest they are named by.
 */
export async function planShards(
  bucket: R2Bucket,
  params: Asked,
  seconds: (row: Row) => number,
  turn?: Turn,
): Promise<Plan> {
  const suiteKey = suiteRowsKey(params.suite, params.suite_sha256);
  const suite = () => lines(suiteKey, () => wholeRows(bucket, params), turn);
  if (params.sample === undefined) return { rowsKey: suiteKey, ...(await cut(suite(), seconds, params)) };

  const rowsKey = `${shardsPrefix(params.id)}rows.ndjson`;
  await bucket.put(rowsKey, await sampled(suite, params));
  return {
    rowsKey,
    ...(await cut(
      lines(rowsKey, () => bucket.get(rowsKey), turn),
      seconds,
    )),
  };
}

interface Line {
  /** Without its LF. */
  bytes: Uint8Array;
  text: string;
}

async function wholeRows(bucket: R2Bucket, { suite, suite_sha256 }: Asked): Promise<R2ObjectBody | null> {
  try {
    return await getRows(bucket, suite, suite_sha256);
  } catch (error) {
    if (error instanceof DamagedError) throw new NonRetryableError(error.message);
    throw error;
  }
}

async function* lines(
  key: string,
  open: () => Promise<R2ObjectBody | null>,
  turn: Turn | undefined,
): AsyncGenerator<Line> {
  const object = await open();
  if (object === null) throw new NonRetryableError(`the bucket has no ${key}`);
  const decoder = new TextDecoder();
  for await (const bytes of rowsInTurns(byteLines(object.body), turn)) yield { bytes, text: decoder.decode(bytes) };
}

/** The chosen lines as one text: one pass for the ids, one for the lines, so that a large suite never lies in memory. */
async function sampled<K extends RowKind>(
  suite: () => AsyncIterable<Line>,
  { kind, sample, limit }: Asked & { kind: K },
): Promise<string> {
  const stratum: Kind<K>["stratum"] = KINDS[kind].stratum;
  const ids: string[] = [];
  const strata: string[] = [];
  for await (const { text } of suite()) {
    const row = JSON.parse(text) as RowOf[K];
    ids.push(row.id);
    if (stratum !== null) strata.push(stratum(row));
  }
  const chosen = new Set(chooseRows(ids, { sample, limit, ...(stratum !== null && { strata }) }));
  const kept: string[] = [];
  let position = 0;
  for await (const { text } of suite()) if (chosen.has(position++)) kept.push(`${text}\n`);
  return kept.join("");
}

/** Closes a shard before the row that would be too much for it; a row that is too much alone gets one of its own. */
async function cut(
  suite: AsyncIterable<Line>,
  seconds: (row: Row) => number,
  { limit = Number.POSITIVE_INFINITY }: { limit?: number } = {},
): Promise<{ rows: number; shards: Shard[] }> {
  const shards: Shard[] = [];
  let open: OpenShard | undefined;
  const close = async () => {
    if (open) shards.push(await closed(open));
  };
  let [offset, rows] = [0, 0];
  for await (const { bytes, text } of suite) {
    const [length, cost] = [bytes.length + 1, seconds(JSON.parse(text) as Row)];
    const fits =
      open && open.rows < SHARD_ROWS && open.length + length <= SHARD_BYTES && open.spent + cost <= SHARD_SECONDS;
    if (!fits) {
      await close();
      open = openShard(offset);
    }
    await open!.digest.write(bytes);
    await open!.digest.write(LF);
    open!.length += length;
    open!.rows++;
    open!.spent += cost;
    offset += length;
    if (++rows === limit) break;
  }
  await close();
  return { rows, shards };
}

interface OpenShard extends Omit<Shard, "sha256"> {
  spent: number;
  stream: DigestStream;
  digest: WritableStreamDefaultWriter<Uint8Array>;
}

const LF = new Uint8Array([10]);

function openShard(offset: number): OpenShard {
  const stream = new crypto.DigestStream("SHA-256");
  return { offset, length: 0, rows: 0, spent: 0, stream, digest: stream.getWriter() };
}

async function closed({ offset, length, rows, stream, digest }: OpenShard): Promise<Shard> {
  await digest.close();
  return { offset, length, rows, sha256: hex(await stream.digest) };
}
