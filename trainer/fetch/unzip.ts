import { createReadStream, createWriteStream } from "node:fs";
import { chmod, type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";

interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  crc: number;
  compressedBytes: number;
  sizeBytes: number;
  /** Where its local header starts. */
  offset: number;
  /** Unix permissions, 0 when the archive knows none. */
  mode: number;
}

/**
 * Unpacks chosen entries of a zip archive (a Python wheel is one). `target` names the file an entry goes to, or nothing.
 * Streams, so that memory stays small whatever lies inside; checks size and CRC-32 of what it writes. Returns the names taken.
 * Reads the central directory, deflated and stored entries: PKWARE APPNOTE 6.3.10, 4.3.7, 4.3.12, 4.3.16.
 * Throws an Error naming the archive when it is damaged, encrypted or of the zip64 kind (4 GB and more).
 */
export async function unzip(archive: string, target: (name: string) => string | undefined): Promise<string[]> {
  const file = await open(archive);
  try {
    const taken: string[] = [];
    for (const entry of await centralDirectory(file, archive)) {
      const path = entry.name.endsWith("/") ? undefined : target(entry.name);
      if (path === undefined) continue;
      if (entry.name.split(/[/\\]/).includes("..")) throw damaged(archive, `entry ${entry.name} leaves its folder`);
      await mkdir(dirname(path), { recursive: true });
      await unpack(file, archive, entry, path);
      taken.push(entry.name);
    }
    return taken;
  } finally {
    await file.close();
  }
}

const damaged = (archive: string, reason: string) =>
  new Error(`${archive} is not a zip archive we can read: ${reason}`);

async function readAt(file: FileHandle, archive: string, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  if (bytesRead < length) throw damaged(archive, "it ends too early");
  return buffer;
}

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;

async function centralDirectory(file: FileHandle, archive: string): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, END_BYTES + LONGEST_COMMENT);
  const tail = await readAt(file, archive, size - tailBytes, tailBytes);
  const end = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0 || end + END_BYTES > tail.length) throw damaged(archive, "it has no central directory");
  const [count, length, offset] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (count === 0xffff || offset === 0xffffffff) throw damaged(archive, "it is of the zip64 kind");

  const directory = await readAt(file, archive, offset, length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > length || directory.readUInt32LE(at) !== 0x02014b50) throw damaged(archive, "its directory is torn");
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((o) => directory.readUInt16LE(at + o)) as [
      number,
      number,
      number,
    ];
    entries.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 8) & 1 ? -1 : directory.readUInt16LE(at + 10), // bit 0 of the flags: encrypted
      crc: directory.readUInt32LE(at + 16),
      compressedBytes: directory.readUInt32LE(at + 20),
      sizeBytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

async function unpack(file: FileHandle, archive: string, entry: ZipEntry, path: string): Promise<void> {
  if (entry.method !== 0 && entry.method !== 8)
    throw damaged(archive, `entry ${entry.name} is packed in an unknown way`);
  const header = await readAt(file, archive, entry.offset, 30);
  if (header.readUInt32LE(0) !== 0x04034b50)
    throw damaged(archive, `entry ${entry.name} is not where the directory says`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);

  let [crc, written] = [0, 0];
  const check = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      crc = crc32(chunk, crc);
      written += chunk.length;
      yield chunk;
    }
  };
  const end = start + entry.compressedBytes - 1;
  const source = end < start ? Readable.from([]) : createReadStream(archive, { start, end, highWaterMark: 1 << 20 });
  const sink = createWriteStream(path);
  try {
    if (entry.method === 8) await pipeline(source, createInflateRaw({ chunkSize: 1 << 20 }), check, sink);
    else await pipeline(source, check, sink);
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith("Z_")) throw error;
    throw damaged(archive, `entry ${entry.name} is damaged`);
  }
  if (crc !== entry.crc || written !== entry.sizeBytes) throw damaged(archive, `entry ${entry.name} is damaged`);
  if (entry.mode & 0o100) await chmod(path, 0o755);
}
