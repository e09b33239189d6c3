/** Tiny models as other exporters lay them out, whose answers are known: those of the artefacts that they were made of, and PyTorch's. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { artefactIn } from "../../../test/fixtures/artefact-folder.ts";
import {
  type Change,
  changedGraph,
  fixedSize,
  foreignGraph,
  node,
  ofInt32,
  output,
  relocated,
  renamed,
  withoutOutput,
  withoutTypes,
  writeFolder,
} from "../../../test/fixtures/foreign-model.ts";
import { type TinyOptions, tinyArtefact } from "../../../test/fixtures/tiny-artefact.ts";
import { TINY_MODELS } from "../../../test/fixtures/tiny-models.ts";
import golden from "../../../test/golden/classify.json" with { type: "json" };
import { type Artefact, readArtefact } from "../../artefact/artefact-folder.ts";
import { openArtefact } from "../../artefact/open-artefact.ts";
import { importOnnx } from "./import-onnx.ts";
import type { OnnxOptions } from "./known.ts";

let root: string;
let printed: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-onnx-"));
  vi.spyOn(console, "log").mockImplementation((text: string) => {
    printed = text;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

const tokenizerOf = async (options: TinyOptions = {}) => (await tinyArtefact(options))["tokenizer.json"]!;
const classifier = { architectures: ["BertForSequenceClassification"], max_position_embeddings: 64 };
const labels = { id2label: { 0: "negative", 1: "positive" } };

async function imported(path: string, options: Partial<OnnxOptions> = {}): Promise<Artefact> {
  await importOnnx(path, { id: "theirs", out: join(root, "out"), ...options });
  const reading = await readArtefact(join(root, "out", "theirs"));
  if (reading.kind !== "sound") throw new Error(JSON.stringify(reading));
  return reading.artefact;
}

/** A folder of such a model, with a config where one is given. */
async function folderOf(options: TinyOptions, config: object | undefined, ...changes: Change[]): Promise<string> {
  const files = { "model.onnx": await foreignGraph(options, ...changes), "tokenizer.json": await tokenizerOf(options) };
  return writeFolder(join(root, "in"), config === undefined ? files : { ...files, "config.json": config });
}

async function answersOf(artefact: Artefact, texts: readonly (readonly [string, string?])[]): Promise<number[]> {
  const opened = await openArtefact(artefact);
  const logits = await opened.run(texts.map(([text, pair]) => opened.tokenizer.encode(text, pair)));
  await opened.close();
  return logits.flatMap((row) => [...row]);
}

const largest = (a: readonly number[], b: readonly number[]) => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
};

const TEXTS = [["a warm, funny film"], ["the plot was dull ."], ["i loved it", "you hated it"]] as const;
const SINGLE = TEXTS.slice(0, 2);

test("a folder as Optimum lays it out answers as PyTorch does; the card says what is known", async () => {
  const folder = await writeFolder(join(root, "in"), {
    "onnx/model.onnx": await foreignGraph({}),
    "onnx/model_quantized.onnx": await foreignGraph({ storage: "i8" }),
    "tokenizer.json": await tokenizerOf(),
    "config.json": { ...classifier, ...labels, num_hidden_layers: 2, hidden_size: 32 },
    "README.md": "---\nlicense: mit\n---\n",
  });
  const artefact = await imported(folder, { maxLength: 32 });
  const { card } = artefact;
  expect(printed).toContain(
    "graph          onnx/model.onnx (there are onnx/model_quantized.onnx, too: --file): opset 17, retort",
  );
  expect(card).toMatchObject({
    ...{ task: "text-classification", trained_on: null, method: "imported", labels: ["negative", "positive"] },
    ...{ max_length: 32, storage: "f32", licence: "mit", training: null },
    imported: { from: "onnx", model_class: "BertForSequenceClassification", sha256: card.files["model.onnx"]!.sha256 },
    architecture: {
      ...{ kind: "onnx", pooling: "graph", outputs: ["logits"], length: null, layers: 2, width: 32, opset: 17 },
      embeddings: { word: { rows: 87 }, position: { rows: 64 }, token_type: { rows: 2 } },
    },
  });
  expect(card.bytes).toBe(card.files["model.onnx"]!.bytes);
  const { parameters } = JSON.parse(new TextDecoder().decode((await tinyArtefact())["card.json"]));
  expect(card.parameters - parameters).toBeLessThan(50); // and some constants of the graph's
  const cases = golden.cases.filter(({ truncated }) => !truncated);
  const answers = await answersOf(
    artefact,
    cases.map(({ text, text_pair }) => [text, text_pair]),
  );
  expect(
    largest(
      answers,
      cases.flatMap(({ logits }) => logits),
    ),
  ).toBeLessThan(1e-5);
});

