import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PairComparison } from "../../eval/reports/comparison.ts";
import { ApiClient } from "../http/client.ts";
import { judged } from "./fixtures/judged.ts";
import { judgeStudents } from "./judge-students.ts";

const ROWS = "a".repeat(64);
const { verdict } = judged("x", {}) as Extract<ReturnType<typeof judged>, { kind: "judged" }>;
const side = (model: string, run: string) => ({ model, version: "0123456789ab", run, ci95: null });
const pair = (b: string, run: string): PairComparison => ({
  ...{ suite: "own/desk", models: { a: side("teacher", "run-t"), b: side(b, run) }, n: 872, metric: "accuracy" },
  ...{
    a: 0.91,
    b: 0.9,
    difference: 0.01,
    ci95: null,
    test: "mcnemar-exact",
    p_value: 1,
    discordant: null,
    agreement: 1,
  },
  ...{ minimum_detectable_difference: null, slices: [], examples: [], verdict },
});

let folder: string;
let path: string;
let server: Server;
let api: ApiClient;
/** Runs that the server has, and what it was asked to compare. */
let runs: Set<string>;
let asked: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-baseline-"));
  path = join(folder, "baseline.json");
  runs = new Set(["run-t", "run-1", "run-2"]);
  asked = [];
  server = createServer((request, response) => {
    const url = new URL(request.url!, "http://localhost");
    const run = /^\/v1\/runs\/(.*)$/.exec(url.pathname)?.[1];
    if (run === undefined) asked.push(url.search);
    response.writeHead(run === undefined || runs.has(run) ? 200 : 404, { "content-type": "application/json" });
    const { run_a, run_b } = Object.fromEntries(url.searchParams);
    const compared = { ...pair("student", run_b!), models: { a: side("student", run_a!), b: side("student", run_b!) } };
    const model = run === "run-t" ? "teacher" : "student";
    response.end(JSON.stringify(run === undefined ? compared : { id: run, model, suite_sha256: ROWS }));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  api = new ApiClient(`http://localhost:${(server.address() as AddressInfo).port}`);
});

afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const judge = (run: string, accept = false) =>
  judgeStudents(api, [pair("student", run)], { margin: 0.01, baseline: path, accept });

test("without a baseline against a; with an absent file the state is accepted and written", async () => {
  expect(await judgeStudents(api, [pair("student", "run-1")], { margin: 0.01 })).toMatchObject([
    { kind: "judged", accepted: false, against: { run: "run-t" } },
  ]);
  expect(await judge("run-1")).toMatchObject([{ kind: "accepted", student: { run: "run-1" } }]);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual({
    ...{ suite: "own/desk", suite_sha256: ROWS, metric: "accuracy", margin: 0.01, accepted_at: expect.any(String) },
    models: {
      teacher: { version: "0123456789ab", run: "run-t", value: 0.91 },
      student: { version: "0123456789ab", run: "run-1", value: 0.9 },
    },
  });
});

test("then the accepted run is unchanged, a newer one is judged against it, and another student against a", async () => {
  await judge("run-1");
  expect(await judge("run-1")).toMatchObject([{ kind: "unchanged" }]);
  expect(asked).toEqual([]);
  expect(await judge("run-2")).toMatchObject([{ kind: "judged", accepted: true, against: { run: "run-1" } }]);
  expect(asked).toEqual(["?run_a=run-1&run_b=run-2&metric=accuracy&margin=0.01&simultaneous_over=1"]);
  const two = [pair("student", "run-2"), pair("other", "run-3")];
  runs.add("run-3");
  expect(await judgeStudents(api, two, { margin: 0.01, baseline: path })).toMatchObject([
    { accepted: true },
    { accepted: false, against: { model: "teacher" } },
  ]);
  expect(asked[1]).toContain("simultaneous_over=2");
});

test("--accept writes the newest runs, whatever was there", async () => {
  await writeFile(path, "no JSON");
  expect(await judge("run-2", true)).toMatchObject([{ kind: "accepted" }]);
  expect(JSON.parse(await readFile(path, "utf8")).models.student.run).toBe("run-2");
});

test.each([
  [
    "other rows",
    { suite_sha256: "b".repeat(64) },
    "was accepted on other rows of own/desk than the newest runs are on",
  ],
  ["another metric", { metric: "macro_f1" }, "is of macro_f1, not of accuracy"],
  ["another suite", { suite: "own/other" }, "is of own/other, not of own/desk"],
  ["another shape", { margin: "small" }, "is no baseline: margin: "],
])("a baseline of %s is refused in a sentence", async (_, change, said) => {
  await judge("run-1");
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), ...change }));
  await expect(judge("run-1")).rejects.toThrow(said);
});

test("so is an accepted run of another model, as files that were edited by hand have", async () => {
  await judge("run-1");
  const accepted = await readFile(path, "utf8");
  await writeFile(path, accepted.replace("run-1", "run-t"));
  await expect(judge("run-2")).rejects.toThrow("accepts run run-t as one of student, but it is of teacher");
  await writeFile(path, `\uFEFF${accepted}`);
  expect(await judge("run-1")).toMatchObject([{ kind: "unchanged" }]);
});

test("so are no JSON, a folder, and an accepted run that isn't here, which is told how to get there", async () => {
  await writeFile(path, "{");
  await expect(judge("run-1")).rejects.toThrow(/baseline\.json is no baseline: it is not JSON$/);
  await rm(path);
  await judge("run-1");
  runs.delete("run-1");
  await expect(judge("run-2")).rejects.toThrow(
    /accepts run run-1 of student, which this server hasn't: `retort runs run-1 --save`/,
  );
  await expect(judgeStudents(api, [pair("student", "run-2")], { margin: 0.01, baseline: folder })).rejects.toThrow(
    / cannot be read \(EISDIR\)$/,
  );
});
