import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodedBody } from "./decoded-body.ts";

const LIMIT = 2 ** 20;
const ZEROS = new Uint8Array(700);
const [one, two] = [gzipSync("first\n"), gzipSync("second\n")].map((bytes) => new Uint8Array(bytes)) as [
  Uint8Array<ArrayBuffer>,
  Uint8Array<ArrayBuffer>,
];
const zlib = new Uint8Array(deflateSync("first\nsecond\n"));
const raw = new Uint8Array(deflateRawSync("first\nsecond\n"));

const joined = async (...parts: Uint8Array<ArrayBuffer>[]) => new Uint8Array(await new Blob(parts).arrayBuffer());

/** A body that arrives in these chunks. */
function requestOf(chunks: readonly Uint8Array[], encoding: string): Request {
  const left = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
  });
  return new Request("http://retort/", { method: "POST", body, headers: { "content-encoding": encoding } });
}

async function read(chunks: readonly Uint8Array[], encoding: string, limit = LIMIT): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of decodedBody(requestOf(chunks, encoding), limit)) {
    text += decoder.decode(piece, { stream: true });
  }
  return text;
}

/** However the network cuts it. */
const cuts = (bytes: Uint8Array) => [[bytes], [...bytes].map((byte) => Uint8Array.of(byte))];

describe("gzip", () => {
  test.each([
    ["one member", [one], "first\n"],
    ["two members", [one, two], "first\nsecond\n"],
    ["an empty member between two", [one, new Uint8Array(gzipSync("")), two], "first\nsecond\n"],
    ["zeros behind", [one, two, ZEROS], "first\nsecond\n"],
    ["zeros between", [one, ZEROS, two, ZEROS], "first\nsecond\n"],
  ])("%s", async (_, parts, text) => {
    for (const chunks of [...cuts(await joined(...parts)), parts]) {
      expect(await read(chunks, "gzip")).toBe(text);
      expect(await read(chunks, "X-GZIP")).toBe(text);
    }
  });

  const junk = new Uint8Array([1, 2, 3]);
  test.each([
    ["nothing", []],
    ["something else", [junk]],
    ["cut amid a member", [one.subarray(0, 15)]],
    ["cut amid a checksum", [one.subarray(0, -3)]],
    ["cut amid the second member", [one, two.subarray(0, 12)]],
    ["cut amid the second header", [one, two.subarray(0, 1)]],
    ["junk behind", [one, junk]],
    ["junk behind zeros", [one, ZEROS, junk]],
    ["zeros in front", [ZEROS, one]],
    ["a wrong checksum", [one.slice(0, -8), Uint8Array.of(1, 2, 3, 4), one.slice(-4)]],
  ])("is refused: %s", async (_, parts) => {
    for (const chunks of [...cuts(await joined(...parts)), parts]) {
      await expect(read(chunks, "gzip")).rejects.toMatchObject({
        status: 400,
        slug: "malformed-gzip",
        message: "The body came as gzip, and is not whole or not gzip.",
      });
    }
  });
});

describe("deflate", () => {
  test.each([
    ["zlib's format", zlib],
    ["raw", raw],
  ])("%s", async (_, bytes) => {
    for (const chunks of cuts(bytes)) expect(await read(chunks, "deflate")).toBe("first\nsecond\n");
  });

  test.each([
    ["nothing", []],
    ["cut", [zlib.subarray(0, -5)]],
    ["raw, cut", [raw.subarray(0, -2)]],
    ["junk behind", [zlib, Uint8Array.of(7)]],
    ["junk behind raw", [raw, Uint8Array.of(7)]],
    ["gzip", [one]],
  ])("is refused: %s", async (_, parts) => {
    for (const chunks of [...cuts(await joined(...parts)), parts]) {
      await expect(read(chunks, "deflate")).rejects.toMatchObject({ status: 400, slug: "malformed-deflate" });
    }
  });
});

describe("which encoding", () => {
  test.each(["", "identity", "identity, identity", " , "])("%j is none", async (encoding) => {
    expect(await read([zlib], encoding)).toBe(await read([zlib], "identity"));
  });

  test.each(["gzip, identity", "identity,gzip", "GZip"])("%j is gzip", async (encoding) => {
    expect(await read([one], encoding)).toBe("first\n");
  });

  test.each(["br", "gzip, gzip", "deflate, gzip", "zstd", "chunked"])("%j is refused", async (encoding) => {
    await expect(read([one], encoding)).rejects.toMatchObject({
      status: 415,
      slug: "unsupported-media-type",
      message: `The body may be plain, or packed once by gzip or deflate; it came with content-encoding "${encoding}".`,
      headers: { "accept-encoding": "gzip, deflate" },
    });
  });
});

describe("the limit", () => {
  const most = "x".repeat(1000);

  test.each(["gzip", "deflate"])("counts what comes out of %s, whose frame is not counted", async (encoding) => {
    const pack = encoding === "gzip" ? gzipSync : deflateSync;
    const noise = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(1000)).map((byte) => byte & 127));
    for (const text of [most, noise]) {
      expect(await read([new Uint8Array(pack(text))], encoding, 1000)).toBe(text);
      await expect(read([new Uint8Array(pack(`${text}x`))], encoding, 1000)).rejects.toMatchObject({ status: 413 });
    }
  });

  test("holds for members without end that hold nothing", async () => {
    const empty = new Uint8Array(gzipSync(""));
    const chunks = Array.from({ length: 2 ** 12 }, () => empty);
    await expect(read(chunks, "gzip", 1000)).rejects.toMatchObject({ status: 413 });
  });

  test("stops a bomb after the first pieces", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(2 ** 26)));
    let seen = 0;
    const reading = async () => {
      for await (const piece of decodedBody(requestOf([bomb], "gzip"), LIMIT)) seen += piece.length;
    };
    await expect(reading()).rejects.toMatchObject({ status: 413, slug: "body-too-large" });
    expect(seen).toBeLessThanOrEqual(LIMIT);
  });
});

test("what breaks the network is not told as bad gzip", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error("the line is dead"));
    },
  });
  const request = new Request("http://retort/", { method: "POST", body, headers: { "content-encoding": "gzip" } });
  await expect(decodedBody(request, LIMIT).next()).rejects.toThrow("the line is dead");
});
