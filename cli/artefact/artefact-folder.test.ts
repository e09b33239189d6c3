import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { tinyArtefact } from "../../test/fixtures/tiny-artefact.ts";
import { readArtefact } from "./artefact-folder.ts";

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

async function artefactFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "retort-artefact-"));
  folders.push(folder);
  for (const [name, bytes] of Object.entries(await tinyArtefact())) await writeFile(join(folder, name), bytes);
  return folder;
}

test("a sound folder is read with its version, the card last; other files are no part of it", async () => {
  const folder = await artefactFolder();
  await writeFile(join(folder, "training.json"), "{}");
  await mkdir(join(folder, "reference"));
  const reading = await readArtefact(folder);
  if (reading.kind !== "sound") throw new Error(JSON.stringify(reading));
  const { card, version, files } = reading.artefact;
  expect(card.id).toBe("tiny-teacher");
  expect(files.at(-1)).toMatchObject({ name: "card.json", sha256: expect.stringMatching(`^${version}`) });
  expect(files.map((file) => file.name).sort()).toEqual([
    "card.json",
    "config.json",
    "model.onnx",
    "tokenizer.json",
    "tokenizer_config.json",
    "weights.safetensors",
  ]);
});

test("no folder, or a folder without a card, is absent", async () => {
  expect(await readArtefact(join(tmpdir(), "retort-no-such-folder"))).toEqual({ kind: "absent" });
  const folder = await artefactFolder();
  await rm(join(folder, "card.json"));
  expect(await readArtefact(folder)).toEqual({ kind: "absent" });
});

const edit = async (folder: string, change: (card: Record<string, never>) => void) => {
  const card = JSON.parse(await readFile(join(folder, "card.json"), "utf8"));
  change(card);
  await writeFile(join(folder, "card.json"), JSON.stringify(card));
};

test.each<[string, (folder: string) => Promise<unknown>, RegExp]>([
  ["a file gone", (f) => rm(join(f, "model.onnx")), /^model\.onnx is missing$/],
  [
    "a file cut short",
    (f) => truncate(join(f, "weights.safetensors"), 100),
    /^weights\.safetensors has 100 bytes, its card says \d+$/,
  ],
  [
    "a changed file",
    (f) => flipByte(join(f, "tokenizer.json")),
    /^tokenizer\.json has the sha256 [0-9a-f]{64}, its card says [0-9a-f]{64}$/,
  ],
  ["a card that is no JSON", (f) => writeFile(join(f, "card.json"), "{"), /^card\.json is not a card: it is not JSON$/],
  [
    "a card with an unknown field",
    (f) => edit(f, (card) => Object.assign(card, { colour: 1 })),
    /^card\.json is not a card: .*colour/,
  ],
  [
    "a card without weights",
    (f) => edit(f, (card) => Reflect.deleteProperty(card.files, "weights.safetensors")),
    /lists no weights/,
  ],
  [
    "a card that is wrong about the bytes",
    (f) => edit(f, (card) => Object.assign(card, { bytes: 1 })),
    /says bytes: 1, but/,
  ],
])("%s is damage, told in one line", async (_, damage, reason) => {
  const folder = await artefactFolder();
  await damage(folder);
  const reading = await readArtefact(folder);
  expect(reading).toMatchObject({ kind: "damaged", reason: expect.stringMatching(reason) });
  expect(reading).not.toMatchObject({ reason: expect.stringContaining("\n") });
});

test("weights that are no safetensors are damage, even with the digest the card lists", async () => {
  const files = await tinyArtefact();
  const folder = await artefactFolder();
  const weights = files["weights.safetensors"]!.slice();
  weights[0]! ^= 1; // the header's length
  await writeFile(join(folder, "weights.safetensors"), weights);
  const digest = await sha256(weights);
  await edit(folder, (card) => Object.assign(card.files["weights.safetensors"], { sha256: digest }));
  expect(await readArtefact(folder)).toMatchObject({
    kind: "damaged",
    reason: expect.stringContaining("safetensors file"),
  });
});

async function flipByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[10]! ^= 1;
  await writeFile(path, bytes);
}
