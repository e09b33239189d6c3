/** From what training leaves to what a fresh bucket is seeded with: the trained model on tfjs, its artefact on onnxruntime. */
import { appendFile, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Artefact, readArtefact } from "../cli/artefact/artefact-folder.ts";
import { localR2Bucket } from "../cli/bucket/local-r2-bucket.ts";
import { manifestOf } from "../cli/bucket/release-models.ts";
import { storedVersion } from "../cli/bucket/stored.ts";
import type { Storage } from "../r2-assets/format/names.ts";
import { readSafetensors, toFloat32 } from "../r2-assets/format/safetensors.ts";
import { createTokenizer } from "../r2-assets/format/tokenizer.ts";
import { tf, useBackend } from "../trainer/backend/tf.ts";
import { predictLogits } from "../trainer/models/predict.ts";
import { REFERENCE_FILE, type ReferenceLogits, writeReferenceLogits } from "../trainer/tasks/reference-logits.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { TINY_CONFIG, TINY_VOCABULARY, tinyArtefact } from "./fixtures/tiny-artefact.ts";

const LABELS = ["negative", "positive"];
let root: string;
let reference: ReferenceLogits[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-publish-"));
  await useBackend("cpu");
  reference = await trainedLogits(sentences(120));
});
afterAll(() => rm(root, { recursive: true }));

/** Of 1 to 40 words, so that some are cut at the model's 32 tokens. */
function sentences(count: number): string[] {
  const words = TINY_VOCABULARY.filter((word) => /^[a-z]{2,}$/.test(word));
  const word = (i: number, k: number) => words[(i * 7 + k * k * 3 + i * k) % words.length]!;
  return Array.from({ length: count }, (_, i) => Array.from({ length: 1 + (i % 40) }, (_, k) => word(i, k)).join(" "));
}

/** What the tfjs model answers: gold is its own label, so that accuracy starts at 1. */
async function trainedLogits(texts: string[]): Promise<ReferenceLogits[]> {
  const files = await tinyArtefact({ storage: "f32" });
  const tokenizerJson = JSON.parse(new TextDecoder().decode(files["tokenizer.json"]));
  const tokenizer = createTokenizer(tokenizerJson, { maxLength: 32 });
  const { tensors } = readSafetensors(files["weights.safetensors"]!);
  const parameters = Object.fromEntries(Array.from(tensors, ([name, t]) => [name, tf.tensor(toFloat32(t), t.shape)]));
  const examples = texts.map((text, i) => ({ id: `dev-${i}`, text_a: text, ...tokenizer.encode(text), label: 0 }));
  return predictLogits(parameters, TINY_CONFIG, examples).map((row, i) => {
    const gold = LABELS[row[1]! > row[0]! ? 1 : 0]!;
    return { id: `dev-${i}`, text_a: texts[i]!, gold, logits: Array.from(row) };
  });
}

/** A folder as training leaves it. */
async function outFolder(storage: Storage = "f32", rows: ReferenceLogits[] = reference): Promise<Artefact> {
  const folder = await mkdtemp(join(root, "out-"));
  const artefact = await artefactIn(folder, { storage });
  await writeFile(join(folder, "training.json"), "{}");
  await writeReferenceLogits(folder, rows);
  return artefact;
}

const newAssets = () => mkdtemp(join(root, "assets-"));
const publish = (folder: string, assets: string, ...more: string[]) =>
  runRetort(["publish", folder, "--assets", assets, ...more]).ended;

test.each(["f32", "f16"] as const)(
  "an artefact stored as %s that answers as the trained model did is published",
  async (storage) => {
    const [artefact, assets] = [await outFolder(storage), await newAssets()];
    const { code, stdout, stderr } = await publish(artefact.folder, assets);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(
      /^120 dev examples: largest logit difference \d\.\d\de-\d, 0 labels flipped \(0\.00 %\), accuracy 1\.0000 /,
    );
    expect(stdout).toContain(`\ntiny-teacher@${artefact.version} is published\n`);
    const installed = await readArtefact(join(assets, "models", "tiny-teacher"));
    expect(installed).toMatchObject({ kind: "sound", artefact: { version: artefact.version } });
    // training.json and the reference, which holds texts, stay behind
    expect(await readdir(join(assets, "models", "tiny-teacher"))).toHaveLength(artefact.files.length);
    expect((await publish(artefact.folder, assets)).stdout).toContain("is published already");
  },
);

