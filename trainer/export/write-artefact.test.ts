import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { Storage } from "../../r2-assets/format/names.ts";
import { exportModel } from "./export-model.ts";
import { randomBert } from "./fixtures/random-bert.ts";
import { type CardFields, UnwritableFolderError, writeArtefact } from "./write-artefact.ts";

const fields: CardFields = {
  training: {
    code: "unknown",
    ...{
      recipe: "sst2/teacher",
      seed: 17,
      backend: "cpu",
      epochs: 1,
      steps: 1,
      wall_seconds: 1,
      examples_per_second: 1,
    },
    ...{ data_sha256: "a".repeat(64), dev: { accuracy: 0.9 } },
  },
  labels: ["a", "b", "c"],
  id: "sst2-teacher",
  task: "text-classification",
  trained_on: "glue/sst2",
  method: "teacher",
  description: "random",
  teacher: null,
  base_model: { name: "random", source: "seeded", licence: "Apache-2.0" },
  licence: "Apache-2.0",
  max_length: 20,
};
const tokenizerJson = new TextEncoder().encode("{}");
const model = exportModel({ ...randomBert(), storage: "i8" });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-artefact-"));
});
afterAll(() => rm(folder, { recursive: true }));

const FILES = ["card.json", "config.json", "model.onnx", "tokenizer.json", "weights.safetensors"];

test("writes the five files, and a card that gives the digest of the other four", async () => {
  const place = join(folder, "deep", "teacher");
  const card = await writeArtefact(place, { model, tokenizerJson, card: fields });
  expect((await readdir(place)).sort()).toEqual(FILES);
  expect(Card.parse(JSON.parse(await readFile(join(place, "card.json"), "utf8")))).toEqual(card);
  expect(Object.keys(card.files).sort()).toEqual(FILES.slice(1));
  for (const [name, digest] of Object.entries(card.files)) {
    const content = await readFile(join(place, name));
    expect(digest).toEqual({ bytes: content.length, sha256: await sha256(content) });
  }
  expect(card).toMatchObject({ storage: "i8", bytes: model.weights.length, parameters: model.parameters });
});

test("the card's bytes do not depend on the order in which its fields were given", async () => {
  const cards = [fields, Object.fromEntries(Object.entries(fields).reverse()) as CardFields].map(async (card, i) => {
    await writeArtefact(join(folder, `order-${i}`), { model, tokenizerJson, card });
    return readFile(join(folder, `order-${i}`, "card.json"), "utf8");
  });
  const [first, second] = await Promise.all(cards);
  expect(second).toBe(first);
  expect(first).toMatch(/^\{\n {2}"format": 1,\n {2}"id": /);
  expect(first).toMatch(/\n\}\n$/);
});

test("replaces an older artefact and leaves other files alone", async () => {
  const place = join(folder, "again");
  await writeArtefact(place, { model, tokenizerJson, card: fields });
  await writeFile(join(place, "training.json"), "{}");
  const card = await writeArtefact(place, { model, tokenizerJson, card: { ...fields, description: "newer" } });
  expect((await readdir(place)).sort()).toEqual([...FILES, "training.json"].sort());
  expect(JSON.parse(await readFile(join(place, "card.json"), "utf8"))).toEqual(card);
});

describe("refuses", () => {
  test("a folder that cannot be written, and says which", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const writing = writeArtefact(join(file, "teacher"), { model, tokenizerJson, card: fields });
    await expect(writing).rejects.toThrow(UnwritableFolderError);
    await expect(writing).rejects.toThrow(`cannot be written to ${join(file, "teacher")}`);
  });

  test("labels that the head does not have, before anything is written", async () => {
    const place = join(folder, "labels");
    await expect(writeArtefact(place, { model, tokenizerJson, card: { ...fields, labels: ["a"] } })).rejects.toThrow();
    await expect(readdir(place)).rejects.toThrow("ENOENT");
  });
});

test.each(Storage.options)(
  "config.json is a BertConfig; stored as %s it names the weights only where PyTorch can read them",
  async (storage) => {
    const place = join(folder, storage);
    await writeArtefact(place, { model: exportModel({ ...randomBert(), storage }), tokenizerJson, card: fields });
    const config = JSON.parse(await readFile(join(place, "config.json"), "utf8"));
    expect(config).toMatchObject({ model_type: "bert", vocab_size: 40, hidden_size: 16, num_hidden_layers: 2 });
    expect(config.transformers_weights).toBe(storage === "i8" ? undefined : "weights.safetensors");
    expect(config.dtype).toBe({ f32: "float32", f16: "float16", i8: undefined }[storage]);
  },
);

test.each(Storage.options)("config.json of a factored model stored as %s names no weights", async (storage) => {
  const place = join(folder, `factored-${storage}`);
  const dense = { kind: "dense" } as const;
  const plan = { word: dense, attention: { kind: "low_rank", rank: 2 } as const, intermediate: dense, output: dense };
  const exported = exportModel({ ...randomBert({ plan }), storage });
  const card = await writeArtefact(place, { model: exported, tokenizerJson, card: fields });
  expect(card.bytes).toBe((await readFile(join(place, "weights.safetensors"))).length);
  expect(card.architecture.encoder.attention).toMatchObject({
    kind: "low_rank",
    computed: { why: expect.any(String) },
  });
  const config = JSON.parse(await readFile(join(place, "config.json"), "utf8"));
  expect(config).toMatchObject({ model_type: "bert", hidden_size: 16 });
  expect(config).not.toHaveProperty("transformers_weights");
  expect(config).not.toHaveProperty("dtype");
});
