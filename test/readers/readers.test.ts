/**
 * One artefact, many readers: Python's onnxruntime, `tokenizers`, transformers' tokenizer, safetensors and transformers.js read
 * what we serve, on one published model of each storage and method and on random ones of each storage and task.
 * Every published model on its whole dev set: bench/parity. With PyTorch installed (`npm run test:readers`) transformers'
 * own models, too.
 */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Artefact, readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { openArtefact, readTokenizer } from "../../cli/artefact/open-artefact.ts";
import { questionAnswerer } from "../../eval/kinds/question-answering/answer.ts";
import { describedArchitecture } from "../../r2-assets/format/architecture.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { TOKENIZER_CONFIG_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { Storage } from "../../r2-assets/format/names.ts";
import { readSafetensors } from "../../r2-assets/format/safetensors.ts";
import { huggingFaceTokenizerConfig } from "../../trainer/export/hugging-face-tokenizer.ts";
import { tensorSpecs } from "../../trainer/models/describe.ts";
import { artefactIn } from "../fixtures/artefact-folder.ts";
import type { TinyOptions } from "../fixtures/tiny-artefact.ts";
import { PAIRS, QUESTIONS, TEXTS } from "./inputs.ts";
import {
  hasTorch,
  installReaders,
  type ReaderInput,
  type ReadLogits,
  readInPython,
  readInTransformersJs,
  runLines,
} from "./stock-readers.ts";

interface Read {
  artefact: Artefact;
  inputs: readonly ReaderInput[];
  /** As we tokenise and compute them. */
  ours: ReadLogits[];
}

