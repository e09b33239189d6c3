/** Content encodings on the routes that take a body, JSON and NDJSON alike. */
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { ask, expectJson, ndjson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { rowsOf } from "../test/recorded-runs.ts";

const rows = rowsOf("np");
beforeEach(() => publish("teacher"));
const packed = (headers: Record<string, string>) => ({
  headers: { "content-type": "application/x-ndjson", ...headers },
});
const GZIP = packed({ "content-encoding": "gzip" });
const concat = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const bytesOf = (text: string) => new TextEncoder().encode(text);

test("a suite in several members, or with zeros behind, is taken whole", async () => {
  const members = rows.map((row) => gzipSync(ndjson([row])));
  const plain = await expectJson(201, putSuite("own/plain", rows));
  const several = await expectJson(201, putSuite("own/several", concat(...members), GZIP));
  const padded = await expectJson(201, putSuite("own/padded", concat(...members, new Uint8Array(512)), GZIP));
  for (const { rows, sha256 } of [several, padded]) expect([rows, sha256]).toEqual([2, plain.sha256]);
  await expectJson(400, putSuite("own/bad", concat(...members, bytesOf("junk")), GZIP));
});

test("JSON is read packed, whatever the route", async () => {
  await expectJson(201, putSuite("own/films", rows));
  const predictions = rows.map(({ id, label }) => ({ id, label }));
  for (const [path, body, status] of [
    ["/models/tiny-teacher", { inputs: "fine" }, 200],
    ["/v1/compare", { models: ["tiny-teacher"], inputs: "fine" }, 200],
    ["/v1/submissions", { suite: "own/films", model: { name: "own" }, predictions }, 201],
  ] as const) {
    const json = JSON.stringify(body);
    for (const [encoding, bytes] of [
      ["gzip", gzipSync(json)],
      ["deflate", deflateSync(json)],
      ["deflate", deflateRawSync(json)],
      ["gzip", concat(gzipSync(json.slice(0, 9)), gzipSync(json.slice(9)))],
    ] as const) {
      const headers = { "content-type": "application/json", "content-encoding": encoding };
      await expectJson(status, ask(path, { body: new Uint8Array(bytes), headers }));
    }
    const headers = { "content-type": "application/json", "content-encoding": "br" };
    const refused = await ask(path, { body: json, headers });
    expect([refused.status, refused.headers.get("accept-encoding")]).toEqual([415, "gzip, deflate"]);
  }
});

test("of JSON the limit counts what comes out", async () => {
  const bomb = gzipSync(`{"inputs":"${"x".repeat(2 ** 21)}"}`);
  expect(bomb.length).toBeLessThan(2 ** 14);
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  await expectJson(413, ask("/models/tiny-teacher", { body: new Uint8Array(bomb), headers }));
});

test("lines end at LF or CRLF: other separators are text, and a lone CR is white space", async () => {
  const texts = ["a\u2028b", "a\u2029b", "a\u0085b", "a\u000bb"];
  const lines = texts.map(
    (text, i) => `{"id":"${i}",\r"text_a":"${text.replace("\u000b", "\\u000b")}","label":"x${i}"}`,
  );
  for (const [name, end] of [
    ["lf", "\n"],
    ["crlf", "\r\n"],
  ] as const) {
    const { rows } = await expectJson(201, putSuite(`own/${name}`, `\uFEFF${lines.join(end)}${end}`));
    expect(rows).toBe(4);
  }
});

const utf16 = (text: string, little: boolean) =>
  Uint8Array.from([...text].flatMap((c) => (little ? [c.charCodeAt(0), 0] : [0, c.charCodeAt(0)])));

test.each([
  [
    "UTF-16LE with a mark",
    concat(Uint8Array.of(0xff, 0xfe), utf16(ndjson(rows), true)),
    "The body is UTF-16LE, not UTF-8.",
  ],
  [
    "UTF-16BE with a mark",
    concat(Uint8Array.of(0xfe, 0xff), utf16(ndjson(rows), false)),
    "The body is UTF-16BE, not UTF-8.",
  ],
  ["UTF-16LE", utf16(ndjson(rows), true), "The body is UTF-16LE, not UTF-8."],
  ["UTF-16BE", utf16(ndjson(rows), false), "The body is UTF-16BE, not UTF-8."],
  [
    "a Latin-1 byte",
    concat(bytesOf(ndjson(rows)), Uint8Array.of(34, 0xe9, 34)),
    "Line 3 is not UTF-8: byte 1 of it (0xE9).",
  ],
  [
    "a character cut off",
    concat(bytesOf("\r\n\r\nab"), Uint8Array.of(0xe2, 0x82, 10)),
    "Line 3 is not UTF-8: byte 2 of it (0xE2).",
  ],
])("what is not UTF-8 is told by its place: %s", async (_, bytes, detail) => {
  const problem = await expectJson(400, putSuite("own/bad", bytes));
  expect([problem.type, problem.detail]).toEqual(["malformed-utf8", detail]);
});

test("of a JSON body, too", async () => {
  const headers = { "content-type": "application/json" };
  const detailOf = async (body: Uint8Array) =>
    (await expectJson(400, ask("/models/tiny-teacher", { body, headers }))).detail;
  expect(await detailOf(utf16('{"inputs":"fine"}', true))).toBe("The body is UTF-16LE, not UTF-8.");
  expect(await detailOf(concat(bytesOf('{\n"inputs":"'), Uint8Array.of(0xe9, 34, 125)))).toBe(
    "The body is not UTF-8: byte 12 (0xE9, line 2).",
  );
});