test("without token types, of int32, of a fixed length: the same numbers", async () => {
  const own = await artefactIn(join(root, "own"));
  const expected = await answersOf(own, SINGLE);
  const others: Change[][] = [[withoutTypes], [ofInt32], [fixedSize(0, 1), fixedSize(1, 24)]];
  for (const changes of others) {
    const folder = await folderOf({}, { ...classifier, ...labels }, ...changes);
    const artefact = await imported(folder);
    expect(largest(await answersOf(artefact, SINGLE), expected)).toBeLessThan(1e-6);
    const { architecture, max_length } = artefact.card;
    expect([architecture, max_length]).toMatchObject(
      changes.length === 2 ? [{ length: 24 }, 24] : [{ length: null }, 64],
    );
    await rm(join(root, "out"), { recursive: true });
  }
});

test("data beside the graph, under a name of its own, is kept as it is", async () => {
  const files = await tinyArtefact();
  const folder = await writeFolder(join(root, "in"), {
    "model.onnx": changedGraph(files["model.onnx"]!, relocated("Weights of it.bin")),
    "Weights of it.bin": files["weights.safetensors"]!,
    "tokenizer.json": files["tokenizer.json"]!,
    "config.json": classifier,
  });
  const artefact = await imported(folder);
  const { card } = artefact;
  expect(card.architecture).toMatchObject({ external: [{ location: "Weights of it.bin", file: "external-0.bin" }] });
  expect(await readFile(join(artefact.folder, "external-0.bin"))).toEqual(Buffer.from(files["weights.safetensors"]!));
  expect(card.bytes).toBe(card.files["model.onnx"]!.bytes + card.files["external-0.bin"]!.bytes);
  expect(card.labels).toEqual(["LABEL_0", "LABEL_1"]);
  expect(printed).toContain("nothing names its 2 labels");
  const own = await artefactIn(join(root, "own"));
  expect(largest(await answersOf(artefact, TEXTS), await answersOf(own, TEXTS))).toBeLessThan(1e-6);
});

test("starts and ends are columns of a reader's logits, a tagger's are its tokens'", async () => {
  const reader = await folderOf(TINY_MODELS.reader, undefined, withoutOutput("logits"));
  const asked = await imported(reader);
  expect(asked.card).toMatchObject({
    ...{ task: "question-answering", labels: ["start", "end"] },
    architecture: { outputs: ["start_logits", "end_logits"], pooling: "none", head: { out: 2 } },
  });
  expect(printed).toContain("no config.json says what it is for");
  const own = await artefactIn(join(root, "own"), TINY_MODELS.reader);
  const pair = [TEXTS[2]!];
  expect(largest(await answersOf(asked, pair), await answersOf(own, pair))).toBeLessThan(1e-6);

  await rm(join(root, "out"), { recursive: true });
  const tags = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"];
  const tagger = await folderOf(TINY_MODELS.tagger, undefined, output("logits", "output_0"));
  const tagged = await imported(tagger, { as: "token-classification", labels: tags });
  expect(tagged.card).toMatchObject({ task: "token-classification", labels: tags });
  const ownTagger = await artefactIn(join(root, "tagger"), TINY_MODELS.tagger);
  expect(largest(await answersOf(tagged, SINGLE), await answersOf(ownTagger, SINGLE))).toBeLessThan(1e-6);
});

test("a lone file is taken for an encoder by its output, and its vectors are kept to be held against", async () => {
  const lone = await writeFolder(join(root, "in"), {
    "model.onnx": await foreignGraph(TINY_MODELS.tagger, output("logits", "last_hidden_state")),
    "words/tokenizer.json": await tokenizerOf(),
  });
  const artefact = await imported(join(lone, "model.onnx"), { tokenizer: join(lone, "words") });
  expect(artefact.card).toMatchObject({ task: "feature-extraction", labels: [], architecture: { head: { out: 5 } } });
  const [first] = (await readFile(join(artefact.folder, "reference/features.ndjson"), "utf8")).split("\n");
  const { text, numbers } = JSON.parse(first!);
  expect(largest(await answersOf(artefact, [[text]]), numbers)).toBe(0);
});

const inFolder =
  (config: object | undefined, ...changes: Change[]) =>
  () =>
    folderOf({}, config, ...changes);

