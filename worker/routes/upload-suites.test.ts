/** How suites get in, replace each other and go: encodings, sizes, kinds of rows, and what is left of them. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { runPrefix, suiteRowsKey, suiteRowsPrefix } from "../../r2-assets/format/keys.ts";
import { evalStore } from "../storage/eval-store.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { ask, expectJson, ndjson, putSuite } from "../test/api.ts";
import { putRun, rowsOf } from "../test/recorded-runs.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const NDJSON = "application/x-ndjson";

const gzipped = (stream: ReadableStream): Promise<Uint8Array> =>
  new Response(stream.pipeThrough(new CompressionStream("gzip"))).bytes();

const keysOf = async (prefix: string) => (await env.BUCKET.list({ prefix })).objects.map(({ key }) => key);

/** An evaluation as one that waits for its turn. */
const queueEvaluation = (id: string, suite: { id: string; sha256: string }) =>
  evalStore(env.DB).add(
    {
      id,
      model: "tiny-teacher",
      version: "0".repeat(12),
      method: "teacher",
      runtime: "ort",
      suite: suite.id,
      suite_sha256: suite.sha256,
      created_at: "2026-11-20T10:00:00.000Z",
      code: "test",
    } as Parameters<ReturnType<typeof evalStore>["add"]>[0],
    "owner",
    2,
  );

describe("the body", () => {
  const rows = ndjson(rowsOf("np"));

  test("may be gzip; a byte order mark, CRLF and blank lines change nothing", async () => {
    const plain = await expectJson(201, putSuite("own/plain", rows));
    const headers = { "content-type": NDJSON, "content-encoding": "gzip" };
    const packed = await gzipped(new Blob([`\uFEFF${rows.replaceAll("\n", "\r\n\r\n")}`]).stream());
    expect(await expectJson(201, putSuite("own/packed", packed, { headers }))).toMatchObject({
      rows: 2,
      sha256: plain.sha256,
    });
  });

  test.each([
    ["gzip that is none", "gzip", bytesOf(rows), 400, "The body came as gzip, and is not whole or not gzip."],
    [
      "an encoding that is not read",
      "br",
      bytesOf(rows),
      415,
      'The body may be plain, or packed once by gzip or deflate; it came with content-encoding "br".',
    ],
  ])("is refused: %s", async (_, encoding, body, status, detail) => {
    const headers = { "content-type": NDJSON, "content-encoding": encoding };
    expect((await expectJson(status, putSuite("own/bad", body, { headers }))).detail).toBe(detail);
    expect(await keysOf("")).toEqual([]);
  });

  test("is refused: gzip cut short", async () => {
    const headers = { "content-type": NDJSON, "content-encoding": "gzip" };
    const packed = await gzipped(new Blob([ndjson(rowsOf("npnnpp"))]).stream());
    await expectJson(400, putSuite("own/bad", packed.slice(0, -12), { headers }));
    expect(await keysOf("")).toEqual([]);
  });

  test("is refused past 50 MiB of what a small gzip body unpacks to", async () => {
    const piece = bytesOf(" ".repeat(2 ** 20));
    let left = 300;
    const bomb = await gzipped(new ReadableStream({ pull: (c) => (left-- > 0 ? c.enqueue(piece) : c.close()) }));
    expect(bomb.length).toBeLessThan(2 ** 20);
    const headers = { "content-type": NDJSON, "content-encoding": "gzip" };
    const problem = await expectJson(413, putSuite("own/bad", bomb, { headers }));
    expect(problem.detail).toBe("The body is larger than 52428800 bytes.");
    expect(await keysOf("")).toEqual([]);
  });

  test("is refused past 50 MiB of rows, whatever length was announced", async () => {
    const row = ndjson([{ id: "1", text_a: "x".repeat(2 ** 20), label: "y" }]).replace('"1"', '"ID"');
    const rows = Array.from({ length: 51 }, (_, i) => row.replace("ID", String(i))).join("");
    await expectJson(413, putSuite("own/bad", rows));
    expect(await keysOf("")).toEqual([]);
  });
});

