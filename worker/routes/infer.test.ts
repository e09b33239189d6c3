import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { CARD_FILE, modelKey, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import golden from "../../test/golden/classify.json";
import { sleep } from "../runtime/turns.ts";
import { publish, publishAs, tinyFiles } from "../test/artefacts.ts";
import { post } from "../test/requests.ts";

const PATH = "/models/tiny-teacher";
type Ranked = { label: string; score: number }[];

let version: string;
beforeEach(async () => {
  ({ teacher: version } = await publish("teacher"));
});

const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const body = (await response.json()) as Record<string, unknown>;
  expect(body.status).toBe(response.status);
  expect(JSON.stringify(body)).not.toMatch(/\bat .*\.[jt]s:\d+/); // no stack trace
  return body;
};

describe("answers", () => {
  test("equal PyTorch's probabilities, in the order of the inputs", async () => {
    const inputs = golden.cases.map(({ text, text_pair }) => (text_pair === undefined ? text : { text, text_pair }));
    const response = await post(PATH, { inputs });
    expect(response.status).toBe(200);
    const answers = (await response.json()) as Ranked[];
    for (const [i, { logits }] of golden.cases.entries()) {
      const positive = 1 / (1 + Math.exp(logits[0]! - logits[1]!));
      const label = positive > 0.5 ? "positive" : "negative";
      expect(answers[i]![0]!.label).toBe(label);
      expect(answers[i]!.find((a) => a.label === "positive")!.score).toBeCloseTo(positive, 5);
    }
    expect(response.headers.get("x-retort-truncated")).toBe(String(golden.cases.filter((c) => c.truncated).length));
    expect(response.headers.get("x-retort-model")).toBe(`tiny-teacher@${version}`);
    expect(response.headers.get("x-retort-runtime")).toBe("engine");
  });

  test("a single string, a pair and a list of one all get one array an input, sorted, with every label", async () => {
    for (const inputs of ["a warm, funny film", { text: "a warm, funny film" }, ["a warm, funny film"]]) {
      const response = await post(PATH, { inputs });
      const [answer, ...others] = (await response.json()) as Ranked[];
      expect(others).toEqual([]);
      expect(answer!.map(({ label }) => label)).toEqual(["negative", "positive"]);
      expect(answer![0]!.score).toBeGreaterThan(answer![1]!.score);
      expect(answer![0]!.score + answer![1]!.score).toBeCloseTo(1, 12);
      expect(response.headers.has("x-retort-truncated")).toBe(false);
    }
  });

  test("top_k cuts the list, function_to_apply chooses the score", async () => {
    const { text, logits } = golden.cases[0]!;
    const ask = async (parameters: object) =>
      ((await (await post(PATH, { inputs: text, parameters })).json()) as Ranked[])[0]!;
    expect(await ask({ top_k: 1 })).toHaveLength(1);
    expect(await ask({ top_k: 9 })).toHaveLength(2);
    expect((await ask({ function_to_apply: "none" }))[0]!.score).toBeCloseTo(logits[0]!, 5);
    expect((await ask({ function_to_apply: "sigmoid" }))[0]!.score).toBeCloseTo(1 / (1 + Math.exp(-logits[0]!)), 5);
  });

  test("logits may all be below 0, and are answers all the same", async () => {
    await publish("widened");
    const inputs = golden.cases.map(({ text }) => text);
    const response = await post("/models/tiny-widened", { inputs, parameters: { function_to_apply: "none" } });
    const best = ((await response.json()) as Ranked[]).map((answer) => answer?.[0]?.score);
    expect(best).toEqual(inputs.map(() => expect.any(Number)));
    expect(Math.min(...best)).toBeLessThan(0);
  });

  test("an I8 model answers a text equally whatever its neighbours are", async () => {
    await publish("int8");
    const texts = golden.cases.map(({ text }) => text);
    const together = await (await post("/models/tiny-int8", { inputs: texts })).json();
    const alone = await Promise.all(
      texts.map(async (inputs) => ((await (await post("/models/tiny-int8", { inputs })).json()) as Ranked[])[0]),
    );
    expect(together).toEqual(alone);
  });

  test("a version is pinned by id@version", async () => {
    expect((await post(`${PATH}@${version}`, { inputs: "fine" })).status).toBe(200);
    expect(await problemOf(await post(`${PATH}@0123456789ab`, { inputs: "fine" }))).toMatchObject({ status: 404 });
  });
});

describe("side by side", () => {
  test("a short request does not wait for a long one that came first", async () => {
    await post(PATH, { inputs: "warm" });
    const order: string[] = [];
    const ask = async (name: string, inputs: string[]) => {
      expect((await post(PATH, { inputs })).status).toBe(200);
      order.push(name);
    };
    await Promise.all([ask("long", Array(500).fill("film ".repeat(30))), ask("short", ["fine"])]);
    expect(order).toEqual(["short", "long"]);
  });

  test("ten first requests for a model, among ten for another, are all answered alike", async () => {
    await publish("topics");
    const ask = async (id: string) => (await post(`/models/${id}`, { inputs: "a film" })).json();
    const ids = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? "tiny-topics" : "tiny-teacher"));
    const answers = await Promise.all(ids.map(ask));
    for (const [i, answer] of answers.entries()) expect(answer).toEqual(answers[i % 2]);
    expect((answers[0] as Ranked[])[0]!.map(({ label }) => label).sort()).toEqual(["arts", "science", "sport"]);
  });
});