let folder: string;
beforeAll(async () => {
  await installReaders();
  folder = await mkdtemp(join(tmpdir(), "retort-readers-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function ask(artefact: Artefact, inputs: readonly ReaderInput[]): Promise<Read> {
  const opened = await openArtefact(artefact);
  try {
    const encodings = inputs.map(({ text, pair }) => opened.tokenizer.encode(text, pair));
    const logits = await opened.run(encodings);
    const ours = encodings.map(({ ids, typeIds }, i) => ({ ids, types: typeIds, logits: [...logits[i]!] }));
    return { artefact, inputs, ours };
  } finally {
    await opened.close();
  }
}

const job = ({ artefact, inputs }: Read) => ({
  ...{ folder: artefact.folder, max_length: artefact.card.max_length, inputs },
});

const tokensOf = (read: readonly { ids: number[]; types: number[] }[]) =>
  read.map(({ ids, types }) => ({ ids, types }));
const argMax = (numbers: readonly number[]) => numbers.indexOf(Math.max(...numbers));

/**
 * Activations of dense I8 layers are rounded while the model runs, and a last bit of a float before that decides which way:
 * logits of two builds of onnxruntime differ, and a label near the border may. Everything else is floats.
 */
function expectSameLogits({ artefact: { card }, ours }: Read, theirs: readonly ReadLogits[]) {
  const rounds =
    card.storage === "i8" &&
    tensorSpecs(describedArchitecture(card.architecture)).some(({ role }) => role === "linear");
  const apart = ours.map(({ logits }, i) => Math.max(...logits.map((x, k) => Math.abs(x - theirs[i]!.logits[k]!))));
  expect(Math.max(...apart)).toBeLessThan(rounds ? 0.15 : 1e-3);
  if (card.labels.length === 1 || card.architecture.pooling === "none") return;
  const flips = ours.filter(({ logits }, i) => argMax(logits) !== argMax(theirs[i]!.logits)).length;
  expect(flips).toBeLessThanOrEqual(rounds ? 1 : 0);
}

const NUMPY: Record<string, string> = { F32: "float32", F16: "float16", I8: "int8", U8: "uint8" };

async function tensorsOf({ folder }: Artefact) {
  const { tensors } = readSafetensors(await readFile(join(folder, WEIGHTS_FILE)));
  const described: Record<string, unknown> = {};
  for (const [name, { dtype, shape, data }] of tensors)
    described[name] = { dtype: NUMPY[dtype], shape, sha256: await sha256(data) };
  return described;
}

const PUBLISHED: [id: string, inputs: ReaderInput[]][] = [
  ["sst2-teacher", TEXTS],
  ["sst2-pkd-skip", TEXTS],
  ["sst2-kronecker-19x", TEXTS],
  ["sst2-svd-19x", TEXTS],
  ["mrpc-kronecker-19x", PAIRS],
  ["stsb-kronecker-19x-recombined", PAIRS],
  ["squad-kronecker-19x", QUESTIONS],
];

const TINY: [name: string, options: TinyOptions, inputs: ReaderInput[]][] = Storage.options.flatMap((storage) => [
  [`${storage}-texts`, { storage }, TEXTS],
  [`${storage}-pooler`, { storage, config: { pooling: "pooler" } }, PAIRS],
  [`${storage}-cls`, { storage, config: { pooling: "cls" } }, TEXTS],
  [`${storage}-scores`, { storage, task: "text-regression" }, PAIRS],
  [`${storage}-tokens`, { storage, task: "token-classification" }, TEXTS],
  [`${storage}-questions`, { storage, task: "question-answering", maxLength: 60 }, PAIRS],
]);

const published = async () => {
  const reads: Read[] = [];
  for (const [id, inputs] of PUBLISHED) {
    const reading = await readArtefact(fileURLToPath(new URL(`../../r2-assets/models/${id}`, import.meta.url)));
    if (reading.kind !== "sound") throw new Error(`${id}: ${JSON.stringify(reading)}`);
    reads.push(await ask(reading.artefact, inputs));
  }
  return reads;
};

const tiny = async () => {
  const reads: Read[] = [];
  for (const [name, options, inputs] of TINY)
    reads.push(await ask(await artefactIn(join(folder, name), { id: `tiny-${name}`, ...options }), inputs));
  return reads;
};

// One process of each reader for all models: starting it takes longer than the reading.
describe.each([
  ["published", published],
  ["random", tiny],
])("%s models", (_, ready) => {
  let reads: Read[];
  beforeAll(async () => {
    reads = await ready();
  });

  test("Python's onnxruntime, with tokenizers", async () => {
    const answers = await readInPython(reads.map((read) => ({ reader: "onnxruntime" as const, ...job(read) })));
    for (const [i, read] of reads.entries()) {
      expect(tokensOf(answers[i]!)).toEqual(tokensOf(read.ours));
      expectSameLogits(read, answers[i]!);
    }
  });

  test("transformers' tokenizer", async () => {
    const answers = await readInPython(reads.map((read) => ({ reader: "transformers" as const, ...job(read) })));
    for (const [i, read] of reads.entries()) expect(answers[i]).toEqual(tokensOf(read.ours));
  });

  test("safetensors", async () => {
    const answers = await readInPython(reads.map((read) => ({ reader: "safetensors" as const, ...job(read) })));
    for (const [i, { artefact }] of reads.entries()) expect(answers[i]).toEqual(await tensorsOf(artefact));
  });

  test("transformers.js: tokens, logits, and its pipelines' answers", async () => {
    const whole = await Promise.all(reads.map(withoutCut));
    const jobs = whole.map((read) => ({ ...job(read), task: read.artefact.card.task }));
    const answers = await readInTransformersJs(jobs);
    for (const [i, read] of whole.entries()) {
      const theirs = answers[i]!;
      const { labels, task } = read.artefact.card;
      expect(tokensOf(theirs)).toEqual(tokensOf(read.ours));
      expectSameLogits(read, theirs);
      for (const { logits, answer } of theirs)
        if (task === "text-classification" && answer !== undefined)
          // takes no pairs
          expect(answer).toMatchObject([{ label: labels[argMax(logits)] }, {}]);
    }
  });
});

/** transformers.js 4.3.2 cuts what is too long after the special tokens are in, so that the last [SEP] is lost (findings/). */
async function withoutCut(read: Read): Promise<Read> {
  const tokenizer = await readTokenizer(read.artefact);
  const kept = read.inputs.flatMap(({ text, pair }, i) => (tokenizer.encode(text, pair).truncated ? [] : [i]));
  expect(kept.length).toBeGreaterThan(3);
  return { ...read, inputs: kept.map((i) => read.inputs[i]!), ours: kept.map((i) => read.ours[i]!) };
}

test("transformers.js answers questions as we do", async () => {
  const read = (await published()).at(-1)!;
  const [theirs] = await readInTransformersJs([{ ...job(read), task: "question-answering" }]);
  const { card } = read.artefact;
  const tokenizer = await readTokenizer(read.artefact);
  const ours = read.inputs.map(({ text, pair }, i) => {
    const row = { id: `${i}`, question: text, context: pair!, answers: [] };
    const { answer } = questionAnswerer.ask(row, tokenizer, card, {});
    return answer([Float32Array.from(read.ours[i]!.logits)]);
  });
  // It puts answers together from tokens, which are in lower case, and not from the context.
  const answers = theirs!.map(({ answer }) => (answer as { answer: string }).answer);
  expect(answers).toEqual(ours.map(({ answer }) => answer.toLowerCase()));
});

test("a cased tokenizer is not lower-cased, nor robbed of its accents", async () => {
  const { artefact, inputs } = await cased();
  const { ours } = await ask(artefact, inputs);
  const read = { artefact, inputs, ours };
  const [transformers] = await readInPython([{ reader: "transformers", ...job(read) }]);
  expect(transformers).toEqual(tokensOf(ours));
  const [script] = await readInTransformersJs([{ ...job(read), task: "text-classification" }]);
  expect(tokensOf(script!)).toEqual(tokensOf(ours));
  const [lower] = await readInPython([
    { reader: "transformers", ...job({ ...read, artefact: await artefactIn(join(folder, "lower")) }) },
  ]);
  expect(lower).not.toEqual(transformers);
});

async function cased(): Promise<Pick<Read, "artefact" | "inputs">> {
  const artefact = await artefactIn(join(folder, "cased"));
  const file = JSON.parse(await readFile(join(artefact.folder, TOKENIZER_FILE), "utf8"));
  const tokenizer = JSON.stringify({ ...file, normalizer: { ...file.normalizer, lowercase: false } });
  await writeFile(join(artefact.folder, TOKENIZER_FILE), tokenizer);
  const config = huggingFaceTokenizerConfig(tokenizer, artefact.card.max_length);
  await writeFile(join(artefact.folder, TOKENIZER_CONFIG_FILE), JSON.stringify(config));
  return { artefact, inputs: [{ text: "a Warm film, é and naïve" }] };
}

describe("the lines in docs/readers.md", async () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const text = await readFile(join(root, "docs/readers.md"), "utf8");
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, code]) => code!);

  test("for onnxruntime", async () => {
    expect(await runLines({ python: blocks("python")[0]!, cwd: root })).toBe("positive");
  });

  test("for transformers.js", async () => {
    expect(await runLines({ script: blocks("js")[0]!, cwd: root })).toMatch(/label: 'positive', score: 0\.99/);
  });

  test.runIf(hasTorch)("for encoder and head in PyTorch", async () => {
    const read = await ask(await artefactIn(join(folder, "halves"), { storage: "f16" }), [
      { text: "a warm, funny film" },
    ]);
    const given = `folder = ${JSON.stringify(read.artefact.folder)}`;
    const lines = `${given}\n${blocks("python")[1]}print(logits.tolist())`;
    const [[...theirs]] = JSON.parse(await runLines({ python: lines, cwd: root })) as [number[]];
    for (const [i, x] of theirs.entries()) expect(x).toBeCloseTo(read.ours[0]!.logits[i]!, 4);
  });
});

