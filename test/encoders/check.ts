/**
 * A fetched encoder against `transformers`, on real weights: token ids, hidden states of every layer and the mean-pooled vectors
 * of some sentences; of all-MiniLM-L6-v2 also which words are near one another, against NumPy. Not part of `npm test`, because it downloads the encoder once (84, 404 and 91 MB).
 *
 *     node test/encoders/check.ts [ENCODER] [BACKEND]   all-MiniLM-L6-v2, all-mpnet-base-v2 or multilingual-e5-small; tensorflow unless told otherwise
 *
 * Exit code 1 where they differ. Of multilingual-e5-small the tokenizer is written to out/encoders, for test/golden/e5.py, and its
 * normalisation is held against the table that the package carries.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../cli/project-root.ts";
import { TextNormalizer, textNormalizer } from "../../r2-assets/format/text-normalizer.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { BACKENDS, type BackendName, tf, useBackend } from "../../trainer/backend/tf.ts";
import { ensureEncoder, isPackaged, type PackagedEncoder } from "../../trainer/data/pretrained.ts";
import { nearestInMiniLm } from "../../trainer/data/transfer/made/nearest-words.ts";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import type { BertConfig } from "../../trainer/models/bert/config.ts";
import { E5_FILE, readPackedBert } from "../../trainer/models/bert/import-e5.ts";
import { initialWeights } from "../../trainer/models/bert/initial-weights.ts";
import { forward } from "../../trainer/models/index.ts";
import { toInput } from "../../trainer/models/predict.ts";
import { namedEncoder } from "../../trainer/training/open-encoder.ts";

const LIMIT = 1e-4;

const REFERENCES = {
  "all-MiniLM-L6-v2": "minilm.json",
  "all-mpnet-base-v2": "mpnet.json",
  "multilingual-e5-small": "e5.json",
} satisfies Record<PackagedEncoder, string>;

interface Reference {
  source: string;
  sentences: string[];
  ids: number[][];
  /** `[sentence][unit]` */
  pooled: number[][];
  /** Embedding output first. `at`: sentence, position, unit. */
  layers: { at: [number, number, number][]; values: number[] }[];
}

const largestDifference = (actual: readonly number[], expected: readonly number[]) => {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values, expected ${expected.length}`);
  return Math.max(...expected.map((value, i) => Math.abs((actual[i] as number) - value)));
};

const [name = "all-MiniLM-L6-v2", backend = "tensorflow"] = process.argv.slice(2) as [string?, BackendName?];
if (!isPackaged(name)) throw new Error(`no encoder ${name}: one of ${Object.keys(REFERENCES).join(", ")}`);
if (!BACKENDS.includes(backend)) throw new Error(`no backend ${backend}: one of ${BACKENDS.join(", ")}`);
const golden = new URL(`../golden/${REFERENCES[name]}`, import.meta.url);
const reference: Reference = JSON.parse(await readFile(golden, "utf8"));

const failures: string[] = [];
const report = (what: string, fine: boolean, detail: string) => {
  console.log(`${fine ? "ok  " : "FAIL"} ${what}: ${detail}`);
  if (!fine) failures.push(what);
};

const folder = await ensureEncoder(name, (line) => console.log(line));
console.log(`model in ${folder}; reference: ${reference.source}`);
await useBackend(backend);

const imported = await namedEncoder(name, () => {});
const config = { ...imported.config, pooling: "mean", labels: 2 } as BertConfig;
const parameters = Object.fromEntries(
  [...initialWeights(imported, config, 1)].map(([name, { shape, data }]) => [name, tf.tensor(data, shape)]),
);
const tokenizer = createTokenizer(JSON.parse(imported.tokenizer), { maxLength: config.positions });
const encodings = reference.sentences.map((text) => tokenizer.encode(text));

const differing = encodings.flatMap(({ ids }, i) => (ids.join() === reference.ids[i]!.join() ? [] : [i]));
report("token ids", differing.length === 0, differing.length ? `sentences ${differing} differ` : "equal");
if (name === "multilingual-e5-small") await checkE5();
if (name === "all-MiniLM-L6-v2") await checkNearestWords();

const input = toInput(encodings);
const length = input.mask.shape[1];
const { hiddenStates, pooled } = forward(parameters, config, input);
report("layers", hiddenStates.length === reference.layers.length, `${hiddenStates.length} hidden states`);
for (const [layer, { at, values }] of reference.layers.entries()) {
  const data = hiddenStates[layer]!.dataSync<"float32">();
  const actual = at.map(([sentence, position, unit]) => data[(sentence * length + position) * config.width + unit]!);
  const largest = largestDifference(actual, values);
  report(`hidden states ${layer}`, largest <= LIMIT, `max |diff| ${largest.toExponential(2)} of ${values.length}`);
}
const largest = largestDifference([...pooled.dataSync<"float32">()], reference.pooled.flat());
report("pooled vectors", largest <= LIMIT, `max |diff| ${largest.toExponential(2)}, limit ${LIMIT}`);

if (failures.length > 0) {
  console.error(`${name} on ${backend} differs from transformers: ${failures.join(", ")}`);
  process.exitCode = 1;
}

/** What texts are reworded by, against NumPy. */
async function checkNearestWords(): Promise<void> {
  const file = new URL("../golden/nearest-words.json", import.meta.url);
  const { nearest }: { nearest: Record<string, string> } = JSON.parse(await readFile(file, "utf8"));
  const near = await nearestInMiniLm(15);
  const others = Object.entries(nearest).filter(([word, known]) => near(word).join(" ") !== known);
  report(
    "nearest words",
    others.length === 0,
    others.length ? `others of ${others.map(([word]) => word).join(", ")}` : "equal",
  );
}

async function checkE5(): Promise<void> {
  const place = join(projectRoot, "out/encoders", name);
  await makeFolder(place);
  await replaceFile(join(place, "tokenizer.json"), new TextEncoder().encode(imported.tokenizer));
  console.log(`tokenizer in ${place}`);

  const { normalization } = readPackedBert(await readFile(join(folder, E5_FILE)));
  const { apply } = textNormalizer(TextNormalizer.parse(JSON.parse(imported.tokenizer).normalizer));
  const others: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    const char = String.fromCodePoint(code);
    const isHalf = code >= 0xd800 && code < 0xe000;
    if (!isHalf && apply(char) !== (normalization.get(char) ?? char)) others.push(code.toString(16));
  }
  // U+FDD0 stands for the full-width tilde; U+1F23B, of 2016, has got its decomposition after the table was made.
  report("normalisation", others.join() === "fdd0,1f23b", `other than the table at ${others.join(", ")}`);
}
