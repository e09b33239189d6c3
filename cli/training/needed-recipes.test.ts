import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { loadRecipe } from "../../trainer/recipes/recipe.ts";
import { START_FILE } from "../../trainer/training/start-file.ts";
import { neededJob, neededRecipes } from "./needed-recipes.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-needed-"));
});
afterAll(() => rm(folder, { recursive: true }));

const needed = async (name: string, overrides: Record<string, string> = {}) =>
  neededRecipes(await loadRecipe(name, overrides), overrides, {
    ...{ data: join(folder, "data"), out: join(folder, "out"), models: join(folder, "models") },
  });
async function finish(...path: string[]): Promise<void> {
  await makeFolder(join(folder, ...path));
  await replaceFile(join(folder, ...path, CARD_FILE), Buffer.from("{}"));
}

test("steps come in the order in which they can be trained, each once, without those of text that come with the project", async () => {
  expect(await needed("rte/teacher")).toEqual([]);
  expect(await needed("rte/kronecker-19x")).toEqual(["rte/teacher"]);
  const ladder = { teacher: "rte/kd-mpnet", start: "mnli/kronecker-19x" };
  expect(await needed("rte/kronecker-19x", ladder)).toEqual(["rte/kd-mpnet", "mnli/teacher", "mnli/kronecker-19x"]);
});

test("a text stage is needed where its start neither comes with the project nor is trained", async () => {
  expect(await needed("sst2/kronecker-k19-mpnet")).toEqual(["sst2/teacher-mpnet", "text/kronecker-k19-mpnet"]);
  await makeFolder(join(folder, "out", "text", "kronecker-k19-mpnet"));
  await replaceFile(join(folder, "out", "text", "kronecker-k19-mpnet", START_FILE), Buffer.from(""));
  expect(await needed("sst2/kronecker-k19-mpnet")).toEqual(["sst2/teacher-mpnet"]);
});

test("what is trained or published is not needed; published not under another encoder", async () => {
  await finish("models", "mnli-teacher");
  const ladder = { "encoder.source": "recipe:mnli/teacher" };
  expect(await needed("cola/teacher", ladder)).toEqual([]);
  await finish("models", "cola-teacher");
  expect(await needed("cola/pkd-skip")).toEqual([]);
  expect(await needed("cola/pkd-skip", { "encoder.source": "elsewhere" })).toEqual(["cola/teacher"]);
  await finish("out", "cola", "teacher");
  expect(await needed("cola/pkd-skip", { "encoder.source": "elsewhere" })).toEqual([]);
});

test("a soup's ingredients need what they name, and are trained by the soup", async () => {
  const where = { data: join(folder, "data"), out: join(folder, "none"), models: join(folder, "none") };
  const soup = { ...(await loadRecipe("sst2/kd")), teacher: null, soup: ["sst2/kd", "cola/kd-mpnet"] };
  expect(await neededRecipes(soup, {}, where)).toEqual(["sst2/teacher"]);
});

test.each([
  [false, { "encoder.pooling": "cls", "train.max_length": "32" }],
  [true, { "encoder.pooling": "cls", "train.max_length": "32", "train.epochs": "40", "train.limit": "8" }],
])("a needed recipe is resumed and shares the encoder, in a smoke run (%s) how little is read", (smoke, overrides) => {
  const order = { name: "a/b", place: "a/b/seed-18", existing: "restart" as const };
  const all = { "encoder.pooling": "cls", "train.epochs": "40", "train.limit": "8", "options.layers": "2" };
  const where = { backend: "cpu" as const, data: "", out: "", models: "", pieces: "", code: "" };
  const job = { order: { ...order, overrides: { ...all, "train.max_length": "32" } }, where, checkpointSeconds: 1 };
  const needed = neededJob({ ...job, again: "" }, "a/teacher", smoke);
  expect(needed.order).toEqual({ name: "a/teacher", place: "a/teacher", existing: "resume", overrides });
});
