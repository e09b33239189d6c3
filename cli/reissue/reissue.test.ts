import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { TensorProto_DataLocation as Location, ModelProtoSchema, TensorProto_DataType as Type } from "onnx-buf";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BertArchitecture } from "../../r2-assets/format/bert-architecture.ts";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, GRAPH_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { readOwnSafetensors, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { artefactIn } from "../../test/fixtures/artefact-folder.ts";
import { tinyArtefact } from "../../test/fixtures/tiny-artefact.ts";
import { artefactFiles } from "../../trainer/export/write-artefact.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { runFolder } from "../assets/run-folders.ts";
import { asExportedNow } from "./as-exported-now.ts";
import { carryRuns, runsOf } from "./carry-runs.ts";
import { sameAnswers } from "./same-answers.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-reissue-"));
});
afterAll(() => rm(folder, { recursive: true }));

const TEXTS = ["a warm, funny film", "it was not very good", "dull", "we loved the actors and the script again"];
const ask = (tokenizer: TextTokenizer) => TEXTS.map((text) => tokenizer.encode(text));

/** Writes files as they are, listed in the card as they are, and reads them back. */
async function written(
  name: string,
  files: Record<string, Uint8Array>,
  change: (card: Card) => Card,
): Promise<Artefact> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  const card = change(Card.parse(JSON.parse(new TextDecoder().decode(files[CARD_FILE]!))));
  for (const name of Object.keys(card.files)) {
    const content = files[name]!;
    card.files[name] = { sha256: await sha256(content), bytes: content.length };
    await writeFile(join(place, name), content);
  }
  await writeFile(join(place, CARD_FILE), JSON.stringify(card));
  const reading = await readArtefact(place);
  if (reading.kind !== "sound") throw new Error(JSON.stringify(reading));
  return reading.artefact;
}

/** A tiny I8 model as it was exported until November 2026: signed, without the configurations of Hugging Face's readers. */
async function signed(name: string, options: Parameters<typeof tinyArtefact>[0] = {}): Promise<Artefact> {
  const files = await tinyArtefact({ id: name, storage: "i8", ...options });
  const { tensors, metadata } = readOwnSafetensors(files[WEIGHTS_FILE]!);
  const before = [...tensors].map(([name, tensor]) =>
    tensor.dtype === "U8"
      ? { ...tensor, name, dtype: "I8" as const, data: tensor.data.map((x) => x - 128) }
      : { ...tensor, name },
  );
  const model = fromBinary(ModelProtoSchema, files[GRAPH_FILE]!);
  for (const tensor of model.graph!.initializer)
    if (tensor.dataLocation === Location.EXTERNAL && tensor.dataType === Type.UINT8) tensor.dataType = Type.INT8;
  for (const node of model.graph!.node)
    if (node.opType === "MatMulInteger") node.input = node.input.slice(0, 3).filter((edge) => edge !== "");
  files[WEIGHTS_FILE] = writeSafetensors(before, metadata);
  files[GRAPH_FILE] = toBinary(ModelProtoSchema, model);
  return written(name, files, (card) => {
    const { "config.json": _c, "tokenizer_config.json": _t, ...kept } = card.files;
    const { encoder } = card.architecture as BertArchitecture;
    for (const linear of [encoder.attention, encoder.intermediate, encoder.output])
      Reflect.deleteProperty(linear, "zero_point");
    return { ...card, files: kept };
  });
}

async function issued(artefact: Artefact, versions = new Map<string, string>()): Promise<Artefact> {
  const { files } = await artefactFiles(await asExportedNow(artefact, versions));
  return written(`${artefact.card.id}-now`, Object.fromEntries(files), (card) => card);
}

test("a signed artefact becomes what today's exporter writes, and answers as it did, to the last bit", async () => {
  const before = await signed("tiny-signed");
  const after = await issued(before);
  const today = await artefactIn(join(folder, "today"), { id: "tiny-signed", storage: "i8" });
  expect(after.card).toEqual(today.card);
  expect(after.version).not.toBe(before.version);
  expect(await sameAnswers(before, after, ask)).toEqual({ kind: "same", by: "logits", encodings: 4 });
});

