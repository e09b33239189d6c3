/** What cannot be imported says so, in one sentence that names what is wrong. */
import { cp, mkdtemp, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importModel } from "./import-model.ts";
import { UnimportableError } from "./unimportable.ts";

const GOLDEN = fileURLToPath(new URL("../../../../test/golden/imported-models/", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-refused-"));
  await cp(join(GOLDEN, "bert-intents"), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

/** The sentence with which the folder is refused, its path left out. */
async function refusal(): Promise<string> {
  const error = await importModel(folder).then(
    () => new Error("it is imported"),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(UnimportableError);
  return (error as Error).message.replaceAll(folder, "F");
}

const change = async (name: string, changes: object) => {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), ...changes }));
};
const without = (...names: string[]) => Promise.all(names.map((name) => rm(join(folder, name))));

describe("config.json", () => {
  test.each([
    [{ model_type: "roberta" }, 'has the model_type "roberta" (its tokenizer kind BPE is not read here, and its'],
    [{ model_type: "albert" }, 'has the model_type "albert" (its layers share their weights)'],
    [{ model_type: "own" }, 'has the model_type "own"; read here are bert, distilbert, electra'],
    [{ model_type: undefined }, "has the model_type undefined; read here are bert"],
    [{ hidden_act: "gelu_new" }, "is no bert that can be imported: hidden_act: only models with the GELU by erf"],
    [{ hidden_act: "relu" }, "hidden_act: only models with the GELU by erf"],
    [{ position_embedding_type: "relative_key" }, "position_embedding_type: only absolute positions can be imported"],
    [{ pruned_heads: { 0: [1] } }, "pruned_heads: layers whose heads were pruned differ in size"],
    [{ is_decoder: true }, "is_decoder: a decoder reads backwards only"],
    [{ num_hidden_layers: undefined }, "num_hidden_layers: is missing"],
    [{ num_attention_heads: 3 }, "has 3 heads, which do not divide its width of 16"],
    [{ quantization_config: { quant_method: "bitsandbytes" } }, "says that the weights are quantised (bitsandbytes)"],
    [{ auto_map: { AutoModel: "own.Model" } }, "names code of its own (auto_map)"],
    [{ architectures: ["BertModel"] }, "names the class BertModel, which has no head that answers: models can be"],
    [{ architectures: ["BertForMaskedLM"] }, "it serves without, as encoder.source of a recipe"],
    [
      { architectures: ["ElectraForTokenClassification"] },
      "names the class ElectraForTokenClassification, which has no",
    ],
    [{ architectures: undefined }, "names no class in architectures"],
    [{ id2label: { 0: "a", 2: "b" } }, "id2label names 2 labels, but none with the id 1"],
    [{ id2label: { 0: "a", 1: "a", 2: "b" } }, "id2label names two labels a"],
    [{ id2label: { a: 0 } }, 'id2label has the id "a", which is no number'],
    [{ id2label: {} }, "id2label is empty"],
    [{ problem_type: "ranking" }, 'has the problem_type "ranking", which transformers does not know'],
    [{ problem_type: "regression" }, "asks for a regression with 3 scores; only one can be served"],
    [{ id2label: { 0: "a" }, problem_type: "single_label_classification" }, "has one label, a, and the problem_type"],
  ])("%o", async (changes, sentence) => {
    await change("config.json", changes);
    const told = await refusal();
    expect(told).toContain(sentence);
    expect(told).toMatch(/^F\/config\.json/);
  });

  test("that contradicts the tensors names the tensor and both shapes", async () => {
    await change("config.json", { intermediate_size: 32 });
    expect(await refusal()).toBe(
      "F: tensor bert.encoder.layer.0.intermediate.dense.weight has shape [24,16], expected [32,16] by config.json",
    );
    await change("config.json", { intermediate_size: 24, num_hidden_layers: 1 });
    expect(await refusal()).toMatch(
      /^F has a tensor bert\.encoder\.layer\.1\.\S+, but by config\.json the model has 1 layers$/,
    );
    await change("config.json", { num_hidden_layers: 2, id2label: { 0: "a", 1: "b" } });
    expect(await refusal()).toBe("F: tensor classifier.weight has shape [3,16], expected [2,16] by config.json");
    await change("config.json", { architectures: ["BertForQuestionAnswering"] });
    expect(await refusal()).toBe("F has no tensor qa_outputs.weight");
  });

  test("that is missing or no JSON", async () => {
    await writeFile(join(folder, "config.json"), "{");
    expect(await refusal()).toBe("F/config.json is not JSON");
    await writeFile(join(folder, "config.json"), "[]");
    expect(await refusal()).toBe("F/config.json is not a JSON object");
    await without("config.json");
    expect(await refusal()).toBe("cannot read F/config.json: ENOENT");
  });
});

