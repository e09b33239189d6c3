import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { artefactIn } from "../../test/fixtures/artefact-folder.ts";
import { readArtefact } from "./artefact-folder.ts";
import { installArtefact, modelsBytes } from "./install-artefact.ts";

let root: string;
let assets: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-install-"));
  assets = join(root, "assets");
});
afterEach(() => rm(root, { recursive: true }));

const installed = async () => {
  const reading = await readArtefact(join(assets, "models", "tiny-teacher"));
  return reading.kind === "sound" ? reading.artefact.version : reading.kind;
};

test("only the version's own files are installed, and nothing is left beside the models", async () => {
  const artefact = await artefactIn(join(root, "out"));
  await writeFile(join(root, "out", "training.json"), "{}");
  await mkdir(join(root, "out", "reference"));
  await writeFile(join(root, "out", "reference", "dev-logits.ndjson"), "texts");
  expect(await installArtefact(artefact, assets)).toEqual({ kind: "installed" });
  expect(await installed()).toBe(artefact.version);
  expect((await readdir(join(assets, "models", "tiny-teacher"))).sort()).toEqual(
    artefact.files.map((f) => f.name).sort(),
  );
  expect((await readdir(assets)).sort()).toEqual(["graphs", "models", "tokenizers"]);
  const own = artefact.files.filter(({ name }) => name !== "tokenizer.json" && name !== "model.onnx");
  expect(await modelsBytes(assets)).toBe(own.reduce((sum, file) => sum + file.bytes, 0));
});

test("a new version takes the place of the old one, the same version is left alone", async () => {
  const old = await artefactIn(join(root, "old"), { seed: 1 });
  const young = await artefactIn(join(root, "young"), { seed: 2 });
  await installArtefact(old, assets);
  expect(await installArtefact(young, assets)).toEqual({ kind: "installed", replaced: old.version });
  expect(await installed()).toBe(young.version);
  expect(await installArtefact(young, assets)).toEqual({ kind: "there already" });
});

test.each(["weights.safetensors", "model.onnx"])(
  "an artefact whose %s changed since it was checked is not installed, and the old one stays",
  async (file) => {
    const old = await artefactIn(join(root, "old"), { seed: 1 });
    const young = await artefactIn(join(root, "young"), { seed: 2, config: { layers: 1 } });
    await installArtefact(old, assets);
    const before = await readdir(join(assets, "graphs"));
    await writeFile(join(root, "young", file), "changed");
    await expect(installArtefact(young, assets)).rejects.toThrow("is not what was checked");
    expect(await installed()).toBe(old.version);
    expect((await readdir(assets)).sort()).toEqual(["graphs", "models", "tokenizers"]);
    if (file === "model.onnx") expect(await readdir(join(assets, "graphs"))).toEqual(before);
  },
);

test("models of one architecture and vocabulary share graph and tokenizer, and stay whole when the other goes", async () => {
  const [teacher, student] = [
    await artefactIn(join(root, "a"), { id: "tiny-teacher" }),
    await artefactIn(join(root, "b"), { id: "tiny-student", seed: 18 }),
  ];
  for (const artefact of [teacher, student]) await installArtefact(artefact, assets);
  for (const shared of ["graphs", "tokenizers"]) expect(await readdir(join(assets, shared))).toHaveLength(1);
  await rm(join(assets, "models", "tiny-student"), { recursive: true });
  expect(await installed()).toBe(teacher.version);
});

test("a graph goes with the last model that links to it", async () => {
  const graphs = async () => (await readdir(join(assets, "graphs"))).length;
  for (const id of ["tiny-teacher", "tiny-student"])
    await installArtefact(await artefactIn(join(root, id), { id }), assets);
  const other = (id: string) => artefactIn(join(root, `${id}-2`), { id, config: { layers: 1 } });
  await installArtefact(await other("tiny-teacher"), assets);
  expect(await graphs()).toBe(2);
  await installArtefact(await other("tiny-student"), assets);
  expect(await graphs()).toBe(1);
  expect(await readdir(join(assets, "tokenizers"))).toHaveLength(1);
  for (const id of ["tiny-teacher", "tiny-student"])
    expect((await readArtefact(join(assets, "models", id))).kind).toBe("sound");
});

test("a damaged installation is repaired", async () => {
  const artefact = await artefactIn(join(root, "out"));
  await installArtefact(artefact, assets);
  for (const file of ["model.onnx", "tokenizer.json"])
    await writeFile(join(assets, "models", "tiny-teacher", file), "spoiled, and through the link the shared one");
  expect(await installArtefact(artefact, assets)).toEqual({ kind: "installed" });
  expect(await installed()).toBe(artefact.version);
});
