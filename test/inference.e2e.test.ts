/** Inference over real HTTP: a workerd of its own, a bucket on disk, and the client that others use. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceClient } from "@huggingface/inference";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiClient } from "../cli/http/client.ts";
import { migrate } from "../cli/local/migrate.ts";
import { freePort } from "../cli/local/port.ts";
import { type LocalWorker, startLocalWorker } from "../cli/local/worker.ts";
import { predictFile } from "../cli/predict/predict-file.ts";
import { openLocalStorage } from "../cli/state/storage.ts";
import { modelKey, WEIGHTS_FILE } from "../r2-assets/format/keys.ts";
import { putModel } from "./fixtures/put-model.ts";
import { tinyArtefact } from "./fixtures/tiny-artefact.ts";
import { TINY_MODELS } from "./fixtures/tiny-models.ts";
import golden from "./golden/classify.json" with { type: "json" };
import several from "./golden/multi-label-pipeline.json" with { type: "json" };
import pipelines from "./golden/pipelines.json" with { type: "json" };
import stridden from "./golden/stride.json" with { type: "json" };

let stateDir: string;
let worker: LocalWorker;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "retort-state-"));
  const storage = await openLocalStorage(stateDir);
  await migrate(storage.DB, join(import.meta.dirname, "../worker/storage/migrations"));
  const bucket = storage.BUCKET;
  for (const seed of [17, 18, 19])
    await putModel(bucket, `tiny-${seed}`, await tinyArtefact({ id: `tiny-${seed}`, seed }));
  for (const name of ["moods", "tagger", "intents", "reader", "scorer"] as const) {
    await putModel(bucket, `tiny-${name}`, await tinyArtefact({ id: `tiny-${name}`, ...TINY_MODELS[name] }));
  }
  const cut = await tinyArtefact({ id: "tiny-cut", seed: 20 });
  const version = await putModel(bucket, "tiny-cut", cut);
  await bucket.put(modelKey("tiny-cut", version, WEIGHTS_FILE), cut[WEIGHTS_FILE]!.slice(0, 5000));
  await storage.close();
  worker = await startLocalWorker({ port: await freePort(0), stateDir, vars: {} });
});

afterAll(async () => {
  await worker?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

const ask = (id: string, inputs: unknown, signal?: AbortSignal) =>
  fetch(`${worker.url}/models/${id}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ inputs }),
    ...(signal && { signal }),
  });

test("the stock Hugging Face client gets PyTorch's answer", async () => {
  const { text, logits } = golden.cases[0]!;
  const endpointUrl = `${worker.url}/models/tiny-17`;
  const answer = await new InferenceClient().textClassification({ endpointUrl, inputs: text });
  expect(answer.map(({ label }) => label)).toEqual(["negative", "positive"]);
  expect(answer[0]!.score).toBeCloseTo(1 / (1 + Math.exp(logits[1]! - logits[0]!)), 5);
});

test("the stock client throws at an input that was too unsure to be answered, and at no other", async () => {
  const endpointUrl = `${worker.url}/models/tiny-17`;
  const classify = (min_score: number) =>
    new InferenceClient().textClassification({
      endpointUrl,
      inputs: golden.cases[0]!.text,
      parameters: { min_score },
    });
  expect(await classify(0.5)).toHaveLength(2);
  await expect(classify(1)).rejects.toThrow("Received malformed response");
});

/** The client refuses answers of another shape, so each of these calls checks ours, too. It takes no `none` of a tagger. */
const closeTo = <T extends { score: number }>(answer: T) => ({ ...answer, score: expect.closeTo(answer.score, 5) });

test("the stock client gets entities as transformers' pipeline finds them", async () => {
  const endpointUrl = `${worker.url}/models/tiny-tagger`;
  const { text, entities } = pipelines.tagging[0]!; // of letters alone, so that both kinds of places are equal
  const client = new InferenceClient();
  for (const aggregation_strategy of ["simple", "first", "average", "max"] as const) {
    const parameters = { aggregation_strategy };
    const expected = entities[aggregation_strategy]!.map(closeTo);
    expect(await client.tokenClassification({ endpointUrl, inputs: text, parameters })).toEqual(expected);
  }
  expect(await client.tokenClassification({ endpointUrl, inputs: text })).toEqual(entities.simple.map(closeTo));
});