test("what is in today's layout already is left as it is", async () => {
  for (const options of [{ storage: "i8" }, { storage: "f16" }, { task: "question-answering" }] as const) {
    const today = await artefactIn(join(folder, `stays-${JSON.stringify(options)}`), { id: "tiny-stays", ...options });
    expect((await issued(today)).card).toEqual(today.card);
  }
});

test("where weights and graph are the same bytes and the ids are equal, nothing is computed", async () => {
  const one = await artefactIn(join(folder, "one"), { id: "tiny-one" });
  const other = await artefactIn(join(folder, "other"), { id: "tiny-other" });
  expect(await sameAnswers(one, other, ask)).toEqual({ kind: "same", by: "files", encodings: 4 });
});

test("other weights, and other ids, are told", async () => {
  const one = await artefactIn(join(folder, "seed-17"), { id: "tiny-one" });
  const other = await artefactIn(join(folder, "seed-18"), { id: "tiny-one", seed: 18 });
  const done: number[] = [];
  const told = await sameAnswers(one, other, ask, (count) => done.push(count));
  expect(told).toMatchObject({ kind: "different", encodings: 4, different: 4, largest: expect.any(Number) });
  expect(done.at(-1)).toBe(8);
  const alone = await artefactIn(join(folder, "alone"), { id: "tiny-one", storage: "i8" }); // one text at a time
  let calls = 0;
  const drifting = (tokenizer: TextTokenizer) => ask(tokenizer).slice(0, TEXTS.length - calls++);
  expect(await sameAnswers(alone, alone, drifting)).toMatchObject({ kind: "different", different: 1 });
});

test("a student's card names its teacher's new version; teachers that are not issued keep theirs", async () => {
  const teacher = { id: "tiny-teacher", version: "0123456789ab", parameters: 1, bytes: 1 };
  const student = await signed("tiny-student", { method: "pkd-skip", teacher });
  const versions = new Map([["tiny-teacher@0123456789ab", "ba9876543210"]]);
  expect((await issued(student, versions)).card.teacher).toEqual({ ...teacher, version: "ba9876543210" });
  expect((await issued(student)).card.teacher).toEqual(teacher);
});

const record = (id: string, model: string, version: string | null, teacher?: string) => ({
  ...{
    id,
    suite: "retort/reviews",
    suite_sha256: "a".repeat(64),
    rows: 2,
    model,
    version,
    method: "kd",
    runtime: "ort",
  },
  ...{ metrics: { accuracy: { value: 0.5, ci95: [0.1, 0.9] } }, primary: "accuracy", errors: 0 },
  ...(teacher && { teacher: { id: "tiny-teacher", version: teacher, parameters: 1, bytes: 1 } }),
  ...{ created_at: "2026-11-20T22:37:31.617Z", code: "b864029e7bb8" },
});

test("records follow their models and their models' teachers, and change nowhere else", async () => {
  const [old, now, foreign] = ["0123456789ab", "ba9876543210", "cccccccccccc"];
  const records = [
    record("run-a", "tiny-teacher", old!),
    record("run-b", "tiny-student", foreign!, old),
    record("run-c", "tiny-student", old!), // another model's version may have the same name
    record("run-d", "external/someone", null),
  ];
  const assets = join(folder, "assets");
  for (const each of records) {
    await mkdir(runFolder(assets, each), { recursive: true });
    await writeFile(join(runFolder(assets, each), "run.json"), `${JSON.stringify(each, null, 2)}\n`);
  }
  const versions = new Map([[`tiny-teacher@${old}`, now!]]);
  expect(await carryRuns(assets, versions)).toEqual(["run-b", "run-a"]);
  const read = async (id: string) => {
    const folder = runFolder(assets, records.find((each) => each.id === id)!);
    return JSON.parse(await readFile(join(folder, "run.json"), "utf8"));
  };
  expect(await read("run-a")).toEqual(record("run-a", "tiny-teacher", now!));
  expect(await read("run-b")).toEqual(record("run-b", "tiny-student", foreign!, now));
  expect(await read("run-c")).toEqual(records[2]);
  expect(await read("run-d")).toEqual(records[3]);
  expect(await carryRuns(assets, versions)).toEqual([]);
  expect((await runsOf(assets, new Set([`tiny-student@${old}`]))).map(({ id }) => id)).toEqual(["run-c"]);
});