describe("rows of each kind", () => {
  test.each([
    [
      "text-regression",
      [{ id: "1", text_a: "a", text_b: "b", label: 2.5 }],
      { rows: 1, metrics: ["pearson", "spearman"] },
    ],
    [
      "token-classification",
      [{ id: "1", tokens: ["Ada", "sings"], tags: ["B-PER", "O"] }],
      { labels: ["B-PER", "O"], metrics: ["span_f1", "accuracy"] },
    ],
    [
      "question-answering",
      [
        {
          id: "1",
          question: "Who?",
          context: "Ada.",
          answers: [{ text: "Ada", answer_start: 0 }],
          is_impossible: false,
        },
      ],
      { metrics: ["f1", "exact_match"] },
    ],
  ])("%s", async (task, rows, info) => {
    const suite = await expectJson(201, putSuite(`own/kind?task=${task}`, rows));
    expect(suite).toMatchObject({ task, ...info, sha256: await sha256(ndjson(rows)) });
    expect(await (await env.BUCKET.get(suiteRowsKey("own/kind", suite.sha256)))?.text()).toBe(ndjson(rows));
    expect(await expectJson(200, putSuite(`own/kind?task=${task}`, rows))).toEqual(suite);
  });

  test("behavioural, known by their shape", async () => {
    const row = { id: "1", test: "negation", type: "MFT", capability: "Negation", texts: [["not bad"]], expect: null };
    const suite = await expectJson(201, putSuite("own/checks?labels=negative,positive", [row]));
    expect(suite).toMatchObject({ behavioural: true, metrics: ["failure_rate"], sha256: await sha256(ndjson([row])) });
  });

  test("of known suites, with what is known of them", async () => {
    const hans = [
      { id: "1", text_a: "a", text_b: "b", label: "non-entailment", heuristic: "subsequence" },
      { id: "2", text_a: "a", text_b: "b", label: "entailment", heuristic: "constituent" },
    ];
    expect(await expectJson(201, putSuite("hans/all", hans))).toMatchObject({
      labels: ["entailment", "not_entailment"],
      label_map: { neutral: "not_entailment", contradiction: "not_entailment" },
      metrics: ["accuracy", "ece", "brier"],
      sha256: await sha256(
        ndjson([
          { id: "1", text_a: "a", text_b: "b", label: "not_entailment", groups: { heuristic: "subsequence" } },
          { id: "2", text_a: "a", text_b: "b", label: "entailment", groups: { heuristic: "constituent" } },
        ]),
      ),
    });
  });

  test("metrics may be chosen", async () => {
    const suite = await expectJson(201, putSuite("own/chosen?metrics=f1,accuracy", rowsOf("np")));
    expect(suite.metrics).toEqual(["f1", "accuracy"]);
  });
});