test("the stock client gets a sigmoid a label from a model of several labels, and predict writes those that hold", async () => {
  const asked = several.answers.filter(
    ({ inputs, parameters }) => typeof inputs === "string" && parameters.top_k === null,
  );
  const sigmoids = asked.filter(({ parameters }) => !("function_to_apply" in parameters));
  const endpointUrl = `${worker.url}/models/tiny-moods`;
  const { inputs, answer } = sigmoids[0]!;
  const found = await new InferenceClient().textClassification({ endpointUrl, inputs: inputs as string });
  expect(found).toEqual(answer.map(closeTo));

  const file = join(stateDir, "texts.ndjson");
  await writeFile(file, sigmoids.map((each) => `${JSON.stringify(each.inputs)}\n`).join(""));
  const out = join(stateDir, "out.csv");
  expect(await predictFile(new ApiClient(worker.url), "tiny-moods", file, out, 2, () => {})).toMatchObject({
    rows: sigmoids.length,
    errors: 0,
  });
  const [titles, ...lines] = (await readFile(out, "utf8")).trim().split("\r\n");
  expect(titles).toBe("row,id,model,labels,score:anger,score:joy,score:surprise,error");
  const own: Record<string, number> = { anger: 0.45, joy: 0.65, surprise: 0.4 };
  for (const [i, line] of lines.entries()) {
    const held = sigmoids[i]!.answer.filter(({ label, score }) => score >= own[label]!).map(({ label }) => label);
    const [labels] = /\[.*\]/.exec(line)!;
    expect(JSON.parse(labels.replaceAll('""', '"'))).toEqual(held.sort());
  }
});

test("the stock client gets class and entities from a model with slots, by the task in its address", async () => {
  const { text, entities } = pipelines.tagging[0]!;
  const endpointUrl = `${worker.url}/models/tiny-intents`;
  const client = new InferenceClient();
  const found = await client.tokenClassification({
    endpointUrl: `${endpointUrl}?task=token-classification`,
    inputs: text,
  });
  expect(found).toEqual(entities.simple.map(closeTo));
  const classes = await client.textClassification({ endpointUrl, inputs: text });
  expect(classes.map(({ label }) => label).sort()).toEqual(["ask", "tell"]);
  const { HfInference } = await older("2.6.7");
  const asked = new HfInference("").endpoint(`${endpointUrl}?task=token-classification`);
  expect(await asked.tokenClassification({ inputs: text })).toEqual(found);
});

test("the stock client gets the answer to a question, of several the best, as transformers' pipeline finds it", async () => {
  const endpointUrl = `${worker.url}/models/tiny-reader`;
  const { question, context, answer } = pipelines.reading[0]!;
  const inputs = { question, context };
  for (const parameters of [{}, { top_k: 3, doc_stride: 8, max_answer_len: 30, handle_impossible_answer: true }]) {
    const answered = await new InferenceClient().questionAnswering({ endpointUrl, inputs, parameters });
    expect(answered).toEqual(closeTo(answer as { score: number }));
  }
});

test("the stock client gets a regression's number", async () => {
  const endpointUrl = `${worker.url}/models/tiny-scorer`;
  const { text, score } = pipelines.scoring[0]!;
  const answer = await new InferenceClient().textClassification({ endpointUrl, inputs: text });
  expect(answer).toEqual([closeTo({ label: "score", score })]);
});

interface OlderClient {
  endpoint(url: string): {
    textClassification(asked: object, options?: object): Promise<{ label: string; score: number }[]>;
    tokenClassification(asked: object, options?: object): Promise<{ score: number }[]>;
    questionAnswering(asked: object, options?: object): Promise<{ score: number }>;
  };
}

