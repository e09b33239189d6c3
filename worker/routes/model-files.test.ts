import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { CARD_FILE, modelKey, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { ask, expectJson } from "../test/api.ts";
import { publish, publishAs, tinyFiles } from "../test/artefacts.ts";

const FILES = [CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE] as const;
const fileAt = (ref: string, name: string, headers = {}) =>
  ask(`/v1/models/${ref}/files/${name}`, { key: null, headers });

test.each(FILES)("%s comes byte for byte, and is known by its tag", async (name) => {
  const { teacher: version } = await publish("teacher");
  const answer = await fileAt("tiny-teacher", name);
  expect(answer.status).toBe(200);
  const bytes = tinyFiles("teacher")[name]!;
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  expect(answer.headers.get("content-length")).toBe(String(bytes.byteLength));
  expect(answer.headers.get("content-type")).toBe(
    name === WEIGHTS_FILE ? "application/octet-stream" : "application/json",
  );
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expect(answer.headers.get("x-retort-model")).toBe(`tiny-teacher@${version}`);

  const versioned = await fileAt(`tiny-teacher@${version}`, name, { "if-none-match": answer.headers.get("etag") });
  expect([versioned.status, await versioned.text()]).toEqual([304, ""]);
  expect(versioned.headers.get("cache-control")).toContain("immutable");
});

test("what is not there, and what is not handed out, is said", async () => {
  await publish("teacher");
  expect((await expectJson(404, fileAt("nope", CARD_FILE))).detail).toBe("There is no model nope.");
  expect((await fileAt("tiny-teacher@0123456789ab", CARD_FILE)).status).toBe(404);
  for (const name of ["model.onnx", "training.json", "..%2Fmanifest.json"])
    expect((await expectJson(422, fileAt("tiny-teacher", name))).detail).toContain("name");
});

test.each([TOKENIZER_FILE, WEIGHTS_FILE])("no byte of a damaged %s leaves", async (name) => {
  const id = `damaged-${name.slice(0, 5)}`;
  const card = JSON.parse(new TextDecoder().decode(tinyFiles("teacher")[CARD_FILE]));
  const files: Record<string, Uint8Array> = {
    ...tinyFiles("teacher"),
    [CARD_FILE]: new TextEncoder().encode(JSON.stringify({ ...card, id })),
  };
  const key = modelKey(id, await publishAs(id, files), name);
  const bytes = files[name]!.slice();
  bytes[100]! ^= 1;
  await env.BUCKET.put(key, bytes);
  expect(await expectJson(500, fileAt(id, name))).toMatchObject({
    type: "model-damaged",
    detail: expect.stringMatching(/ has the sha256 /),
  });
  await env.BUCKET.delete(key);
  expect((await expectJson(500, fileAt(id, name))).detail).toBe(`${key} is missing.`);
});