describe.runIf(hasTorch)("transformers' models", () => {
  const classes = ["AutoModel", "AutoModelForSequenceClassification", "AutoModelForTokenClassification"];
  classes.push("AutoModelForQuestionAnswering");
  const ITS_OWN: Record<string, string> = {
    pooler: "AutoModelForSequenceClassification",
    tokens: "AutoModelForTokenClassification",
  };

  test("give what we serve where config.json names the weights, and refuse where it does not", async () => {
    const reads = await tiny();
    const own = (name: string) => (name.startsWith("i8") ? undefined : ITS_OWN[name.split("-")[1]!]);
    const jobs = reads.map((read, i) => {
      const right = own(TINY[i]![0]);
      return { reader: "load" as const, ...job(read), classes: right === undefined ? classes : [right] };
    });
    const answers = await readInPython(jobs);
    for (const [i, { ours, artefact }] of reads.entries()) {
      const right = own(TINY[i]![0]);
      if (right === undefined) {
        for (const name of classes) expect(answers[i]![name]!.error, `${TINY[i]![0]} ${name}`).toMatch(/no file named/);
        continue;
      }
      const logits = answers[i]![right]!.logits!;
      const apart = ours.map(({ logits: own }, k) => Math.max(...own.map((x, j) => Math.abs(x - logits[k]![j]!))));
      // In halves transformers computes with halves, we with floats.
      expect(Math.max(...apart)).toBeLessThan(artefact.card.storage === "f16" ? 0.02 : 1e-5);
    }
  });
});