describe("what is left", () => {
  test("rows that other rows replace are deleted", async () => {
    await expectJson(201, putSuite("own/again", rowsOf("np")));
    const suite = await expectJson(200, putSuite("own/again", rowsOf("npp")));
    expect(await keysOf(suiteRowsPrefix("own/again"))).toEqual([suiteRowsKey("own/again", suite.sha256)]);
  });

  test("unless an evaluation is pinned to them", async () => {
    const first = await expectJson(201, putSuite("own/pinned", rowsOf("np")));
    await queueEvaluation("run-pinned", first);
    await expectJson(200, putSuite("own/pinned", rowsOf("npp")));
    expect(await keysOf(suiteRowsPrefix("own/pinned"))).toContain(suiteRowsKey("own/pinned", first.sha256));
  });

  test("of two uploads at once the later one's rows alone", async () => {
    const uploads = [rowsOf("np"), rowsOf("npp"), rowsOf("nnp")].map((rows) => putSuite("own/raced", rows));
    for (const upload of uploads) expect((await upload).status).toBeLessThan(300);
    const { sha256 } = await expectJson(200, ask("/v1/suites/own/raced"));
    expect(await keysOf(suiteRowsPrefix("own/raced"))).toEqual([suiteRowsKey("own/raced", sha256)]);
  });

  test("a refused upload does not take back what another has made ready", async () => {
    const { status: _, ...info } = await expectJson(201, putSuite("own/absent", rowsOf("np")));
    await suiteStore(env.DB).put(info, "absent");
    const refused = putSuite("own/absent", `${ndjson(rowsOf("np"))}{`);
    await Promise.all([refused, putSuite("own/absent", rowsOf("np"))]);
    expect((await refused).status).toBe(400);
    expect(await expectJson(200, ask("/v1/suites/own/absent"))).toEqual({ ...info, status: "ready" });
  });

  test("a suite that a dead upload left registering is taken again, or absent", async () => {
    const { status: _, ...info } = await expectJson(201, putSuite("own/left", rowsOf("np")));
    await suiteStore(env.DB).put(info, "registering");
    await expectJson(400, putSuite("own/left", "{"));
    expect((await expectJson(200, ask("/v1/suites/own/left"))).status).toBe("absent");
    expect((await expectJson(200, putSuite("own/left", rowsOf("np")))).status).toBe("ready");
  });

  test("a scored-only suite becomes public with the rows its runs are on, and no others", async () => {
    const hidden = await expectJson(201, putSuite("own/hidden?visibility=scored-only", rowsOf("np")));
    await putRun("run-hidden", hidden, "np", "nn");
    const problem = await expectJson(409, putSuite("own/hidden?visibility=public", rowsOf("npp")));
    expect(problem.type).toBe("suite-scored-only");
    expect(await expectJson(200, ask("/v1/suites/own/hidden"))).toEqual(hidden);
    expect(await keysOf(suiteRowsPrefix("own/hidden"))).toEqual([suiteRowsKey("own/hidden", hidden.sha256)]);
    await expectJson(200, putSuite("own/hidden?visibility=public", rowsOf("np")));
    expect(await (await ask("/v1/runs/run-hidden/predictions")).text()).toContain('"gold"');
  });

  test("the order of labels stays while there are runs on the rows", async () => {
    const suite = await expectJson(201, putSuite("own/order?labels=negative,positive", rowsOf("np")));
    await expectJson(200, putSuite("own/order?labels=positive,negative", rowsOf("np")));
    await expectJson(200, putSuite("own/order?labels=negative,positive", rowsOf("np")));
    await putRun("run-order", suite, "np", "nn");
    const problem = await expectJson(409, putSuite("own/order?labels=positive,negative", rowsOf("np")));
    expect(problem.detail).toMatch("with the labels negative, positive: delete the suite first.");
    expect((await expectJson(200, ask("/v1/suites/own/order"))).labels).toEqual(["negative", "positive"]);
    await expectJson(200, putSuite("own/order?labels=positive,negative", rowsOf("npp")));
  });

  test("a refused upload leaves the suite as it was", async () => {
    const suite = await expectJson(201, putSuite("own/kept", rowsOf("np")));
    await expectJson(
      422,
      putSuite("own/kept", [...rowsOf("npp"), { id: "row-0", text_a: "again", label: "negative" }]),
    );
    expect(await expectJson(200, ask("/v1/suites/own/kept"))).toEqual(suite);
    expect(await keysOf(suiteRowsPrefix("own/kept"))).toEqual([suiteRowsKey("own/kept", suite.sha256)]);
  });

  test("a suite goes with its rows, runs, comparisons and evaluations; others stay", async () => {
    const suite = await expectJson(201, putSuite("own/gone", rowsOf("np")));
    const other = await expectJson(201, putSuite("own/stays", rowsOf("np")));
    await putRun("run-a", suite, "np", "nn");
    await putRun("run-b", suite, "np", "pp");
    await putRun("run-c", other, "np", "np");
    await queueEvaluation("run-d", suite);
    await expectJson(200, ask("/v1/comparisons?run_a=run-a&run_b=run-b"));

    expect((await ask("/v1/suites/own/gone", { method: "DELETE" })).status).toBe(204);
    await expectJson(404, ask("/v1/suites/own/gone"));
    expect(await runStore(env.DB).get("run-a")).toBeNull();
    expect(await env.DB.prepare("SELECT COUNT(*) FROM analyses").first("COUNT(*)")).toBe(0);
    expect((await evalStore(env.DB).get("run-d"))?.status).toBe("cancelled");
    expect(await keysOf("runs/")).toEqual(await keysOf(runPrefix("run-c")));
    expect(await keysOf("suites/")).toEqual([suiteRowsKey("own/stays", other.sha256)]);
    await expectJson(404, ask("/v1/suites/own/gone", { method: "DELETE" }));
  });

  test("deleting needs the scope admin", async () => {
    await expectJson(201, putSuite("own/safe", rowsOf("np")));
    const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "writer", scopes: ["write"] } }));
    await expectJson(403, ask("/v1/suites/own/safe", { method: "DELETE", key }));
    await expectJson(200, ask("/v1/suites/own/safe"));
  });
});

