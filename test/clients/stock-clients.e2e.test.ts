/**
 * The stock Python clients of both protocols, unmodified, against a real `retort serve`: every answer is PyTorch's. JavaScript's
 * are in test/inference.e2e.test.ts.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import classify from "../golden/classify.json" with { type: "json" };
import pipelines from "../golden/pipelines.json" with { type: "json" };
import { serveTiny, type TinyServer } from "./server.ts";

const run = promisify(execFile);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const INSTALLED = here("../../out/clients");

const [tagged] = pipelines.tagging;
const [reading] = pipelines.reading;
const [scored] = pipelines.scoring;
const pair = classify.cases.filter(({ text_pair, truncated }) => text_pair === undefined && !truncated).slice(0, 2);
const ASKED = {
  text: pair[0]!.text,
  texts: pair.map(({ text }) => text),
  tagged: tagged!.text,
  ids: tagged!.ids,
  scored: scored!.text,
  question: reading!.question,
  context: reading!.context,
};

const hasPython = await run("python3", ["--version"]).then(
  () => true,
  () => false,
);

let server: TinyServer;
const ask = async (script: string) => {
  const { stdout } = await run(`${INSTALLED}/bin/python`, [here(script), server.url, JSON.stringify(ASKED)]);
  return JSON.parse(stdout);
};

const close = (value: unknown): unknown =>
  typeof value === "number" ? expect.closeTo(value, 5) : Array.isArray(value) ? value.map(close) : value;
/** What the answers' dataclasses don't tell is null there. */
const like = (answer: object) =>
  expect.objectContaining(Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, close(value)])));

describe.skipIf(!hasPython)(hasPython ? "with python3" : "left out: there is no python3", () => {
  beforeAll(async () => {
    await run("sh", [here("install.sh"), INSTALLED]);
    server = await serveTiny("teacher", "tagger", "intents", "reader", "scorer");
  });
  afterAll(() => server?.stop());

  test("huggingface_hub, sync and async", async () => {
    const answers = await ask("ask_hugging_face.py");
    const [negative, positive] = pair[0]!.logits as [number, number];
    const classes = [
      { label: "negative", score: 1 / (1 + Math.exp(positive - negative)) },
      { label: "positive", score: 1 / (1 + Math.exp(negative - positive)) },
    ].sort((a, b) => b.score - a.score);
    const best = { ...classes[0]!, score: 1 / (1 + Math.exp(-Math.max(negative, positive))) };
    const entities = tagged!.entities.simple;
    for (const found of [answers.sync, answers.async]) {
      expect(found).toEqual({
        classes: classes.map(like),
        best: [like(best)],
        score: [like({ label: "score", score: scored!.score })],
        entities: entities.map(like),
        slots: entities.map(like),
        points: expect.arrayContaining([]),
        answer: like(reading!.answer as object),
        health: true,
        sick: false,
        missing: expect.stringContaining("There is no model nope."),
        blank: expect.stringContaining("inputs: the text is blank"),
      });
      // Python counts an emoji as one, JavaScript as two.
      const words = found.points.filter(({ word }: { word: string }) => /^\w+$/.test(word));
      expect(words.length).toBeGreaterThan(0);
      for (const { start, end, word } of words)
        expect([...`😀 ${ASKED.tagged}`].slice(start, end).join("").toLowerCase()).toBe(word);
    }
  });

  test("tritonclient[http], plain and asyncio", async () => {
    const found = await ask("ask_triton.py");
    const logits = close(pair.map(({ logits }) => logits));
    for (const way of ["binary", "json", "pinned", "gzip", "gzip_json", "deflate", "deflate_json", "on_ort", "async"])
      expect([way, found[way]]).toEqual([way, logits]);
    const onOrt = await fetch(`${server.url}/v2/models/tiny-teacher/infer?runtime=ort`, {
      method: "POST",
      body: JSON.stringify({ inputs: [{ name: "text", shape: [1], datatype: "BYTES", data: ["fine"] }] }),
      headers: { "content-type": "application/json" },
    });
    expect([onOrt.status, onOrt.headers.get("x-retort-runtime")]).toEqual([200, "ort"]);
    expect(found.asyncio).toEqual([true, logits]);
    for (const way of ["ids", "ids_json", "slots"]) expect(found[way]).toEqual([close(tagged!.logits)]);
    expect(found.pair.flat(2)).toEqual(close((reading as { logits: number[][] }).logits[0]));
    expect(found).toMatchObject({
      ...{ live: true, ready: true, model_ready: true, pinned_ready: true, nope_ready: false, id: "7" },
      server: { name: "retort" },
      model: { name: "tiny-teacher", outputs: [{ name: "logits", datatype: "FP32", shape: [-1, 2] }] },
      index: ["tiny-intents", "tiny-reader", "tiny-scorer", "tiny-tagger", "tiny-teacher"],
      missing: ["404", "There is no model nope."],
      blank: ["422", "Element 0 of the input text is blank."],
      config: ["404", "There is nothing at GET /v2/models/tiny-teacher/config."],
      statistics: ["404", "There is nothing at GET /v2/models/tiny-teacher/stats."],
      load: ["404", "There is nothing at POST /v2/repository/models/tiny-teacher/load."],
    });
    expect(found.classes).toEqual(
      pair.map(({ logits }) => {
        const index = logits[0]! > logits[1]! ? 0 : 1;
        return expect.stringMatching(new RegExp(`^-?\\d\\.\\d{6}:${index}:${["negative", "positive"][index]}$`));
      }),
    );
  });

  test("kserve's client for REST", async () => {
    const found = await ask("ask_kserve.py");
    const logits = ["tiny-teacher", close(pair.map(({ logits }) => logits))];
    const tags = ["tiny-tagger", [close(tagged!.logits)]];
    expect(found).toEqual({
      ...{ live: true, ready: true, model_ready: true, nope_ready: expect.anything() },
      ...{ json: logits, binary: logits, binary_output: logits, output: logits, ids: tags, ids_binary: tags },
      missing: expect.stringContaining("There is no model nope."),
      blank: expect.stringContaining("Element 0 of the input text is blank."),
    });
  });
});
