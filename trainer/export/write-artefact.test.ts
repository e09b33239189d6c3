import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { Storage } from "../../r2-assets/format/names.ts";
import unigram from "../../test/golden/unigram.json" with { type: "json" };
import { huggingFaceConfig } from "../models/bert/hugging-face-config.ts";
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
const tokenizer = await readFile(new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url), "utf8");
const model = exportModel({ ...randomBert(), storage: "i8" });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-artefact-"));
});
afterAll(() => rm(folder, { recursive: true }));

const FILES = [
  "card.json",
  "config.json",
  "model.onnx",
  "tokenizer.json",
  "tokenizer_config.json",
  "weights.safetensors",
];

test("writes the six files, and a card that gives the digest of the other five", async () => {
  const place = join(folder, "deep", "teacher");
  const card = await writeArtefact(place, { model, tokenizer, card: fields });
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
    await writeArtefact(join(folder, `order-${i}`), { model, tokenizer, card });
    return readFile(join(folder, `order-${i}`, "card.json"), "utf8");
  });
  const [first, second] = await Promise.all(cards);
  expect(second).toBe(first);
  expect(first).toMatch(/^\{\n {2}"format": 1,\n {2}"id": /);
  expect(first).toMatch(/\n\}\n$/);
});

test("replaces an older artefact and leaves other files alone", async () => {
  const place = join(folder, "again");
  await writeArtefact(place, { model, tokenizer, card: fields });
  await writeFile(join(place, "training.json"), "{}");
  const card = await writeArtefact(place, { model, tokenizer, card: { ...fields, description: "newer" } });
  expect((await readdir(place)).sort()).toEqual([...FILES, "training.json"].sort());
  expect(JSON.parse(await readFile(join(place, "card.json"), "utf8"))).toEqual(card);
});

describe("refuses", () => {
  test("a folder that cannot be written, and says which", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const writing = writeArtefact(join(file, "teacher"), { model, tokenizer, card: fields });
    await expect(writing).rejects.toThrow(UnwritableFolderError);
    await expect(writing).rejects.toThrow(`cannot be written to ${join(file, "teacher")}`);
  });

  test("labels that the head does not have, before anything is written", async () => {
    const place = join(folder, "labels");
    await expect(writeArtefact(place, { model, tokenizer, card: { ...fields, labels: ["a"] } })).rejects.toThrow();
    await expect(readdir(place)).rejects.toThrow("ENOENT");
  });
});

const dense = { kind: "dense" } as const;
const lowRank = { word: dense, attention: { kind: "low_rank", rank: 2 } as const, intermediate: dense, output: dense };
const poolings = ["mean", "cls", "pooler"] as const;

const configOf = (card: Partial<CardFields>, changes: Parameters<typeof randomBert>[0], storage: Storage) => {
  const exported = exportModel({ ...randomBert(changes), storage });
  return huggingFaceConfig({ ...fields, ...card, ...exported });
};

test("config.json is a BertConfig", () => {
  expect(configOf({}, {}, "i8")).toMatchObject({ model_type: "bert", vocab_size: 40, hidden_size: 16 });
  expect(configOf({}, {}, "i8")).toMatchObject({ num_hidden_layers: 2, problem_type: "single_label_classification" });
  const several = configOf({ task: "multi-label-classification" }, {}, "i8");
  expect(several).toMatchObject({ problem_type: "multi_label_classification" });
});

const named = (storage: Storage, changes: Parameters<typeof randomBert>[0], card: Partial<CardFields> = {}) => {
  const { architectures, ...config } = configOf(card, changes, storage);
  return "transformers_weights" in config ? [architectures[0], config.dtype] : undefined;
};

test("it names the weights only where a class of transformers computes with them what is served", () => {
  expect(named("f32", { pooling: "pooler" })).toEqual(["BertForSequenceClassification", "float32"]);
  expect(named("f16", { pooling: "pooler" })).toEqual(["BertForSequenceClassification", "float16"]);
  expect(named("f16", { pooling: "none" }, { task: "token-classification" })).toEqual([
    "BertForTokenClassification",
    "float16",
  ]);
});

test.each([
  ...poolings.map((pooling) => ["i8", { pooling }] as const),
  ["i8", { pooling: "none" }, { task: "token-classification" }] as const,
  ["f16", { pooling: "mean" }] as const, // transformers' pooler would be random
  ["f32", { pooling: "cls" }] as const,
  ["f16", { pooling: "none" }, { task: "question-answering" }] as const, // as would be its qa_outputs
  ...Storage.options.map((storage) => [storage, { pooling: "pooler", plan: lowRank }] as const),
])("so that from_pretrained finds none: %s %o %o", (storage, changes, card: Partial<CardFields> = {}) => {
  expect(named(storage, changes, card)).toBeUndefined();
});

test("tokenizer.json neither cuts nor pads, whatever the encoder's does; all else stays", async () => {
  const place = join(folder, "cutting");
  const cutting = { ...JSON.parse(tokenizer), truncation: { max_length: 8 }, padding: { strategy: { Fixed: 8 } } };
  await writeArtefact(place, { model, tokenizer: JSON.stringify(cutting), card: fields });
  const written = JSON.parse(await readFile(join(place, "tokenizer.json"), "utf8"));
  expect(written).toEqual({ ...JSON.parse(tokenizer), truncation: null, padding: null });
});

test("tokenizer_config.json repeats the normaliser and takes the length from the card", async () => {
  const place = join(folder, "cased");
  const file = JSON.parse(tokenizer);
  const normalizer = { ...file.normalizer, lowercase: false, strip_accents: false, handle_chinese_chars: false };
  await writeArtefact(place, { model, tokenizer: JSON.stringify({ ...file, normalizer }), card: fields });
  expect(JSON.parse(await readFile(join(place, "tokenizer_config.json"), "utf8"))).toEqual({
    tokenizer_class: "BertTokenizer",
    do_lower_case: false,
    strip_accents: false,
    tokenize_chinese_chars: false,
    model_max_length: 20,
    unk_token: "[UNK]",
    sep_token: "[SEP]",
    pad_token: "[PAD]",
    cls_token: "[CLS]",
    mask_token: "[MASK]",
  });
});

test("a Unigram tokenizer is one that transformers reads as it stands", async () => {
  const place = join(folder, "unigram");
  await writeArtefact(place, { model, tokenizer: JSON.stringify(unigram.tokenizer), card: fields });
  expect(JSON.parse(await readFile(join(place, "tokenizer_config.json"), "utf8"))).toEqual({
    tokenizer_class: "PreTrainedTokenizerFast",
    model_input_names: ["input_ids", "token_type_ids", "attention_mask"],
    model_max_length: 20,
    unk_token: "<unk>",
    bos_token: "<s>",
    eos_token: "</s>",
    sep_token: "</s>",
    pad_token: "<pad>",
    cls_token: "<s>",
    mask_token: "<mask>",
  });
});
