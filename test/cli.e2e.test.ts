/** The command line against a real `retort serve`: real workerd, bucket, database and workflows, tiny real models. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAdminKey } from "../cli/dev-vars.ts";
import { freePort } from "../cli/local/port.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { retortAt } from "./fixtures/retort-at.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { type ServeProcess, startServe } from "./fixtures/serve-process.ts";
import { parsePrometheus } from "./prometheus/parse-prometheus.ts";

const SUITES = join(import.meta.dirname, "../r2-assets/suites");
const SENTENCES = ["the film was great", "a dull plot", "warm and funny", "slow , boring acting"];

let folder: string;
let server: ServeProcess;
let port: number;
const assets = () => join(folder, "assets");
const serveArgs = () => [
  "--port",
  `${port}`,
  "--state",
  join(folder, "state"),
  "--assets",
  assets(),
  "--other-rows",
  "--data",
  join(folder, "data"),
];

const { retort, answered } = retortAt(() => server.url);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-cli-"));
  port = await freePort(0);
  await artefactIn(join(assets(), "models", "tiny-teacher"), { id: "tiny-teacher" });
  await artefactIn(join(assets(), "models", "tiny-student"), { id: "tiny-student", seed: 18, method: "pkd-skip" });
  await cp(SUITES, join(assets(), "suites"), { recursive: true });
  await mkdir(join(folder, "data/glue/sst2"), { recursive: true });
  const rows = SENTENCES.map((text_a, i) => JSON.stringify({ text_a, label: (i + 1) % 2 })).join("\n");
  await writeFile(join(folder, "data/glue/sst2/dev.jsonl.gz"), gzipSync(rows));
  server = await startServe(serveArgs());
});

afterAll(async () => {
  await server?.stop("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

test("a fresh bucket holds the bundled models and suites, and data sets found in --data are registered", async () => {
  const models = await answered<{ id: string }[]>("models");
  expect(models.map(({ id }) => id)).toEqual(["tiny-student", "tiny-teacher"]);
  await expect.poll(() => server.output()).toContain("registered glue/sst2, 4 rows");
  const { suites } = (await (await fetch(`${server.url}/v1/suites`)).json()) as { suites: Record<string, unknown>[] };
  // Recorded runs bring their suites along by name alone.
  expect(suites.filter(({ status }) => status !== "absent")).toMatchObject([
    { id: "glue/sst2", rows: 4, status: "ready" },
    { id: "retort/reviews", status: "ready" },
  ]);
});

test("eval follows an evaluation to its report, and compare pairs two of them", async () => {
  const teacher = await retort("eval", "tiny-teacher", "--suite", "retort/reviews");
  expect(teacher.code).toBe(0);
  expect(teacher.stdout).toMatch(/^accuracy {2}0\.\d{4} \[0\.\d{4}, 0\.\d{4}\]$/m);
  const [, id] = /^n 240, errors 0, run (\S+)$/m.exec(teacher.stdout)!;
  const student = await answered<{ id: string; metrics: object }>("eval", "tiny-student", "--suite", "retort/reviews");
  expect(student).toMatchObject({ model: "tiny-student", rows: 240, primary: "accuracy", errors: 0 });

  const comparison = await answered("compare", "tiny-teacher", "tiny-student", "--suite", "retort/reviews");
  expect(comparison).toMatchObject({
    n: 240,
    test: "mcnemar-exact",
    models: { a: { run: id }, b: { run: student.id } },
  });
  const text = (await retort("compare", "tiny-teacher", "tiny-student", "--suite", "retort/reviews")).stdout;
  expect(text).toMatch(/^difference -?0\.\d{4} \[.*\], mcnemar-exact p = \S+, agreement [01]\.\d{4}$/m);

  expect((await answered<{ id: string }[]>("runs", "--model", "tiny-teacher")).map((run) => run.id)).toEqual([id]);
  expect((await retort("runs", id!)).stdout).toBe(teacher.stdout);

  const elsewhere = join(folder, "kept");
  expect((await retort("runs", id!, "--save", "--assets", elsewhere)).stdout).toBe(teacher.stdout);
  const [record, predictions] = await Promise.all(
    ["run.json", "predictions.ndjson"].map((name) =>
      readFile(join(elsewhere, "runs", "retort", "reviews", "tiny-teacher", id!, name), "utf8"),
    ),
  );
  expect(JSON.parse(record!)).toMatchObject({ id, model: "tiny-teacher", rows: 240 });
  expect(
    predictions!
      .split("\n")
      .filter(Boolean)
      .map((line) => Object.keys(JSON.parse(line)).join()),
  ).toEqual(Array(240).fill("id,prediction,scores,gold,correct"));
});

test("GET /metrics is what Prometheus' own client reads", async () => {
  const { key } = await ensureAdminKey();
  const response = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const families = await parsePrometheus(await response.text());
  expect(Object.fromEntries(families.map(({ name, type }) => [name, type]))).toMatchObject({
    retort_requests: "counter",
    retort_request_seconds: "counter",
    retort_requests_in_flight: "gauge",
    retort_runtime_memory_bytes: "gauge",
    retort_evaluations: "gauge",
  });
  const listed = families[0]!.samples.find(({ labels }) => labels.route === "/v1/models" && labels.status === "200");
  expect(listed?.value).toBeGreaterThan(0);
});

test("eval runs several perturbations at once and holds them against the clean run; reports go into files", async () => {
  const files = ["perturbed.md", "perturbed.csv", "perturbed.json"].map((name) => join(folder, "reports", name));
  const command = [
    "eval",
    "tiny-teacher",
    "--suite",
    "retort/reviews",
    "--sample",
    "40",
    "--perturb",
    "char-typos",
    "Case",
  ];
  const { code, stdout, stderr } = await retort(...command, "--report", ...files);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining("tiny-teacher on retort/reviews, Case, is run "),
  });
  expect(stdout).toMatch(/^perturbation +accuracy +clean +drop +p +flips +n +unchanged +errors +run$/m);
  expect(stdout).toMatch(/^CharTypos +0\.\d{4} \[.*\] +0\.\d{4} +[+-]?0\.\d{4} \[/m);
  const [markdown, csv, json] = await Promise.all(files.map((file) => readFile(file, "utf8")));
  expect(markdown).toContain("\n| Case | 0.");
  expect(csv).toMatch(/^section,model,version,suite,perturbation,accuracy,accuracy_low,accuracy_high,clean,drop,/);
  expect(JSON.parse(json!)).toMatchObject([
    { perturbation: "CharTypos", sample: 40 },
    { perturbation: "Case", sample: 40 },
  ]);
});

test("robustness runs what is missing, for the teacher too, and nothing the second time", async () => {
  const command = [
    "robustness",
    "tiny-student",
    "--suite",
    "retort/reviews",
    "--teacher",
    "tiny-teacher",
    "--sample",
    "40",
  ];
  const first = await retort(...command, "--perturb", "Case", "Contractions");
  expect(first.code).toBe(0);
  const started = first.stderr.split("\n").filter((line) => line.includes(" is run "));
  expect(started.map((line) => line.replace(/@\w+/, "").replace(/ is run .*/, ""))).toEqual([
    "tiny-student on retort/reviews, Case,",
    "tiny-student on retort/reviews, Contractions,",
    "tiny-teacher on retort/reviews, Contractions,",
  ]);
  expect(first.stdout).toMatch(/^tiny-student@\w{12} on retort\/reviews under stress$/m);
  expect(first.stdout).toMatch(/^Case +0\.\d{4} +[+-]?0\.\d{4} \[.*\] +0\.\d{4} +[+-]?0\.\d{4} \[.*\] .* 40$/m);
  const again = await retort(...command, "--perturb", "Case", "Contractions");
  expect(again).toEqual({ code: 0, stdout: first.stdout, stderr: "" });
  const { stdout } = await retort(...command, "--no-run", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    model: "tiny-student",
    teacher: { model: "tiny-teacher" },
    perturbations: [
      { name: "Case", teacher: { sample: 40 } },
      { name: "Contractions", teacher: { sample: 40 } },
    ],
  });
});

