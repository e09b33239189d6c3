/**
 * The engine, onnxruntime-web, and the model in floats beside each other, in Node: every published model, or those named, on rows of its own suite.
 *
 *     node bench/parity/engine.ts DATA [--limit 1000] [--models DIR] [MODEL…]
 *
 * Labels that differ (of a question, its best first or last token), the largest and the mean difference of logits, and whether both
 * binaries gave the same bits. In floats are the weights as they are stored, read back and multiplied by TensorFlow: what both runtimes stand for.
 * Prints a table in Markdown under the machine's instruction set.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Artefact, readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { openArtefact } from "../../cli/artefact/open-artefact.ts";
import { listFolders } from "../../cli/files/folders.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { SUITES } from "../../eval/suites/index.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { useBackend } from "../../trainer/backend/tf.ts";
import { predictLogits } from "../../trainer/models/predict.ts";
import { withWeightTensors } from "../../trainer/models/weight-tensors.ts";
import { publishedTeacher } from "../../trainer/training/published-model.ts";
import { complete, createEngine } from "../../worker/runtime/engine/engine.ts";
import { instructionSets } from "../instruction-sets.ts";
import { suiteInputs } from "./suite-inputs.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: "string", default: "1000" },
    models: { type: "string", default: join(projectRoot, "r2-assets/models") },
  },
});
const [data, ...chosen] = positionals;
if (data === undefined)
  throw new Error("usage: node bench/parity/engine.ts DATA [--limit ROWS] [--models DIR] [MODEL…]");

await useBackend("tensorflow");
const binary = async (name: string) =>
  new WebAssembly.Module(await readFile(join(projectRoot, `worker/runtime/engine/kernels/${name}.wasm`)));
const binaries = [await binary("relaxed"), await binary("plain")];

const sets = await instructionSets();
console.log(`${process.arch}, ${sets.join(", ") || "instruction sets unknown"}\n`);
const COLUMNS = [
  "model",
  "storage",
  "texts",
  "answers",
  "beside",
  "decisions that differ",
  "agreement",
  "largest difference",
  "mean",
  "binaries",
];
console.log(`| ${COLUMNS.join(" | ")} |\n|${"---|".repeat(COLUMNS.length)}`);
for (const id of chosen.length > 0 ? chosen : await listFolders(values.models)) {
  const reading = await readArtefact(join(values.models, id));
  if (reading.kind !== "sound") throw new Error(`${id} is not sound`);
  for (const row of await rowsOf(reading.artefact)) console.log(`| ${row.join(" | ")} |`);
}

async function rowsOf(artefact: Artefact): Promise<(string | number)[][]> {
  const { card, folder } = artefact;
  const theirs = await openArtefact(artefact);
  const suite = suiteOf(card);
  const texts = await suiteInputs(suite, join(data!, suite.file), Number(values.limit));
  const encodings = texts.map((input) =>
    "words" in input ? theirs.tokenizer.encodeWords(input.words) : theirs.tokenizer.encode(input.text, input.pair),
  );
  const onnxruntime = await theirs.run(encodings);
  await theirs.close();
  const weights = new Uint8Array(await readFile(join(folder, WEIGHTS_FILE)));
  const [relaxed, plain] = binaries.map((module) => {
    const model = createEngine(module, { most: 512e6 }).prepare(card, weights).open();
    return complete(model.run(encodings));
  }) as [Float32Array[], Float32Array[]];
  const { model } = (await publishedTeacher(values.models, card.id))!;
  const floats = withWeightTensors(model.weights, (parameters) => predictLogits(parameters, model.config, encodings));
  const same = relaxed.every((own, i) => own.every((x, k) => Object.is(x, plain[i]![k])));
  const beside = (answers: string, of: Logits, name: string, those: Logits) => [
    ...[card.id, card.storage, texts.length, answers, name, ...difference(card, of, those)],
    answers === "engine" ? (same ? "same bits" : "differ") : "-",
  ];
  return [
    beside("engine", relaxed, "floats", floats),
    beside("onnxruntime", onnxruntime, "floats", floats),
    beside("engine", relaxed, "onnxruntime", onnxruntime),
  ];
}

type Logits = readonly Float32Array[];

/** Decisions that differ, which share agrees, the largest difference of logits and the mean. */
function difference(card: Card, these: Logits, those: Logits): (string | number)[] {
  let [decisions, differ, largest, sum, numbers] = [0, 0, 0, 0, 0];
  these.forEach((own, i) => {
    const [a, b] = [decisionsOf(card, own), decisionsOf(card, those[i]!)];
    decisions += a.length;
    differ += a.filter((label, k) => label !== b[k]).length;
    own.forEach((x, k) => {
      const apart = Math.abs(x - those[i]![k]!);
      largest = Math.max(largest, apart);
      sum += apart;
      numbers++;
    });
  });
  const agreement = decisions
    ? [`${differ} of ${decisions}`, `${(100 * (1 - differ / decisions)).toFixed(2)} %`]
    : ["-", "-"];
  return [...agreement, largest.toExponential(1), (sum / numbers).toExponential(1)];
}

/** What a user reads off a text's logits: its label, the tag of each token, the ends of an answer; none of a score. */
function decisionsOf({ task, labels, slots = [], architecture }: Card, logits: Float32Array): number[] {
  if (labels.length === 1) return [];
  const best = (from: number, count: number, step: number) => {
    let most = 0;
    for (let k = 1; k < count; k++) if (logits[from + k * step]! > logits[from + most * step]!) most = k;
    return most;
  };
  if (task === "question-answering") return [0, 1].map((column) => best(column, logits.length / 2, 2));
  if (architecture.pooling === "none")
    return Array.from({ length: logits.length / labels.length }, (_, i) => best(i * labels.length, labels.length, 1));
  const tags = slots.length === 0 ? 0 : (logits.length - labels.length) / slots.length;
  return [
    best(0, labels.length, 1),
    ...Array.from({ length: tags }, (_, i) => best(labels.length + i * slots.length, slots.length, 1)),
  ];
}

/** The suite that a model was trained on; of one that is trained on many, the first of them. */
function suiteOf({ trained_on }: Card) {
  if (trained_on === null) throw new Error("the model was imported, and nothing says on which suite it was trained");
  const id = SUITES[trained_on] ? trained_on : Object.keys(SUITES).find((name) => name.startsWith(`${trained_on}/`));
  if (id === undefined) throw new Error(`there is no suite of ${trained_on}`);
  return SUITES[id]!;
}
