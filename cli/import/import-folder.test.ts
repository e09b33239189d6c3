/** Tiny folders that transformers saved (test/golden/imported-models.py) through the command, but for its process. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { Card } from "../../r2-assets/format/card.ts";
import { readReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import { CliError } from "../cli-error.ts";
import { forget, soundArtefact } from "./artefact-place.ts";
import { importFolder } from "./import-folder.ts";
import type { ImportOptions } from "./import-options.ts";

const GOLDEN = fileURLToPath(new URL("../../test/golden/imported-models/", import.meta.url));

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "retort-import-"));
});
afterAll(() => rm(out, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const options = (id: string, more: Partial<ImportOptions> = {}): ImportOptions => ({
  id,
  storage: "f32",
  out,
  ...more,
});

/** What the command prints. */
async function imported(name: string, settings: ImportOptions, folder = join(GOLDEN, name)): Promise<string> {
  const said: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => said.push(text));
  vi.spyOn(console, "error").mockImplementation(() => {});
  await importFolder(folder, settings);
  return said.join("\n");
}
const cardOf = async (id: string) => Card.parse(JSON.parse(await readFile(join(out, id, "card.json"), "utf8")));

test("an MPNet answers in onnxruntime as it does, and is told to be none for the engine", async () => {
  const found = JSON.parse(await imported("mpnet-spans", options("mpnet-spans", { json: true })));
  expect(found.onnxruntime.largestDifference).toBeLessThan(1e-5);
  expect(found.onnxruntime).toMatchObject({ flips: 0, verdict: { kind: "accepted" } });
  const refusal = "its attention depends on relative positions, which only onnxruntime computes";
  expect(found).toMatchObject({ engine: null, engine_refusal: refusal, fits_isolate: false, storages: [] });
  expect(found.students.map(({ method }: { method: string }) => method.split(",")[0])).toEqual(["xtremedistil"]);
  const told = await imported("mpnet-tags", options("mpnet-tags", { storage: "i8" }));
  expect(told).toContain(`engine         cannot run it: ${refusal}`);
  expect(told).toContain("memory         onnxruntime's heap has 48 MiB in a Worker");
});

test.each(["electra-intents", "distilbert-spans", "bert-tags", "bert-topics"])(
  "%s: both runtimes answer as it does",
  async (name) => {
    const { onnxruntime, engine, ...found } = JSON.parse(await imported(name, options(name, { json: true })));
    for (const { largestDifference, flips, verdict } of [onnxruntime, engine]) {
      expect(largestDifference).toBeLessThan(1e-5);
      expect([flips, verdict.kind]).toEqual([0, "accepted"]);
    }
    expect(found).toMatchObject({
      id: name,
      rounding: null,
      fits_isolate: true,
      students: [],
      rows: { labelled: false },
    });
    const card = await cardOf(name);
    expect(card).toMatchObject({
      method: "imported",
      trained_on: null,
      training: null,
      teacher: null,
      licence: "not stated",
      max_length: found.max_length,
      imported: { from: "hugging-face", model_class: found.model_class, sha256: expect.any(String) },
    });
  },
);

test("in halves what is compared is the rounded model, and what the rounding moves is told; in integers labels count", async () => {
  const halves = JSON.parse(await imported("distilbert-intents", options("halves", { storage: "f16", json: true })));
  expect(halves.onnxruntime.largestDifference).toBeLessThan(1e-5);
  expect(halves.rounding).toBeGreaterThan(1e-5);
  const integers = JSON.parse(await imported("distilbert-intents", options("integers", { storage: "i8", json: true })));
  expect(integers.onnxruntime.labels).toBe(42);
  expect((await cardOf("integers")).storage).toBe("i8");
});

test("what is taken away again leaves the id free, and other files where they are", async () => {
  await imported("electra-tags", options("forgotten", { json: true }));
  await writeFile(join(out, "forgotten", "notes.txt"), "mine");
  await forget(await soundArtefact(join(out, "forgotten")));
  expect(await readdir(join(out, "forgotten"))).toEqual(["notes.txt", "reference"]);
  await imported("electra-tags", options("forgotten", { json: true }));
});

test("somebody's own rows judge it, and people are told the same in lines", async () => {
  const rows = join(out, "rows.csv");
  await writeFile(rows, 'sentence,label\nthe story was warm,ask\n"the old mill, at noon",tell\nbad bread,order\n');
  const said = await imported(
    "bert-intents",
    options("judged", { rows, task: "own/intents", name: "mine", licence: "mit" }),
  );
  expect(said).toMatch(/^judged@[0-9a-f]{12} is written to /);
  expect(said).toContain("BertForSequenceClassification (bert): 2 layers of 16, 2 heads, FFN 24, 46 words");
  expect(said).toContain("rows           3, yours");
  expect(said).toMatch(
    /^calibration {4}(none: \S.+|temperature \d\S+; expected calibration error on your rows 0.+ with it)$/m,
  );
  expect(said).toMatch(/^accuracy {7}(0\.\d{4}|1\.0000) on your rows, (0\.\d{4}|1\.0000) in the folder$/m);
  expect(await cardOf("judged")).toMatchObject({
    trained_on: "own/intents",
    licence: "mit",
    base_model: { name: "mine", licence: "mit" },
  });
});

test("tags may be in any scheme, or none", async () => {
  const folder = join(out, "other-tags");
  await cp(join(GOLDEN, "bert-tags"), folder, { recursive: true });
  const config = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  for (const [id, names] of [
    ["plain", ["O", "PER", "LOC", "ORG", "MISC"]],
    ["ends", ["O", "B-PER", "I-PER", "E-PER", "S-PER"]],
    ["numbered", ["LABEL_0", "LABEL_1", "LABEL_2", "LABEL_3", "LABEL_4"]],
  ] as const) {
    await writeFile(join(folder, "config.json"), JSON.stringify({ ...config, id2label: { ...names } }));
    const found = JSON.parse(await imported("", options(id, { json: true }), folder));
    expect(found.onnxruntime.verdict).toEqual({ kind: "accepted" });
    const { labels } = await cardOf(id);
    expect(await readReferenceLogits(join(out, id), { task: "token-classification", labels })).toMatchObject({
      kind: "read",
    });
  }
});

test("the licence is the one in README.md where nobody says another", async () => {
  const folder = join(out, "with-readme");
  await cp(join(GOLDEN, "electra-tags"), folder, { recursive: true });
  await writeFile(join(folder, "README.md"), "---\nlanguage: en\nlicense: cc-by-4.0\n---\n# A model\n");
  await imported("", options("read", { json: true }), folder);
  expect((await cardOf("read")).licence).toBe("cc-by-4.0");
});

test("what cannot be is told in one sentence", async () => {
  const refused = (name: string, settings: ImportOptions) => expect(imported(name, settings)).rejects;
  await imported("bert-spans", options("taken", { json: true }));
  await refused("bert-spans", options("taken")).toThrow(/^there is a model taken in .*: choose another --id/);
  await refused("bert-spans", options("sst2-teacher")).toThrow(/^there is a model sst2-teacher in .*r2-assets/);
  await refused("", options("none")).toThrow(CliError);
  const rows = join(out, "wrong.ndjson");
  await writeFile(rows, '{"text":"warm","label":"shout"}\n');
  await refused("bert-intents", options("wrong", { rows })).toThrow(
    `${rows}: line 1: label: "shout" is none of ask, tell, order`,
  );
});