test("the list as CSV, and one suite", async () => {
  await expectJson(201, putSuite("own/first?licence=CC0", rowsOf("np")));
  const answer = await ask("/v1/suites", { headers: { accept: "text/csv" } });
  expect(answer.headers.get("content-type")).toMatch("text/csv");
  const [header, ...records] = (await answer.text()).split("\r\n");
  const record = records.find((line) => line.startsWith("own/first,"));
  expect(header).toMatch(/^id,task,behavioural,labels,rows,metrics,sha256,/);
  expect(record).toMatch(
    /^own\/first,text-classification,false,negative positive,2,accuracy f1 macro_f1 matthews_correlation ece brier,/,
  );
  const one = await ask("/v1/suites/own/first", { headers: { accept: "text/csv" } });
  expect(await one.text()).toBe(`${header}\r\n${record}\r\n`);
});

describe("labels of an upload", () => {
  const rows = ["10", "9 ", " 2", "9"].map((label, id) => ({ id, text_a: "a", label }));

  test("are trimmed, and whole numbers are in the order of their values", async () => {
    expect(await expectJson(201, putSuite("own/stars", rows))).toMatchObject({ labels: ["2", "9", "10"], rows: 4 });
    expect(await expectJson(201, putSuite("own/named?labels=10,%209%20,2", rows))).toMatchObject({
      labels: ["10", "9", "2"],
    });
  });

  test("may not be the same once they are trimmed", async () => {
    const problem = await expectJson(422, putSuite("own/stars?labels=9,9%20", rows));
    expect(problem.detail).toMatch("a label is there twice");
  });
});

