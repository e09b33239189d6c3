import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importBert, importEncoder } from "./import-hf.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-encoder-"));
  await cp(fileURLToPath(new URL("../../test/golden/tiny-bert", import.meta.url)), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

test("an encoder is read as its config.json says what it is", async () => {
  expect(await importEncoder(folder)).toEqual(await importBert(folder));
});

test("an encoder of another architecture is refused by name, and a folder without config.json by its path", async () => {
  await writeFile(join(folder, "config.json"), JSON.stringify({ model_type: "roberta" }));
  await expect(importEncoder(folder)).rejects.toThrow(
    'has the model_type "roberta" (its tokenizer kind BPE is not read here, and its positions begin at 2); read here are bert, distilbert, electra',
  );
  await expect(importEncoder(join(folder, "nowhere"))).rejects.toThrow(/cannot read .*nowhere.config.json: ENOENT/);
});
