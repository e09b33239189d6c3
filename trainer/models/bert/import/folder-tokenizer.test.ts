import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTokenizer } from "../../../../r2-assets/format/tokenizer.ts";
import { folderTokenizer } from "./folder-tokenizer.ts";

const GOLDEN = fileURLToPath(new URL("../../../../test/golden/imported-models/", import.meta.url));
const SHAPE = { vocabulary: 60, positions: 40, tokenTypes: 2 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-tokenizer-"));
  for (const name of ["tokenizer.json", "tokenizer_config.json"])
    await cp(join(GOLDEN, "bert-topics", name), join(folder, name)); // lower-cases
});
afterEach(() => rm(folder, { recursive: true }));

const json = async (name: string) => JSON.parse(await readFile(join(folder, name), "utf8"));
const write = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
const settings = async (changes: object) =>
  write("tokenizer_config.json", { ...(await json("tokenizer_config.json")), ...changes });
const normalizer = async () => JSON.parse((await folderTokenizer(folder, SHAPE)).json).normalizer;

/** The vocabulary as lines, and no tokenizer.json. */
async function asVocabulary(change: (lines: string[]) => string[] = (lines) => lines): Promise<void> {
  const { model } = await json("tokenizer.json");
  await writeFile(
    join(folder, "vocab.txt"),
    change(Object.keys(model.vocab))
      .map((token) => `${token}\n`)
      .join(""),
  );
  await rm(join(folder, "tokenizer.json"));
}

test("out of vocab.txt comes the file that transformers writes beside it", async () => {
  const saved = await json("tokenizer.json");
  await asVocabulary();
  const { json: text, notes } = await folderTokenizer(folder, SHAPE);
  expect(notes).toEqual(["the tokenizer is built from vocab.txt"]);
  const { added_tokens, ...built } = JSON.parse(text);
  const { added_tokens: savedTokens, ...rest } = saved;
  expect(built).toEqual({ ...rest, truncation: null, padding: null });
  expect(added_tokens).toEqual(savedTokens);
});

describe("what vocab.txt is read by", () => {
  test.each([
    [{ do_lower_case: false }, { lowercase: false, strip_accents: null }],
    [{ do_lower_case: undefined }, { lowercase: true, strip_accents: null }],
    [
      { do_lower_case: false, strip_accents: true },
      { lowercase: false, strip_accents: true },
    ],
    [{ tokenize_chinese_chars: false }, { lowercase: true, handle_chinese_chars: false }],
  ])("%o", async (said, expected) => {
    await asVocabulary();
    await settings(said);
    expect(await normalizer()).toMatchObject({ type: "BertNormalizer", clean_text: true, ...expected });
  });

  test("of a line that is there twice the last is", async () => {
    await asVocabulary((lines) => [...lines, "warm"]);
    const { vocab } = JSON.parse((await folderTokenizer(folder, SHAPE)).json).model;
    expect(vocab.warm).toBe(Object.keys(vocab).length);
  });

  test("nothing at all, tokens that were added, carriage returns", async () => {
    await asVocabulary((lines) => lines.map((line) => `${line}\r`));
    await rm(join(folder, "tokenizer_config.json"));
    await write("added_tokens.json", { "<speaker>": 46 });
    const { json: text } = await folderTokenizer(folder, SHAPE);
    const tokenizer = createTokenizer(JSON.parse(text), { maxLength: 40 });
    const { ids } = tokenizer.encode("warm <speaker> bread");
    const { vocab } = JSON.parse(text).model;
    expect([...ids]).toEqual([vocab["[CLS]"], vocab.warm, 46, vocab.bread, vocab["[SEP]"]]);
  });
});

describe("tokenizer.json", () => {
  test("gives way to what tokenizer_config.json says, and says so", async () => {
    await settings({ do_lower_case: false });
    const { json: text, notes } = await folderTokenizer(folder, SHAPE);
    expect(JSON.parse(text).normalizer.lowercase).toBe(false);
    expect(notes).toEqual([
      "tokenizer_config.json says do_lower_case: false and tokenizer.json true: the former holds, as in transformers",
    ]);
  });

  test("so it does where that says that accents are as capitals are", async () => {
    const file = await json("tokenizer.json");
    await write("tokenizer.json", { ...file, normalizer: { ...file.normalizer, strip_accents: false } });
    expect((await normalizer()).strip_accents).toBe(null);
  });

  test("holds for a class that is no BERT's", async () => {
    await settings({ do_lower_case: false, tokenizer_class: "PreTrainedTokenizerFast" });
    expect((await normalizer()).lowercase).toBe(true);
  });

  test("holds where that says nothing", async () => {
    const file = await json("tokenizer.json");
    await write("tokenizer.json", { ...file, normalizer: { ...file.normalizer, lowercase: false } });
    await settings({ do_lower_case: undefined });
    const { json: text, notes } = await folderTokenizer(folder, SHAPE);
    expect(JSON.parse(text).normalizer.lowercase).toBe(false);
    expect(notes).toEqual([expect.stringMatching(/^tokenizer_config\.json does not say do_lower_case/)]);
    await rm(join(folder, "tokenizer_config.json"));
    expect((await folderTokenizer(folder, SHAPE)).notes).toEqual([]);
  });
});

test.each([
  [32, 32],
  [1e30, 40], // transformers' "no bound"
  [512, 40],
  [0, 40],
  [undefined, 40],
])("a model_max_length of %d and 40 positions are %d tokens", async (said, expected) => {
  await settings({ model_max_length: said });
  expect((await folderTokenizer(folder, SHAPE)).maxLength).toBe(expected);
});