test("predictions made elsewhere are scored as a run of ours is, and compared with those of several models", async () => {
  const [run] = await answered<{ id: string; metrics: object }[]>(
    "runs",
    "--model",
    "tiny-student",
    "--limit",
    "100",
  ).then((runs) => runs.filter((run) => !("sample" in run) && !("perturbation" in run)));
  const accept = { headers: { accept: "text/csv" } };
  const csv = await (await fetch(`${server.url}/v1/runs/${run!.id}/predictions`, accept)).text();
  const file = join(folder, "predictions.csv");
  await writeFile(file, csv);
  const submit = ["submit", file, "--suite", "retort/reviews", "--name", "copy", "--parameters", "1000"];
  const submitted = await answered(...submit);
  expect(submitted).toMatchObject({ model: "external/copy", parameters: 1000, rows: 240, metrics: run!.metrics });

  const compared = await retort(
    "compare",
    "tiny-teacher",
    "tiny-student",
    "external/copy",
    "--suite",
    "retort/reviews",
  );
  expect(compared.stdout).toMatch(/^model +accuracy.* difference +test +p +p Holm /m);
  expect(compared.stdout).toMatch(/^external\/copy +0\.\d{4} .* mcnemar-exact /m);

  await writeFile(file, csv.split("\r\n").toSpliced(1, 2).join("\r\n"));
  const { code, stderr } = await retort(...submit);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/has no prediction \(and 1 more\)/) });
});