describe("aborted", () => {
  test("a first request gives up; those that waited for the load it began are answered, and so is the next", async () => {
    await publish("student");
    const ask = (signal?: AbortSignal) => post("/models/tiny-student", { inputs: "fine" }, {}, signal);
    const gaveUp: boolean[] = [];
    for (const milliseconds of [1, 0, 2, null]) {
      const impatience = new AbortController();
      const first = ask(impatience.signal);
      const others = Array.from({ length: 5 }, () => ask());
      if (milliseconds !== null) await sleep(milliseconds);
      impatience.abort();
      // After a sleep of any length it may have been answered already: nobody's clock decides here.
      gaveUp.push(
        await first.then(
          () => false,
          (error: Error) => error.message.includes("aborted"),
        ),
      );
      for (const response of await Promise.all(others)) expect(response.status).toBe(200);
    }
    expect(gaveUp.at(-1)).toBe(true);
    expect((await ask()).status).toBe(200);
  });

  test("a long request gives up; the next one is answered at once", async () => {
    const impatience = new AbortController();
    const long = post(PATH, { inputs: Array(500).fill("film ".repeat(30)) }, {}, impatience.signal);
    await sleep(30);
    impatience.abort();
    await expect(long).rejects.toThrow("aborted");
    expect((await post(PATH, { inputs: "fine" })).status).toBe(200);
  });
});

describe("limits", () => {
  test("1,000 inputs are answered, 1,001 are too many", async () => {
    const response = await post(PATH, { inputs: Array(1000).fill("fine") });
    expect((await response.json()) as unknown[]).toHaveLength(1000);
    expect(await problemOf(await post(PATH, { inputs: Array(1001).fill("fine") }))).toMatchObject({
      status: 413,
      type: "too-many-inputs",
      detail: "A request takes at most 1000 inputs; this one has 1001.",
    });
  });

  test("an input of 32,768 UTF-16 units is truncated and answered, one more is too long", async () => {
    const response = await post(PATH, { inputs: "a".repeat(32_768) });
    expect(response.status).toBe(200);
    expect(await problemOf(await post(PATH, { inputs: ["fine", "a".repeat(32_769)] }))).toMatchObject({
      status: 413,
      type: "input-too-long",
      detail: "An input takes at most 32768 UTF-16 units; input 1 has 32769.",
    });
  });

  test("10,000 words are truncated to the model's length and counted", async () => {
    const response = await post(PATH, { inputs: ["film ".repeat(6000), "fine"] });
    expect(response.headers.get("x-retort-truncated")).toBe("1");
    expect(response.status).toBe(200);
  });

  test("16,384 tokens after truncation are answered, more are too many", async () => {
    // 30 words and the two special tokens fill the model's 32
    const full = "film ".repeat(30);
    expect((await post(PATH, { inputs: Array(512).fill(full) })).status).toBe(200);
    expect(await problemOf(await post(PATH, { inputs: [...Array(512).fill(full), "a"] }))).toMatchObject({
      status: 413,
      type: "too-many-tokens",
      detail: "A request takes at most 16384 tokens; after truncation this one has 16387.",
    });
  });

  test("a body over 1 MiB is refused, with and without content-length", async () => {
    const body = new TextEncoder().encode(JSON.stringify({ inputs: "fine", pad: "x".repeat(2 ** 20) }));
    expect(await problemOf(await post(PATH, body))).toMatchObject({ status: 413, type: "body-too-large" });
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < body.length; i += 2 ** 16) controller.enqueue(body.slice(i, i + 2 ** 16));
        controller.close();
      },
    });
    expect(await problemOf(await post(PATH, stream))).toMatchObject({ status: 413, type: "body-too-large" });
  });
});