const REFUSED: [what: string, made: () => Promise<string>, sentence: RegExp, options?: Partial<OnnxOptions>][] = [
  [
    "probabilities",
    inFolder(classifier, output("logits", "probabilities", "Softmax")),
    /gives probabilities in probabilities and no logits \(the graph ends in Softmax\)/,
  ],
  [
    "another number of labels",
    inFolder({ ...classifier, id2label: { 0: "a", 1: "b", 2: "c" } }),
    /gives 2 numbers, but its config\.json names 3 labels/,
  ],
  ["labels with a gap", inFolder({ ...classifier, id2label: { 0: "a", 2: "b" } }), /has no label 1 in id2label/],
  [
    "another shape than its task's",
    inFolder(undefined),
    /gives numbers for each text in logits, and token-classification needs them for each token/,
    { as: "token-classification" },
  ],
  ["an output that is not there", inFolder(classifier), /has no output scores: it has logits/, { outputs: ["scores"] }],
  [
    "an input that nobody feeds",
    inFolder(classifier, renamed("token_type_ids", "position_ids"), ({ input }) => {
      input.find(({ name }) => name === "token_type_ids")!.name = "position_ids";
    }),
    /takes position_ids; fed are input_ids, attention_mask, token_type_ids/,
  ],
  ["batches of two alone", inFolder(classifier, fixedSize(0, 2)), /takes 2 texts at a time and no other number/],
  [
    "an operator of somebody's own",
    inFolder(classifier, (graph) => graph.node.push(node("Mystery", ["logits"], "more", "my.domain"))),
    /needs the operator my\.domain\.Mystery, which is neither ONNX's nor/,
  ],
  [
    "an operator that there is not",
    inFolder(classifier, output("logits", "other", "NoSuchOperator")),
    /needs the operator NoSuchOperator, which onnxruntime-web lacks/,
  ],
  [
    "a newer opset",
    inFolder(classifier, (_, model) => {
      model.opsetImport[0]!.version = 99n;
    }),
    /its opset is 99, and onnxruntime-web reads up to \d+/,
  ],
  [
    "a newer file format",
    inFolder(classifier, (_, model) => {
      model.irVersion = 99n;
    }),
    /its IR version is 99, and onnxruntime-web reads up to \d+/,
  ],
  [
    "data outside the folder",
    async () =>
      writeFolder(join(root, "in"), {
        "model.onnx": changedGraph((await tinyArtefact())["model.onnx"]!, relocated("../weights.bin")),
      }),
    /wants its data from \.\.\/weights\.bin, which is outside its folder/,
  ],
  [
    "data that is not there",
    async () => writeFolder(join(root, "in"), { "model.onnx": (await tinyArtefact())["model.onnx"]! }),
    /has its data in weights\.safetensors, and there is no such file/,
  ],
  [
    "a file cut short",
    async () => writeFolder(join(root, "in"), { "model.onnx": (await foreignGraph({})).slice(0, 20_000) }),
    /is no ONNX file, or cut short: it ends within a field/,
  ],
  [
    "something else",
    async () => writeFolder(join(root, "in"), { "model.onnx": "PK\u0003\u0004 a zip" }),
    /is no ONNX file/,
  ],
  [
    "no tokenizer",
    async () => join(await writeFolder(join(root, "in"), { "model.onnx": await foreignGraph({}) }), "model.onnx"),
    /name the folder that has it with --tokenizer/,
  ],
  [
    "a larger vocabulary",
    async () =>
      writeFolder(join(root, "in"), {
        "model.onnx": await foreignGraph({ config: { vocabulary: 50 } }),
        "tokenizer.json": await tokenizerOf(),
      }),
    /tokenizer\.json has the id 86 \(".+"\), but the word table has 50 rows/,
  ],
  [
    "longer texts than it takes",
    inFolder(undefined),
    /does not take texts of 80 tokens \(see --max-length\)/,
    { maxLength: 80 },
  ],
  [
    "a file that is not there",
    inFolder(classifier),
    /has no ONNX file model_q4\.onnx: it has model\.onnx/,
    { file: "model_q4.onnx" },
  ],
];

test.each(REFUSED)("%s is refused by one sentence, and nothing is written", async (_, made, sentence, options) => {
  const path = await made();
  const refusal = await imported(path, options).then(
    () => "none",
    (error: Error) => `${error.name}: ${error.message}`,
  );
  expect(refusal).toMatch(sentence);
  expect(refusal).toMatch(/^CliError: [^\n]+$/);
  expect((await readArtefact(join(root, "out", "theirs"))).kind).toBe("absent");
});
