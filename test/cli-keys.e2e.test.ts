/** `retort key` and `retort experiment` against a real `retort serve`. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { retortAt } from "./fixtures/retort-at.ts";
import { type ServeProcess, startServe } from "./fixtures/serve-process.ts";

let folder: string;
let server: ServeProcess;
const { retort, answered } = retortAt(() => server.url);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-keys-"));
  const [assets, data] = [join(folder, "assets"), join(folder, "data")];
  await artefactIn(join(assets, "models", "tiny-teacher"), { id: "tiny-teacher" });
  await artefactIn(join(assets, "models", "tiny-student"), { id: "tiny-student", seed: 18, method: "pkd-skip" });
  await mkdir(join(data, "glue/sst2"), { recursive: true });
  const rows = ["warm", "dull"].map((text_a, i) => JSON.stringify({ text_a, label: 1 - i })).join("\n");
  await writeFile(join(data, "glue/sst2/dev.jsonl.gz"), gzipSync(rows));
  server = await startServe([
    ...["--port", "0", "--state", join(folder, "state"), "--assets", assets],
    ...["--other-rows", "--data", data],
  ]);
});

afterAll(async () => {
  await server?.stop("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

test("a key does what its scopes say until it is revoked", async () => {
  const { key, id } = await answered<{ key: string; id: string }>(
    "key",
    "create",
    "--name",
    "ci",
    "--scope",
    "evaluate",
  );
  const evaluate = ["eval", "tiny-student", "--suite", "glue/sst2", "--limit", "2", "--key", key];
  expect((await retort(...evaluate)).code).toBe(0);
  expect((await retort("key", "list", "--key", key)).stderr).toContain("does not have the scope");
  expect(await answered("key", "list")).toMatchObject([{ id, name: "ci", scopes: ["evaluate"] }]);
  const [used] = await answered<{ last_used_at: string | null }[]>("key", "list");
  expect(used!.last_used_at).not.toBeNull();
  expect((await retort("key", "revoke", id)).stdout).toBe(`${id} is revoked\n`);
  expect(await retort(...evaluate)).toMatchObject({ code: 1, stderr: "retort: The API key is not known here.\n" });
});

test("a key may end by itself", async () => {
  const { id, expires_at } = await answered<{ id: string; expires_at: string }>(
    ...["key", "create", "--name", "ci", "--scope", "read", "--expires", "90d"],
  );
  expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(89 * 86_400_000);
  expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(90 * 86_400_000);
  expect((await retort("key", "list")).stdout).toMatch(new RegExp(`^${id} .* read .* ${expires_at}$`, "m"));
  await retort("key", "revoke", id);
});

test("an experiment is begun, watched, ramped up, stopped, exported and deleted, by its name or id", async () => {
  const { id } = await answered<{ id: string }>("experiment", "create", "half", "tiny-teacher=0.9", "tiny-student=0.1");
  await fetch(`${server.url}/v1/experiments/${id}/infer`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ inputs: "warm", unit: "a" }),
  });
  const { stdout } = await retort("experiment", "weights", "half", "tiny-teacher=0.5", "tiny-student=0.5");
  expect(stdout).toMatch(/^tiny-teacher +tiny-teacher@\w+ +0\.5000 /m);
  expect((await retort("experiment", "show", id)).stdout).toContain("No judged unit tells of tiny-student against");
  expect(await answered("experiment", "stop", "half")).toMatchObject({ status: "stopped" });
  expect(await answered("experiment", "list")).toMatchObject([{ id, name: "half", status: "stopped" }]);
  const csv = join(folder, "answers.csv");
  expect(await retort("experiment", "export", "half", "--csv", "--out", csv)).toMatchObject({ code: 0, stdout: "" });
  expect((await readFile(csv, "utf8")).split("\r\n")).toHaveLength(3);
  expect((await retort("experiment", "delete", "half")).stdout).toBe("half is deleted\n");
});