describe("bad input", () => {
  const invalidUtf8 = new Uint8Array([
    ...new TextEncoder().encode('{"inputs":"'),
    0xff,
    ...new TextEncoder().encode('"}'),
  ]);

  test.each([
    ["an empty text", { inputs: "" }, 422, "invalid-request", "inputs: the text is blank"],
    ["a blank text", { inputs: ["fine", " \n"] }, 422, "invalid-request", "inputs.1: the text is blank"],
    [
      "a blank pair",
      { inputs: { text: "a", text_pair: "" } },
      422,
      "invalid-request",
      "inputs.text_pair: the text is blank",
    ],
    ["a lone surrogate", '{"inputs":"\\ud800"}', 422, "invalid-request", "inputs: the text has a lone surrogate"],
    ["no inputs", { inputs: [] }, 422, "invalid-request", "inputs: inputs is empty"],
    [
      "a number",
      { inputs: 5 },
      422,
      "invalid-request",
      "inputs: inputs must be a string, {text, text_pair} or an array of those",
    ],
    [
      "a number in a list",
      { inputs: ["fine", 5] },
      422,
      "invalid-request",
      "inputs.1: an input is a string or {text, text_pair}",
    ],
    [
      "an unknown key in a pair",
      { inputs: [{ text: "a", pair: "b" }] },
      422,
      "invalid-request",
      "inputs.0: has the unknown key pair",
    ],
    ["nothing", {}, 422, "invalid-request", "inputs: inputs must be a string, {text, text_pair} or an array of those"],
    ["a list for a body", [], 422, "invalid-request", "body: expected an object"],
    [
      "an unknown parameter",
      { inputs: "a", parameters: { topk: 1 } },
      422,
      "invalid-request",
      "parameters: has the unknown key topk",
    ],
    [
      "a bad parameter",
      { inputs: "a", parameters: { top_k: 0 } },
      422,
      "invalid-request",
      "parameters.top_k: must be more than 0",
    ],
    ["malformed JSON", '{"inputs":', 400, "malformed-json", "The body is not valid JSON."],
    ["an empty body", "", 400, "malformed-json", "The body is not valid JSON."],
    ["invalid UTF-8", invalidUtf8, 400, "malformed-utf8", "The body is not UTF-8: byte 11 (0xFF, line 1)."],
  ])("%s is refused in one sentence, and the next good request works", async (_, body, status, type, detail) => {
    expect(await problemOf(await post(PATH, body))).toMatchObject({ status, type, detail });
    expect((await post(PATH, { inputs: "fine" })).status).toBe(200);
  });

  test("another content type is refused", async () => {
    const response = await post(PATH, '{"inputs":"fine"}', { "content-type": "text/plain" });
    expect(await problemOf(response)).toMatchObject({
      status: 415,
      type: "unsupported-media-type",
      detail: 'The body must be application/json; it came with content-type "text/plain".',
    });
    expect((await post(PATH, { inputs: "fine" }, { "content-type": "application/json; charset=utf-8" })).status).toBe(
      200,
    );
  });

  test.each(["nope", "Tiny-Teacher", "constructor", "tiny-teacher@", "%F0%9F%92%A9", "a".repeat(300)])(
    "%s is no model",
    async (id) => {
      expect(await problemOf(await post(`/models/${id}`, { inputs: "fine" }))).toMatchObject({
        status: 404,
        type: "model-missing",
      });
    },
  );

  test("both runtimes answer alike, and say which one did", async () => {
    const inputs = ["fine", "a film that nobody needs to see twice", "never again ! ".repeat(30)];
    const [ort, engine] = await Promise.all(
      ["ort", "engine"].map(async (runtime) => {
        const response = await post(`${PATH}?runtime=${runtime}`, { inputs, parameters: { window: "mean" } });
        expect([response.status, response.headers.get("x-retort-runtime")]).toEqual([200, runtime]);
        return (await response.json()) as { label: string; score: number }[][];
      }),
    );
    for (const [i, scores] of engine!.entries())
      for (const [k, { label, score }] of scores.entries()) {
        expect(label).toBe(ort![i]![k]!.label);
        expect(score).toBeCloseTo(ort![i]![k]!.score, 5);
      }
  });

  test("what the engine cannot run onnxruntime answers, unless the engine was asked for", async () => {
    const files = tinyFiles("student");
    const card = JSON.parse(new TextDecoder().decode(files[CARD_FILE]));
    card.id = "tiny-unlike";
    card.architecture.encoder.ffn += 8; // the graph knows better
    await publishAs("tiny-unlike", { ...files, [CARD_FILE]: new TextEncoder().encode(JSON.stringify(card)) });
    for (let again = 0; again < 2; again++) {
      const response = await post("/models/tiny-unlike", { inputs: "fine" });
      expect([response.status, response.headers.get("x-retort-runtime")]).toEqual([200, "ort"]);
      const problem = await problemOf(await post("/models/tiny-unlike?runtime=engine", { inputs: "fine" }));
      expect(problem).toMatchObject({ status: 422, type: "runtime-unsupported" });
      expect(problem.detail).toMatch(/^tiny-unlike does not run on engine: the card.s architecture says .+\.$/);
    }
  });

  test("truncated weights are model-damaged; with the file back in place the model answers", async () => {
    const cold = (await publish("pooled")).pooled;
    const key = modelKey("tiny-pooled", cold, WEIGHTS_FILE);
    const whole = tinyFiles("pooled")[WEIGHTS_FILE]!;
    await env.BUCKET.put(key, whole.slice(0, 1000));
    expect(await problemOf(await post("/models/tiny-pooled", { inputs: "fine" }))).toMatchObject({
      status: 500,
      type: "model-damaged",
      detail: `${key} has 1000 bytes, its card says ${whole.length}.`,
    });
    await env.BUCKET.put(key, whole);
    expect((await post("/models/tiny-pooled", { inputs: "fine" })).status).toBe(200);
  });
});
