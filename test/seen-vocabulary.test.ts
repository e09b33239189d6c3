/** Training with the words alone that occur, on the cpu backend. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTokenizer } from "../r2-assets/format/tokenizer.ts";
import { TINY_VOCABULARY } from "./fixtures/tiny-artefact.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue } from "./fixtures/tiny-training.ts";

const SEEN = { "train.epochs": "1", "encoder.vocabulary": "seen" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-seen-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyGlue(join(folder, "data"), "sst2", 24, 8);
  await trainHere(tinyJob(folder, "sst2/teacher-run-1", SEEN));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (recipe: string) => {
  const file = async (name: string) => JSON.parse(await readFile(join(folder, "out", recipe, name), "utf8"));
  return { card: await file("card.json"), tokenizer: createTokenizer(await file("tokenizer.json"), { maxLength: 32 }) };
};
const counted = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => /seen-\w{12}\.json$/.test(name));

test("a model has as many words as its training rows and special tokens, and its tokenizer none besides", async () => {
  const { card, tokenizer } = await read("sst2/teacher-run-1");
  const { rows } = card.architecture.embeddings.word;
  expect(rows).toBeGreaterThan(20);
  expect(rows).toBeLessThan(TINY_VOCABULARY.length - 5);
  expect(tokenizer.largest.id).toBe(rows - 1);
  expect(tokenizer.encode("the film was warm").ids).not.toContain(tokenizer.unknownId);
});

test("its student reads the same tokens; words are counted once", async () => {
  const before = await counted();
  expect(before).toHaveLength(1);
  const written = async () => (await stat(join(folder, before[0]!))).mtimeMs;
  const first = await written();
  await trainHere(tinyJob(folder, "sst2/kd", { ...SEEN, teacher: "sst2/teacher-run-1", "options.layers": "2" }));
  expect([await counted(), await written()]).toEqual([before, first]);
  const [teacher, student] = [await read("sst2/teacher-run-1"), await read("sst2/kd")];
  expect(student.card.architecture.embeddings.word.rows).toBe(teacher.card.architecture.embeddings.word.rows);
});

test("fewer words are those that occur most, and letters to spell the rest", async () => {
  const few = { ...SEEN, "encoder.vocabulary": '{"most": 6}', "options.layers": "2" };
  await trainHere(tinyJob(folder, "sst2/kd", { ...few, teacher: "sst2/teacher-run-1" }, { place: "sst2/few" }));
  const words = async (recipe: string) => {
    const { tokenizer } = await read(recipe);
    const tokens = Array.from({ length: tokenizer.largest.id + 1 }, (_, id) => tokenizer.tokenOf(id));
    return tokens.filter((token) => !token.startsWith("[") && token.replace("##", "").length > 1);
  };
  expect((await words("sst2/teacher-run-1")).length).toBeGreaterThan(6);
  expect((await words("sst2/few")).length).toBeLessThanOrEqual(6);
});
