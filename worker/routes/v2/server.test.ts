import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { modelKey, WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import { newApi } from "../../http/api.ts";
import { sendProblem } from "../../http/problem.ts";
import { ask, expectJson } from "../../test/api.ts";
import { publish } from "../../test/artefacts.ts";
import { refusal } from "./test/asked.ts";

test("the server says what it is, that it lives, and what there is", async () => {
  const { teacher, tagger } = await publish("teacher", "tagger");
  expect(await expectJson(200, ask("/v2"))).toEqual({
    name: "retort",
    version: "test",
    extensions: ["binary_tensor_data", "classification"],
  });
  expect(await expectJson(200, ask("/v2/health/live"))).toEqual({ live: true });
  expect(await expectJson(200, ask("/v2/health/ready"))).toEqual({ ready: true });
  expect(await expectJson(200, ask("/v2/repository/index", { method: "POST" }))).toEqual([
    { name: "tiny-tagger", version: tagger, state: "READY", reason: "" },
    { name: "tiny-teacher", version: teacher, state: "READY", reason: "" },
  ]);
});

test("a model says what it takes and gives, by its version, too", async () => {
  const { intents: version } = await publish("intents");
  const metadata = await expectJson(200, ask("/v2/models/tiny-intents"));
  expect(metadata).toEqual({
    name: "tiny-intents",
    versions: [version],
    platform: "retort",
    inputs: [
      { name: "input_ids", datatype: "INT64", shape: [-1, -1] },
      { name: "attention_mask", datatype: "INT64", shape: [-1, -1] },
      { name: "token_type_ids", datatype: "INT64", shape: [-1, -1] },
      { name: "text", datatype: "BYTES", shape: [-1] },
      { name: "text_pair", datatype: "BYTES", shape: [-1] },
    ],
    outputs: [
      { name: "logits", datatype: "FP32", shape: [-1, 2] },
      { name: "slot_logits", datatype: "FP32", shape: [-1, -1, 5] },
    ],
    labels: ["ask", "tell"],
  });
  expect(await expectJson(200, ask(`/v2/models/tiny-intents/versions/${version}`))).toEqual(metadata);
  for (const path of ["tiny-intents/ready", `tiny-intents/versions/${version}/ready`])
    expect(await expectJson(200, ask(`/v2/models/${path}`))).toEqual({ name: "tiny-intents", ready: true });
});

test("what is not there, or not whole, is not ready", async () => {
  const { teacher } = await publish("teacher");
  expect(await refusal(ask("/v2/models/nope/ready"))).toEqual([404, "There is no model nope."]);
  const key = modelKey("tiny-teacher", teacher, WEIGHTS_FILE);
  await env.BUCKET.put(key, new Uint8Array(5));
  const [status, error] = await refusal(ask("/v2/models/tiny-teacher/ready"));
  expect([status, error.startsWith(`${key} has 5 bytes, its card says `)]).toEqual([500, true]);
  expect((await ask("/models/tiny-teacher/health")).status).toBe(500);
});

test("a bucket whose manifest cannot be read is not ready", async () => {
  await env.BUCKET.put("manifest.json", "{");
  await new Promise((done) => setTimeout(done, 2100)); // what another test's manifest said is believed so long
  expect(await refusal(ask("/v2/health/ready"))).toEqual([503, "manifest.json is not a manifest: it is not JSON."]);
});

test("work that is shed is 503 there and 429 elsewhere, and says when to come again", async () => {
  const app = newApi().get("/*", (c) => {
    c.header("retry-after", "7");
    return sendProblem(c, 429, "too-busy", "There is too much to do.");
  });
  const answers = await Promise.all(["/v2/models/x/infer", "/models/x"].map((path) => app.request(path)));
  expect(answers.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual([
    [503, "7"],
    [429, "7"],
  ]);
});
