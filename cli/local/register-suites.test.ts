import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SUITES } from "../../eval/suites/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { ownTask } from "../../trainer/tasks/own/fixtures/own-task.ts";
import { ApiClient } from "../http/client.ts";
import { announceSuites } from "./announce-suites.ts";
import { openReadFiles } from "./read-files.ts";
import { readersDigest } from "./readers-digest.ts";
import { type Registration, registerSuites } from "./register-suites.ts";

const suites = new Map<string, object>();
let received: string[];

/** Keeps what it is given, as far as registration asks. */
const server = createServer(async (request, response) => {
  if (request.method === "PUT") {
    const id = request.url!.replace("/v1/suites/", "").replace(/\?.*/, "");
    const { task, labels, label_map, metrics, licence, source } = SUITES[id] ?? described(request.url!);
    received.push(id);
    const suite = { id, task, labels, label_map, metrics, licence, source, status: "ready" };
    suites.set(id, { ...suite, sha256: await sha256(await text(request)) });
  }
  response.setHeader("content-type", "application/json").end(JSON.stringify({ suites: [...suites.values()] }));
});

/** As the address of an upload describes a suite that is not built in. */
function described(url: string): Record<string, unknown> {
  const query = new URL(url, "http://localhost").searchParams;
  const list = (name: string) => query.get(name)?.split(",");
  return { ...Object.fromEntries(query), labels: list("labels"), metrics: list("metrics") };
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-register-"));
  suites.clear();
  received = [];
  await once(server.listen(0), "listening");
  await put("glue/wnli/dev.jsonl.gz", rows("ab"));
  await put("ner/wnut17/dev.conll.gz", "Ada\tB-person\nsings\tO\n");
});
afterEach(async () => {
  server.closeAllConnections();
  await once(server.close(), "close");
  await rm(folder, { recursive: true, force: true });
});

const rows = (letters: string) =>
  [...letters].map((text_a, i) => `${JSON.stringify({ text_a, text_b: "b", label: i % 2 })}\n`).join("");

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(folder, "data", path, ".."), { recursive: true });
  await writeFile(join(folder, "data", path), typeof content === "string" ? gzipSync(content) : content);
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** What became of the suites that are there. */
async function register(otherRows = true): Promise<Registration[]> {
  const read = await openReadFiles(folder, "these readers");
  const api = new ApiClient(`http://localhost:${(server.address() as AddressInfo).port}`);
  const all = await collect(registerSuites(api, join(folder, "data"), read, { otherRows }));
  return all.filter(({ kind }) => kind !== "absent");
}

test("what is there is registered once; a restart opens no file", async () => {
  expect(await register()).toEqual([
    { kind: "registered", suite: "glue/wnli", rows: 2 },
    { kind: "registered", suite: "wnut17/dev", rows: 1, tag_scheme: "IOB2" },
  ]);
  const remembered = JSON.parse(await readFile(join(folder, "read-files.json"), "utf8"));
  expect(Object.keys(remembered.suites)).toEqual(["glue/wnli", "wnut17/dev"]);
  expect((await register()).map(({ kind }) => kind)).toEqual(["unchanged", "unchanged"]);
  expect(received).toEqual(["glue/wnli", "wnut17/dev"]);
});

test("own tasks are suites, too, and a damaged one is told", async () => {
  const row = (id: string) => `${JSON.stringify({ id, text_a: `words of ${id}`, label: "play" })}\n`;
  const task = ownTask({ labels: ["play", "b, c"], metrics: ["macro_f1", "accuracy"] });
  const plain = (text: string) => new TextEncoder().encode(text);
  await put("tasks/my/intents/task.json", plain(JSON.stringify(ownTask())));
  await put("tasks/my/intents/dev.jsonl", plain(row("a") + row("b")));
  await put("tasks/my/commas/task.json", plain(JSON.stringify({ ...task, id: "my/commas" })));
  await put("tasks/my/commas/dev.jsonl", plain(row("a")));
  await put("tasks/my/broken/task.json", plain("{}"));
  const own = (await register(false)).filter(({ suite }) => suite.startsWith("my/"));
  expect(own).toEqual([
    { kind: "registered", suite: "my/commas", rows: 1 },
    { kind: "registered", suite: "my/intents", rows: 2 },
    { kind: "refused", suite: "my/broken", file: "tasks/my/broken", reason: expect.stringContaining("is no task: ") },
  ]);
  expect(suites.get("my/intents")).toMatchObject({ labels: ["play", "weather"], metrics: ["accuracy"] });
  expect(suites.get("my/commas")).toMatchObject({ labels: undefined, metrics: ["macro_f1", "accuracy"] });
  expect((await register(false)).filter(({ suite }) => suite === "my/intents")).toMatchObject([{ kind: "unchanged" }]);
});