describe("weights", () => {
  test.each([
    [
      "pytorch_model.bin",
      "has its weights as a pickle (pytorch_model.bin), which may run any code while it is read and is",
    ],
    ["tf_model.h5", "has weights of another framework alone (tf_model.h5)"],
    ["flax_model.msgpack", "has weights of another framework alone (flax_model.msgpack)"],
    ["model.onnx", "has an ONNX graph alone (model.onnx): import that file"],
  ])("%s alone", async (name, sentence) => {
    await rename(join(folder, "model.safetensors"), join(folder, name));
    expect(await refusal()).toContain(`F ${sentence}`);
  });

  test("a pickle beside safetensors is not looked at", async () => {
    await writeFile(join(folder, "pytorch_model.bin"), "never read");
    expect(await importModel(folder)).toMatchObject({ modelType: "bert" });
  });

  test("an adapter, whatever else there is", async () => {
    await writeFile(join(folder, "adapter_config.json"), "{}");
    expect(await refusal()).toMatch(/^F holds an adapter \(adapter_config\.json\).* merge_and_unload\(\)/);
  });

  test("none, and half a file", async () => {
    await truncate(join(folder, "model.safetensors"), 5000);
    expect(await refusal()).toMatch(/^F\/model\.safetensors is damaged: tensor \S+ ends at byte \d+ of \d+$/);
    await without("model.safetensors");
    expect(await refusal()).toBe("cannot read F/model.safetensors: ENOENT");
  });

  test("shards that are missing, or do not hold what the index says", async () => {
    await rm(folder, { recursive: true });
    await cp(join(GOLDEN, "distilbert-intents"), folder, { recursive: true });
    const index = "model.safetensors.index.json";
    const { weight_map: map } = JSON.parse(await readFile(join(folder, index), "utf8")) as {
      weight_map: Record<string, string>;
    };
    const [name, file] = Object.entries(map)[0]!;
    const other = Object.values(map).find((each) => each !== file)!;
    await change(index, { weight_map: { ...map, [name]: other } });
    expect(await refusal()).toBe(`F/${other} has no tensor ${name}, which ${index} has in it`);
    await change(index, { weight_map: { ...map, [name]: "../weights.safetensors" } });
    expect(await refusal()).toBe(`F/${index} names ../weights.safetensors, which is no safetensors file beside it`);
    await change(index, { weight_map: map });
    await without(file);
    expect(await refusal()).toBe(`F/${file} is missing, which ${index} names`);
    await change(index, { weight_map: {} });
    expect(await refusal()).toBe(`F/${index} has no weight_map, or an empty one`);
  });
});

describe("tokenizer", () => {
  test("of another kind, or none", async () => {
    const { model, ...file } = JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8"));
    await writeFile(join(folder, "tokenizer.json"), JSON.stringify({ ...file, model: { ...model, type: "BPE" } }));
    expect(await refusal()).toBe("F cannot be imported: its tokenizer kind BPE is not read here");
    await without("tokenizer.json");
    expect(await refusal()).toBe(
      "F has no tokenizer: neither tokenizer.json nor vocab.txt is there; transformers' AutoTokenizer.from_pretrained(name).save_pretrained(folder) writes it",
    );
  });

  test("out of a vocabulary that lacks a special token, or is split otherwise", async () => {
    await without("tokenizer.json");
    await writeFile(join(folder, "vocab.txt"), "[PAD]\n[UNK]\n[CLS]\na\n");
    expect(await refusal()).toBe("F/vocab.txt has no [SEP]");
    await change("tokenizer_config.json", { do_basic_tokenize: false });
    expect(await refusal()).toContain("says do_basic_tokenize: false, without which texts are not split as BERT does");
    await change("tokenizer_config.json", { do_basic_tokenize: true, tokenizer_class: "BertJapaneseTokenizer" });
    expect(await refusal()).toContain("names the class BertJapaneseTokenizer, whose vocab.txt is not read as BERT's");
    await change("tokenizer_config.json", { tokenizer_class: "BertTokenizer", cls_token: { content: "<s>" } });
    expect(await refusal()).toContain("has the cls_token <s>; read here is a tokenizer with BERT's [CLS]");
  });
});