test("an i8 artefact is judged by its labels, and the numbers are told as JSON", async () => {
  const [artefact, assets] = [await outFolder("i8"), await newAssets()];
  const { code, stdout } = await publish(artefact.folder, assets, "--json");
  expect(code).toBe(0);
  const outcome = JSON.parse(stdout);
  expect(outcome).toMatchObject({ id: "tiny-teacher", version: artefact.version, published: "published" });
  expect(outcome.parity.flips).toBeLessThanOrEqual(1);
  expect(outcome.parity.largestDifference).toBeGreaterThan(1e-3); // else it would not be i8
});

test("an artefact of another model than the trained one is refused, with the numbers, and nothing is published", async () => {
  const other = reference.map((row) => ({ ...row, logits: row.logits.map((x, k) => x + (k === 0 ? 0.002 : 0)) }));
  const [artefact, assets] = [await outFolder("f32", other), await newAssets()];
  const { code, stdout, stderr } = await publish(artefact.folder, assets);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "retort: tiny-teacher is refused: its logits differ by up to 2.0e-3, more than 0.001\n",
  });
  expect(stdout).toContain("largest logit difference 2.00e-3");
  expect(await readdir(assets)).toEqual([]);
});

test("an i8 artefact that flips labels is refused", async () => {
  const flipped = reference.map((row, i) => (i % 10 === 0 ? { ...row, logits: row.logits.toReversed() } : row));
  const [artefact, assets] = [await outFolder("i8", flipped), await newAssets()];
  const { code, stderr } = await publish(artefact.folder, assets);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/is refused: 1\d of 120 labels flipped/) });
  expect(await readdir(assets)).toEqual([]);
});

test.each<[string, (folder: string) => Promise<unknown>, RegExp]>([
  ["no folder", (folder) => rm(folder, { recursive: true }), /holds no artefact/],
  [
    "weights cut short",
    (folder) => truncate(join(folder, "weights.safetensors"), 1_000),
    /is damaged: weights\.safetensors has 1000 bytes/,
  ],
  [
    "a graph that is not the card's",
    (folder) => appendFile(join(folder, "model.onnx"), "x"),
    /is damaged: model\.onnx has/,
  ],
  ["no reference logits", (folder) => rm(join(folder, REFERENCE_FILE)), /dev-logits\.ndjson is missing/],
  [
    "damaged reference logits",
    (folder) => truncate(join(folder, REFERENCE_FILE), 30),
    /dev-logits\.ndjson is damaged: line 1/,
  ],
])("%s: refused in one sentence, nothing is published", async (_, spoil, sentence) => {
  const [{ folder }, assets] = [await outFolder(), await newAssets()];
  await spoil(folder);
  const { code, stderr } = await publish(folder, assets);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(sentence) });
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(await readdir(assets)).toEqual([]);
});

test("a warning tells when the models grow past what git should carry", async () => {
  const [artefact, assets] = [await outFolder(), await newAssets()];
  const large = join(assets, "models", "large");
  await mkdir(large, { recursive: true });
  await writeFile(join(large, "weights.safetensors"), "");
  await truncate(join(large, "weights.safetensors"), 75.49e6);
  const { code, stderr } = await publish(artefact.folder, assets);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^retort: warning: .* now take 75\.[56] MB, more than the 75\.5 MB/),
  });
});

test("--local puts it into the local bucket and nowhere else", async () => {
  const [artefact, assets] = [await outFolder(), await newAssets()];
  const state = await mkdtemp(join(root, "state-"));
  const both = await publish(artefact.folder, assets, "--local");
  expect(both.stderr).toContain("leave out --assets");
  const neither = await publish(artefact.folder, assets, "--state", state);
  expect(neither.stderr).toContain("--state says where --local publishes");
  const { code, stdout } = await runRetort(["publish", artefact.folder, "--local", "--state", state]).ended;
  expect(code).toBe(0);
  expect(stdout).toContain(`tiny-teacher@${artefact.version} is current in the local bucket`);
  expect(await readdir(assets)).toEqual([]);
  const bucket = await localR2Bucket(state);
  expect((await manifestOf(bucket)).manifest.models["tiny-teacher"]?.current).toBe(artefact.version);
  expect(await storedVersion(bucket, "tiny-teacher", artefact.version)).toEqual({ kind: "whole" });
  await bucket.close();
});