test("a file that changed is read, and sent when its rows did", async () => {
  await register();
  await put("glue/wnli/dev.jsonl.gz", gzipSync(`${rows("ab")}\n`));
  expect((await register()).map(({ kind }) => kind)).toEqual(["unchanged", "unchanged"]);
  await put("glue/wnli/dev.jsonl.gz", rows("abc"));
  expect((await register()).map(({ kind }) => kind)).toEqual(["registered", "unchanged"]);
});

test("other readers read anew", async () => {
  const read = (readers: string) => openReadFiles(folder, readers);
  const stamp = { size: 1, mtimeMs: 2 };
  await (await read("one")).note("glue/wnli", stamp, "digest");
  expect((await read("one")).sha256("glue/wnli", stamp)).toBe("digest");
  expect((await read("one")).sha256("glue/wnli", { ...stamp, size: 3 })).toBeUndefined();
  expect((await read("two")).sha256("glue/wnli", stamp)).toBeUndefined();
});

test("the readers' digest stays while they do", async () => {
  expect(await readersDigest()).toMatch(/^[0-9a-f]{64}$/);
  expect(await readersDigest()).toBe(await readersDigest());
});

test("a suite that the server describes otherwise, or lost, is sent again", async () => {
  await register();
  suites.set("glue/wnli", { ...suites.get("glue/wnli"), metrics: ["accuracy"] });
  suites.set("wnut17/dev", { ...suites.get("wnut17/dev"), status: "absent" });
  expect((await register()).map(({ kind }) => kind)).toEqual(["registered", "registered"]);
});

test("a damaged file is refused with the reason, and the others are registered", async () => {
  await put("glue/wnli/dev.jsonl.gz", rows("ab") + rows("a").replace("}", ',"id":"wnli-dev-0"}'));
  await put("glue/rte/dev.jsonl.gz", new TextEncoder().encode("no gzip"));
  expect(await register()).toMatchObject([
    { kind: "refused", suite: "glue/rte", reason: expect.stringContaining("it cannot be read") },
    { kind: "refused", suite: "glue/wnli", reason: 'line 3: id: "wnli-dev-0" is there twice' },
    { kind: "registered", suite: "wnut17/dev" },
  ]);
});

test("news is told one by one, the rest summed up", async () => {
  const absent = Array.from({ length: 10 }, (_, i) => ({ kind: "absent" as const, suite: `s/${i}`, file: "f" }));
  async function* outcomes(): AsyncGenerator<Registration> {
    yield { kind: "registered", suite: "a/b", rows: 3 };
    yield { kind: "unchanged", suite: "a/c" };
    yield { kind: "refused", suite: "a/d", file: "d.gz", reason: "line 1: no" };
    yield* absent;
  }
  const lines = (await collect(announceSuites(outcomes(), "data"))).map(({ kind, line }) => `${kind}: ${line}`);
  expect(lines).toEqual([
    "news: registered a/b, 3 rows",
    "complaint: a/d is not registered: d.gz: line 1: no",
    "news: registered already: 1 of the suites in data",
    "news: not in data: s/0, s/1, s/2, s/3, s/4, s/5, s/6, s/7 and 2 more (`retort data list` has all)",
  ]);
});

test("rows that a suite is not known by are not registered unless they are asked for", async () => {
  expect(await register(false)).toEqual(
    ["glue/wnli", "wnut17/dev"].map((suite) => ({
      ...{ kind: "refused", suite, file: SUITES[suite]!.file },
      reason: `these are not the rows that ${suite} is known by; --other-rows takes them all the same`,
    })),
  );
  expect(received).toEqual([]);
});