/** By names that the type checker does not follow: the oldest ships its sources as types, which are not of our strictness. */
const older = (version: string): Promise<{ HfInference: new (token: string) => OlderClient }> =>
  import(`hf-inference-${version}`);

test.each(["2.0.0", "2.6.7"])(
  "version %s of the client, which sends options, gets the same answers",
  async (version) => {
    const { HfInference } = await older(version);
    const at = (id: string) => new HfInference("").endpoint(`${worker.url}/models/${id}`);
    for (const options of [undefined, {}, { use_cache: false, wait_for_model: true }]) {
      const classes = await at("tiny-17").textClassification({ inputs: golden.cases[0]!.text }, options);
      expect(classes).toEqual(
        await new InferenceClient().textClassification({
          endpointUrl: `${worker.url}/models/tiny-17`,
          inputs: golden.cases[0]!.text,
        }),
      );
      const { text, entities } = pipelines.tagging[0]!;
      expect(await at("tiny-tagger").tokenClassification({ inputs: text }, options)).toEqual(
        entities.simple.map(closeTo),
      );
      const { question, context, answer } = pipelines.reading[0]!;
      const answered = await at("tiny-reader").questionAnswering({ inputs: { question, context } }, options);
      expect(answered).toEqual(closeTo(answer as { score: number }));
      const scored = await at("tiny-scorer").textClassification({ inputs: pipelines.scoring[0]!.text }, options);
      expect(scored).toEqual([closeTo({ label: "score", score: pipelines.scoring[0]!.score })]);
    }
  },
);

test("the stock client tags a long text in windows", async () => {
  const { text, aggregation_strategy, stride, entities } = stridden.find((one) => one.stride === 16)!;
  const parameters = { aggregation_strategy: aggregation_strategy as "simple", stride };
  const endpointUrl = `${worker.url}/models/tiny-tagger`;
  const found = await new InferenceClient().tokenClassification({ endpointUrl, inputs: text, parameters });
  const places = ({ start, end }: { start?: number; end?: number }) => [start, end];
  expect(found.map(places)).toEqual(entities.map(places));
});

test("the client's error carries our sentence", async () => {
  const endpointUrl = `${worker.url}/models/nope`;
  const asked = new InferenceClient().textClassification({ endpointUrl, inputs: "fine" });
  await expect(asked).rejects.toThrow("There is no model nope.");
});

test("ten first requests for one model, from ten connections, are all answered", async () => {
  const responses = await Promise.all(Array.from({ length: 10 }, () => ask("tiny-18", "fine")));
  const bodies = await Promise.all(responses.map((response) => response.text()));
  expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(new Set(bodies).size).toBe(1);
});

test("a first request that hangs up leaves the others their answer", async () => {
  const impatience = new AbortController();
  const first = ask("tiny-19", "fine", impatience.signal);
  const others = [ask("tiny-19", "fine"), ask("tiny-19", "fine")];
  setTimeout(() => impatience.abort(), 5);
  await Promise.allSettled([first]);
  for (const response of await Promise.all(others)) expect(response.status).toBe(200);
});

test("truncated weights are model-damaged, and the next good request works", async () => {
  const damaged = await ask("tiny-cut", "fine");
  expect(damaged.status).toBe(500);
  expect(await damaged.json()).toMatchObject({
    type: "model-damaged",
    detail: expect.stringMatching(
      /^models\/tiny-cut\/[0-9a-f]{12}\/weights\.safetensors has 5000 bytes, its card says/,
    ),
  });
  expect((await ask("tiny-17", "fine")).status).toBe(200);
});

test("a body over 1 MiB sent without content-length is refused", async () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ inputs: "x".repeat(2 ** 20) }));
  const body = new ReadableStream({
    start(controller) {
      for (let i = 0; i < bytes.length; i += 2 ** 16) controller.enqueue(bytes.slice(i, i + 2 ** 16));
      controller.close();
    },
  });
  const response = await fetch(`${worker.url}/models/tiny-17`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    duplex: "half",
  });
  expect(response.status).toBe(413);
});