test("predict answers in order, keeps errors with their rows, and goes on after a crash with the same result", async () => {
  const file = join(folder, "texts.ndjson");
  const out = join(folder, "out.ndjson");
  const rows = Array.from({ length: 20 }, (_, i) => ({ id: `r${i}`, text: i === 5 ? " " : SENTENCES[i % 4] }));
  await writeFile(file, [...rows.map((row) => JSON.stringify(row)), "not JSON"].join("\n"));
  const predict = ["predict", "tiny-teacher", file, "--out", out, "--batch", "4"];
  expect(await answered(...predict)).toMatchObject({ rows: 21, resumed: 0, errors: 2 });

  const whole = await readFile(out, "utf8");
  const lines = whole
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ row, id }) => [row, id])).toEqual([...rows.map(({ id }, i) => [i, id]), [20, undefined]]);
  expect(lines[5].error).toContain("blank");
  expect(lines[20].error).toBe("not JSON");
  expect(lines[0].label).toBe(lines[0].scores.positive > 0.5 ? "positive" : "negative");

  await truncate(out, Math.floor(whole.length / 2)); // in the middle of a line
  expect(await answered(...predict)).toMatchObject({ rows: 21, resumed: 8, errors: 2 });
  expect(await readFile(out, "utf8")).toBe(whole);
  expect((await retort("predict", "tiny-teacher", file, "--out", file)).stderr).toContain("choose another --out");
  expect((await retort("predict", "tiny-student", file, "--out", out)).code).toBe(0); // nothing left to ask

  const parquet = new URL("./golden/parquet/classes.parquet", import.meta.url).pathname;
  const answers = join(folder, "parquet.ndjson");
  expect(await answered("predict", "tiny-teacher", parquet, "--out", answers)).toMatchObject({ rows: 6, errors: 0 });
});

test("bench measures every model by length and posts what it measured", async () => {
  const bench = ["bench", "--requests", "20", "--warm-up", "1", "--tokens", "8", "32", "--batch", "2"];
  const results = await answered<Record<string, number>[]>(...bench);
  expect(results.map(({ model, tokens, batch }) => [model, tokens, batch])).toEqual(
    ["tiny-student", "tiny-teacher"].flatMap((model) => [
      [model, 32, 2],
      [model, 8, 1],
      [model, 32, 1],
    ]),
  );
  for (const { p50, p95, p99, n } of results) expect(p50! > 0 && p50! <= p95! && p95! <= p99! && n === 20).toBe(true);
  const { rows } = (await (await fetch(`${server.url}/v1/leaderboard?suite=retort/reviews`)).json()) as {
    rows: { model: string; latency?: { p50: number } }[];
  };
  const last = results.at(-1)!;
  expect(rows.find(({ model }) => model === "tiny-teacher")?.latency).toMatchObject({ p50: last.p50 });
});

