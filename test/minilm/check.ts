/**
 * The imported MiniLM against `transformers`, on real weights: token ids, hidden states of every layer and the
 * mean-pooled vectors of eight sentences. Not part of `npm test`, because it downloads the model (84 MB) once.
 *
 *     node test/minilm/check.ts [backend]        tensorflow unless told otherwise; exit code 1 when they differ
 */
import { readFile } from "node:fs/promises";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { BACKENDS, type BackendName, tf, useBackend } from "../../trainer/backend/tf.ts";
import { ensureMiniLm } from "../../trainer/data/pretrained.ts";
import type { BertConfig } from "../../trainer/models/bert/config.ts";
import { initialWeights } from "../../trainer/models/bert/initial-weights.ts";
import { importBert } from "../../trainer/models/import-hf.ts";
import { forward } from "../../trainer/models/index.ts";
import { toInput } from "../../trainer/models/predict.ts";

const LIMIT = 1e-4;

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

const backend = (process.argv[2] ?? "tensorflow") as BackendName;
if (!BACKENDS.includes(backend)) throw new Error(`no backend ${backend}: one of ${BACKENDS.join(", ")}`);
const reference: Reference = JSON.parse(await readFile(new URL("../golden/minilm.json", import.meta.url), "utf8"));

const folder = await ensureMiniLm((line) => console.log(line));
console.log(`model in ${folder}; reference: ${reference.source}`);
await useBackend(backend);

const imported = await importBert(folder);
const config: BertConfig = { ...imported.config, pooling: "mean", labels: 2 };
const parameters = Object.fromEntries(
  [...initialWeights(imported, config, 1)].map(([name, { shape, data }]) => [name, tf.tensor(data, shape)]),
);
const tokenizer = createTokenizer(JSON.parse(imported.tokenizer), { maxLength: config.positions });
const encodings = reference.sentences.map((text) => tokenizer.encode(text));

const failures: string[] = [];
const report = (what: string, fine: boolean, detail: string) => {
  console.log(`${fine ? "ok  " : "FAIL"} ${what}: ${detail}`);
  if (!fine) failures.push(what);
};

const differing = encodings.flatMap(({ ids }, i) => (ids.join() === reference.ids[i]!.join() ? [] : [i]));
report("token ids", differing.length === 0, differing.length ? `sentences ${differing} differ` : "equal");

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
  console.error(`MiniLM on ${backend} differs from transformers: ${failures.join(", ")}`);
  process.exitCode = 1;
}
