/** The rows of suites in the bucket: canonical NDJSON, named by its digest. */
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { canonicalLine, ROW_SCHEMAS, type RowKind, type RowOf } from "../../r2-assets/format/rows.ts";
import { byteLines } from "./byte-lines.ts";
import { getDigested, hex } from "./digested.ts";

/** Collects rows in any order as the bytes they will be stored as, which take less memory than the rows. */
export class CanonicalRows<K extends RowKind> {
  readonly #kind: K;
  readonly #lines: { id: string; bytes: Uint8Array }[] = [];
  readonly #encoder = new TextEncoder();

  constructor(kind: K) {
    this.#kind = kind;
  }

  add(row: RowOf[K]): void {
    this.#lines.push({ id: row.id, bytes: this.#encoder.encode(canonicalLine(this.#kind, row)) });
  }

  /** Stores them sorted by id; returns the sha256 that names them. Twice the same rows are the same object. */
  async store(bucket: R2Bucket, suite: string): Promise<string> {
    this.#lines.sort((a, b) => (a.id < b.id ? -1 : 1));
    const digest = new crypto.DigestStream("SHA-256");
    await this.#writeTo(digest);
    const sha256 = hex(await digest.digest);
    const { readable, writable } = new FixedLengthStream(this.#lines.reduce((sum, { bytes }) => sum + bytes.length, 0));
    await Promise.all([bucket.put(suiteRowsKey(suite, sha256), readable), this.#writeTo(writable)]);
    return sha256;
  }

  /** In pieces of 64 KiB, as a write costs more than the bytes of a short row. */
  async #writeTo(stream: WritableStream<Uint8Array>): Promise<void> {
    const writer = stream.getWriter();
    const piece = new Uint8Array(64 * 1024);
    let filled = 0;
    const flush = async () => {
      if (filled > 0) await writer.write(piece.slice(0, filled));
      filled = 0;
    };
    for (const { bytes } of this.#lines) {
      if (filled + bytes.length > piece.length) await flush();
      if (bytes.length > piece.length) {
        await writer.write(bytes);
      } else {
        piece.set(bytes, filled);
        filled += bytes.length;
      }
    }
    await flush();
    await writer.close();
  }
}

/** The rows of a suite one by one, in canonical order; null where the bucket has none. Throws DamagedError. */
export async function streamRows<K extends RowKind>(
  bucket: R2Bucket,
  suite: string,
  sha256: string,
  kind: K,
): Promise<AsyncGenerator<RowOf[K]> | null> {
  const object = await getRows(bucket, suite, sha256);
  return object && parsed(object.body, kind);
}

/** The object of a suite's rows; null where the bucket has none. Throws DamagedError where they don't have that digest. */
export const getRows = (bucket: R2Bucket, suite: string, sha256: string): Promise<R2ObjectBody | null> =>
  getDigested(bucket, suiteRowsKey(suite, sha256), sha256, {
    slug: "suite-damaged",
    what: `the stored copy of ${suite}`,
  });

async function* parsed<K extends RowKind>(body: ReadableStream<Uint8Array>, kind: K): AsyncGenerator<RowOf[K]> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for await (const line of byteLines(body)) yield ROW_SCHEMAS[kind].parse(JSON.parse(decoder.decode(line))) as RowOf[K];
}