test.each([
  [["nonsense"], "unknown command 'nonsense'"],
  [["eval", "tiny-teacher"], "required option '--suite <suite>' not specified"],
  [["eval", "none", "--suite", "retort/reviews"], "There is no model none."],
  [["eval", "tiny-teacher", "--suite", "no/such"], "There is no suite no/such."],
  [["eval", "tiny-teacher", "--suite", "retort/reviews", "--limit", "0"], "whole number, at least 1"],
  [["eval", "tiny-teacher", "--suite", "retort/reviews", "--perturb", "typos"], "There are CharTypos, "],
  [["eval", "tiny-teacher", "--suite", "retort/reviews", "--report", "r.html"], "ends in .md, .json or .csv"],
  [["compare", "tiny-teacher", "none", "--suite", "retort/reviews"], "There is no model none."],
  [["compare", "tiny-teacher", "--suite", "retort/reviews"], "missing required argument 'b'"],
  [
    ["compare", "tiny-teacher", "tiny-student", "--suite", "retort/reviews", "--metric", "bleu"],
    "There are accuracy, ",
  ],
  [["robustness", "none", "--suite", "retort/reviews"], "There is no model none."],
  [["robustness", "tiny-teacher", "--suite", "no/such"], "There is no suite no/such."],
  [["submit", "nofile.csv", "--suite", "retort/reviews", "--name", "x"], "nofile.csv cannot be read (ENOENT)"],
  [["submit", "nofile.csv", "--suite", "no/such", "--name", "x"], "There is no suite no/such."],
  [["submit", "nofile.csv", "--suite", "retort/reviews", "--name", "X y"], "lower-case words"],
  [["runs", "nosuch"], "There is no evaluation nosuch."],
  [["runs", "--suite", "no/such"], "There is no suite no/such."],
  [["predict", "none", "nofile.csv"], "nofile.csv cannot be read (ENOENT)"],
  [["bench", "--model", "none"], "there is no model none"],
  [["models", "--url", "ftp://x"], "is not an http URL"],
  [["models", "--url", "http://localhost:1"], "no answer from http://localhost:1"],
  [["key", "create", "--name", "x", "--scope", "everything"], "scopes.0"],
  [["key", "create", "--name", "x", "--scope", "read", "--expires", "soon"], "90d, 12h, 30m"],
  [["experiment", "show", "none"], "there is no experiment none"],
  [["experiment", "create", "x", "tiny-teacher=0.5", "tiny-student=0.4"], "they sum to 0.9"],
  [["data", "import", "/no/such/folder"], "/no/such/folder is not a folder"],
  [["serve", "--port", "70000"], "whole number, 0 to 65535"],
  [["serve", "--data", "/no/such/folder"], "--data /no/such/folder is not a folder"],
  [["serve", "--state", "/dev/null/x"], "cannot be written to"],
])("bad input ends with one clear line and exit code 1: %j", async (args, message) => {
  const { code, stdout, stderr } = await retort(...args);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^retort: [^\n]+\n$/);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
});

test("serve says so when its port is taken or its state is in use", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port: busy } = taken.address() as { port: number };
  expect((await retort("serve", "--port", `${busy}`, "--state", join(folder, "other"))).stderr).toBe(
    `retort: port ${busy} is taken: choose another with --port\n`,
  );
  taken.close();
  const second = await retort("serve", "--port", "0", "--state", join(folder, "state"));
  expect(second.stderr).toContain("is in use by another process");
});

test("killed outright, the server leaves nothing behind; started again, it goes on with what it was doing", {
  tags: ["long"],
}, async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: `${i}`, text_a: SENTENCES[i % 4], label: (i + 1) % 2 }));
  const { key } = await answered<{ key: string }>("key", "create", "--name", "x", "--scope", "write");
  await fetch(`${server.url}/v1/suites/test/long?labels=negative,positive`, {
    method: "PUT",
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${key}` },
    body: rows.map((row) => JSON.stringify(row)).join("\n"),
  });
  const { child, ended } = runRetort(["eval", "tiny-teacher", "--suite", "test/long", "--json"], {
    RETORT_URL: server.url,
  });
  let told = "";
  child.stderr!.on("data", (text) => {
    told += text;
  });
  await expect.poll(() => told).toContain("is run ");

  await server.stop("SIGKILL");
  await expect.poll(() => freePort(port).catch(() => 0)).toBe(port);
  server = await startServe(serveArgs());
  await expect.poll(() => server.output()).toContain("registered already: 1 of the suites");
  // Followed all the while, through the crash.
  const { code, stdout, stderr } = await ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(JSON.parse(stdout)).toMatchObject({ suite: "test/long", rows: 20_000, errors: 0 });
});

test("a newer bundled model replaces the older; a damaged one is left out and told of", async () => {
  await server.stop("SIGTERM");
  await artefactIn(join(assets(), "models", "tiny-teacher"), { id: "tiny-teacher", seed: 99 });
  const { version } = await artefactIn(join(assets(), "models", "tiny-third"), { id: "tiny-third" });
  await truncate(join(assets(), "models", "tiny-third", "weights.safetensors"), 1000);
  server = await startServe(serveArgs());
  expect(server.output()).toContain("models/tiny-third is left out: weights.safetensors has 1000 bytes");
  expect(server.output()).not.toContain(version);
  const card = await readFile(join(assets(), "models", "tiny-teacher", "card.json"));
  const newer = createHash("sha256").update(card).digest("hex").slice(0, 12);
  expect(await answered("models")).toMatchObject([{ id: "tiny-student" }, { id: "tiny-teacher", version: newer }]);
});

test("a signal ends the server in order, and its port is free again", async () => {
  const { code, signal } = await server.stop("SIGINT");
  expect({ code, signal }).toEqual({ code: 0, signal: null });
  await expect.poll(() => freePort(port).catch(() => 0)).toBe(port);
  server = await startServe(serveArgs());
});
