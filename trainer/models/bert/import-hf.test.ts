/** Folders as they are found in the wild; numerics of an imported model: bert.golden.test.ts. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256 } from "../../../r2-assets/format/digest.ts";
import { readOwnSafetensors, writeSafetensors } from "../../../r2-assets/format/safetensors.ts";
import { importBert } from "./import-hf.ts";

const TINY_BERT = fileURLToPath(new URL("../../../test/golden/tiny-bert", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-import-"));
  await cp(TINY_BERT, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

/** Stores the model again with its tensors under other names, or without those that get none. */
async function rename(to: (name: string) => string | undefined): Promise<void> {
  const file = join(folder, "model.safetensors");
  const tensors = [...readOwnSafetensors(await readFile(file)).tensors].flatMap(([name, tensor]) => {
    const other = to(name);
    return other === undefined ? [] : [{ ...tensor, name: other }];
  });
  await writeFile(file, writeSafetensors(tensors));
}

test("a base model, one under a head and one with gamma and beta, as bert-base-uncased is, are the same", async () => {
  const { weights } = await importBert(TINY_BERT);
  const old = (name: string) =>
    name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
  const bare = (name: string) => name.replace(/^bert\./, "");
  for (const to of [bare, (name: string) => `bert.${bare(name)}`, old, (name: string) => `bert.${bare(old(name))}`]) {
    await cp(TINY_BERT, folder, { recursive: true });
    await rename(to);
    expect((await importBert(folder)).weights).toEqual(weights);
  }
});

test("a tensor that is missing is named, and weights are known by their file's digest", async () => {
  const { digest } = await importBert(folder);
  expect(digest).toBe(await sha256(await readFile(join(folder, "model.safetensors"))));
  await rename((name) => (name.endsWith("1.output.LayerNorm.bias") ? undefined : name));
  await expect(importBert(folder)).rejects.toThrow("has no tensor bert.encoder.layer.1.output.LayerNorm.bias");
});

test("a tokenizer whose ids go beyond the word table is refused by name, and so is one that is none", async () => {
  const file = join(folder, "tokenizer.json");
  const tokenizer = JSON.parse(await readFile(file, "utf8"));
  const { vocab_size } = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  const added = {
    id: vocab_size,
    content: "vax",
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: true,
    special: false,
  };
  await writeFile(file, JSON.stringify({ ...tokenizer, added_tokens: [...tokenizer.added_tokens, added] }));
  await expect(importBert(folder)).rejects.toThrow(
    `has the id ${vocab_size} ("vax"), but the word table has ${vocab_size} rows`,
  );
  await writeFile(file, "{}");
  await expect(importBert(folder)).rejects.toThrow("cannot be imported: tokenizer.json is unusable");
});

test("a tensor of a type that holds no floats here is named; one that nobody asks for may be of any", async () => {
  const file = join(folder, "model.safetensors");
  const tensors = [...readOwnSafetensors(await readFile(file)).tensors].map(([name, tensor]) => ({ ...tensor, name }));
  const odd = { name: "odd", dtype: "I64" as const, shape: [1], data: new Uint8Array(8) };
  await writeFile(file, writeSafetensors([...tensors, odd]));
  await importBert(folder);
  const asInts = tensors.map((tensor) =>
    tensor.name.endsWith("word_embeddings.weight") ? { ...tensor, dtype: "I32" as const } : tensor,
  );
  await writeFile(file, writeSafetensors(asInts));
  await expect(importBert(folder)).rejects.toThrow(
    /tensor \S*word_embeddings.weight: tensors of type I32 are not supported/,
  );
});
