/** Parquet as rows of values by column, as `datasets`, pandas and Spark write it. */
import { type FileHandle, open } from "node:fs/promises";
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { CliError } from "../cli-error.ts";
import type { FileItem } from "./file-items.ts";

export interface ParquetItems {
  titles: string[];
  /** Of columns of numbers that stand for names, `datasets`' ClassLabel, the names in their order. Their cells are names by now. */
  classNames: ReadonlyMap<string, readonly string[]>;
  items: AsyncGenerator<FileItem>;
}

/**
 * The rows of a Parquet file, read a row group at a time. Integers of 64 bits are numbers, as strings of their digits where those are not exact, and under
 * a title `id` always; bytes are text where they are UTF-8. Throws CliError, as `items` does, where the file is damaged.
 */
export async function parquetItems(path: string): Promise<ParquetItems> {
  const metadata = await reading(path, (file) => parquetMetadataAsync(file));
  const columns = parquetSchema(metadata).children.map(({ element }) => element);
  const classNames = classNamesIn(metadata);
  const decimals = new Set(
    columns.filter(({ converted_type }) => converted_type === "DECIMAL").map(({ name }) => name),
  );
  return {
    titles: columns.map(({ name }) => name),
    classNames,
    items: rowsOf(path, metadata, { classNames, decimals }),
  };
}

async function* rowsOf(
  path: string,
  metadata: FileMetaData,
  { classNames, decimals }: { classNames: ReadonlyMap<string, readonly string[]>; decimals: ReadonlySet<string> },
): AsyncGenerator<FileItem> {
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const rows = await reading(path, (file) =>
      parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd, utf8: false }),
    );
    for (const [i, row] of rows.entries()) {
      const inexact = Object.entries(row).find(([title, cell]) => decimals.has(title) && isInexact(cell));
      if (inexact !== undefined) {
        const problem = `${inexact[0]} is a DECIMAL with more digits than can be read here; write it as text or as a whole number of 64 bits`;
        yield { line: rowStart + i + 1, problem };
        continue;
      }
      const cells = Object.entries(row).map(([title, cell]) => {
        const names = classNames.get(title);
        return [title, names ? named(cell, names) : plain(cell, title === "id")] as const;
      });
      yield { line: rowStart + i + 1, value: Object.fromEntries(cells) };
    }
    rowStart = rowEnd;
  }
}

/** Whether digits may have been lost: hyparquet 1.33.0 reads decimals as floats (findings/hyparquet-reads-decimals-as-floats.sh). */
const isInexact = (cell: unknown): boolean => typeof cell === "number" && Math.abs(cell) > Number.MAX_SAFE_INTEGER;

/** A cell as JSON would have it. */
function plain(cell: unknown, isId = false): unknown {
  if (typeof cell === "bigint") {
    const number = Number(cell);
    return isId || !Number.isSafeInteger(number) ? String(cell) : number;
  }
  if (isId && Number.isSafeInteger(cell)) return String(cell);
  if (cell instanceof Uint8Array) return textOf(cell);
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString();
  if (Array.isArray(cell)) return cell.map((each) => plain(each));
  if (typeof cell === "object" && cell !== null)
    return Object.fromEntries(Object.entries(cell).map(([key, value]) => [key, plain(value)]));
  return cell ?? null;
}

/** The name of a class, or of each of a list; null for -1, by which `datasets` says that there is none. */
function named(cell: unknown, names: readonly string[]): unknown {
  if (Array.isArray(cell)) return cell.map((each) => named(each, names));
  return cell == null ? null : (names[Number(cell)] ?? null);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Columns of bytes without a type are text to many writers; what is none stays bytes. */
function textOf(bytes: Uint8Array): unknown {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes;
  }
}

/** As `datasets` keeps them: `{"info": {"features": {"label": {"names": […], "_type": "ClassLabel"}}}}`, of lists below `feature`. */
function classNamesIn({ key_value_metadata = [] }: FileMetaData): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const text = key_value_metadata.find(({ key }) => key === "huggingface")?.value;
  for (const [title, feature] of Object.entries(featuresOf(text))) {
    const own = namesOf(feature) ?? namesOf((feature as { feature?: unknown }).feature);
    if (own !== null) found.set(title, own);
  }
  return found;
}

function featuresOf(text: string | undefined): Record<string, unknown> {
  try {
    const features = JSON.parse(text ?? "{}")?.info?.features;
    return typeof features === "object" && features !== null ? features : {};
  } catch {
    return {};
  }
}

function namesOf(feature: unknown): readonly string[] | null {
  const { _type, names } = (feature ?? {}) as { _type?: unknown; names?: unknown };
  const isNames = Array.isArray(names) && names.every((name) => typeof name === "string");
  return _type === "ClassLabel" && isNames ? names : null;
}

/** What is done with the open file; what goes wrong in it is one sentence. */
async function reading<T>(path: string, work: (file: AsyncBuffer) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    return await work(await bufferOf(handle));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith("E")) throw new CliError(`${path} cannot be read (${code})`);
    throw new CliError(`${path} is not a whole Parquet file that can be read here (${message})`);
  } finally {
    await handle?.close();
  }
}

async function bufferOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const length = end - start;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
      if (bytesRead < length) throw new Error("it ends too early");
      return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + length);
    },
  };
}