describe("tags in any scheme", () => {
  const tokens = ["Ada", "Lovelace", "met", "Acme"];
  const iob2 = { id: "1", tokens, tags: ["B-PER", "I-PER", "O", "B-ORG"] };

  test.each([
    ["IOB1", ["I-PER", "I-PER", "O", "I-ORG"], ["I-ORG", "B-ORG"]],
    ["BIOES", ["B-PER", "E-PER", "O", "S-ORG"], ["S-ORG", "S-ORG"]],
  ])("%s", async (tag_scheme, tags, second) => {
    const rows = [
      { ...iob2, tags },
      { id: "2", tokens: ["Acme", "Globex"], tags: second },
    ];
    const stored = ndjson([iob2, { id: "2", tokens: ["Acme", "Globex"], tags: ["B-ORG", "B-ORG"] }]);
    const suite = await expectJson(201, putSuite("own/tags?task=token-classification", rows));
    expect(suite).toMatchObject({ labels: ["B-ORG", "B-PER", "I-PER", "O"], tag_scheme, sha256: await sha256(stored) });
    expect(suite).not.toHaveProperty("repaired_spans");
    expect(await (await env.BUCKET.get(suiteRowsKey("own/tags", suite.sha256)))?.text()).toBe(stored);
    const labels = [...new Set(rows.flatMap((row) => row.tags))].join(",");
    const named = await expectJson(200, putSuite(`own/tags?task=token-classification&labels=${labels}`, rows));
    expect(named.sha256).toBe(suite.sha256);
  });

  test("what is repaired is counted; slots, too", async () => {
    const rows = [{ ...iob2, tags: ["B-PER", "I-PER", "O", "I-ORG"] }];
    const suite = await expectJson(201, putSuite("own/tags?task=token-classification", rows));
    expect(suite).toMatchObject({ tag_scheme: "IOB2", repaired_spans: 1, sha256: await sha256(ndjson([iob2])) });
    const slotted = ["ask", "tell"].map((label, i) => ({
      id: `${i}`,
      text_a: "to Ulm",
      label,
      slots: ["O", "I-city"],
    }));
    expect(await expectJson(201, putSuite("own/slots", slotted))).toMatchObject({ tag_scheme: "IO" });
  });

  test("a mixture is refused, and so is a suite in which nothing can be found", async () => {
    const put = async (...tags: string[][]) => {
      const rows = tags.map((own, i) => ({ id: `${i}`, tokens: own.map(() => "w"), tags: own }));
      return (await expectJson(422, putSuite("own/tags?task=token-classification&labels=B-A,O", rows))).detail;
    };
    expect(await put(["S-A"], ["U-A"])).toBe('Line 2: tags.0: "U-A" is BILOU, and "S-A" before it BIOES.');
    expect(await put(["S-A"], ["O", "M-A"])).toMatch(/^Line 2: tags\.1: "M-A" is not a tag of /);
    expect(await put(["O"], ["O"])).toMatch(/^Every token has the tag "O"/);
    expect(await keysOf(suiteRowsPrefix("own/tags"))).toEqual([]);
  });
});

describe("the script that scores answers to questions", () => {
  const questions = (id: string) =>
    ndjson([{ id, question: "Where?", context: "an der Elbe", answers: [{ text: "der Elbe" }] }]);

  test("is SQuAD v2.0's unless the upload names one, and stays", async () => {
    const path = "own/questions?task=question-answering";
    expect(await expectJson(201, putSuite(path, questions("a")))).toMatchObject({ script: "squad-v2.0" });
    expect(await expectJson(200, putSuite(`${path}&script=mlqa-de`, questions("b")))).toMatchObject({
      script: "mlqa-de",
    });
    expect(await expectJson(200, putSuite(path, questions("c")))).toMatchObject({ script: "mlqa-de" });
    expect(await expectJson(200, ask("/v1/suites/own/questions"))).toMatchObject({ script: "mlqa-de" });
    const predictions = [{ id: "c", answer: "“Elbe”" }];
    const body = { suite: "own/questions", model: { name: "other" }, predictions };
    expect(await expectJson(201, ask("/v1/submissions", { body }))).toMatchObject({
      metrics: { exact_match: { value: 1 }, f1: { value: 1 } },
    });
  });

  test("is a built-in suite's own, and no other kind's", async () => {
    const wrong = putSuite("mlqa/en?task=question-answering&script=squad-v2.0", questions("a"));
    expect((await expectJson(422, wrong)).detail).toBe("The answers of this suite are scored by mlqa-en.");
    expect(await expectJson(201, putSuite("mlqa/en", questions("a")))).toMatchObject({ script: "mlqa-en" });
    const films = putSuite("own/films?script=squad-v1.1", ndjson(rowsOf("np")));
    expect((await expectJson(422, films)).type).toBe("script-mismatch");
  });
});
