/**
 * Every published model, on its whole dev set, in every reader, against what we serve:
 *
 *     npm start                                                     # elsewhere
 *     node bench/parity/readers.ts DATA [--url URL] [--limit ROWS] [MODEL…]
 *
 * Python's onnxruntime with `tokenizers` against the API (against_onnxruntime.py); the ids of transformers' tokenizer against
 * ours; transformers.js against onnxruntime-web, on at most 1,000 inputs, evenly spread, that fit `max_length` (it cuts
 * longer ones otherwise: findings/). Prints a table in Markdown, under the machine's instruction set.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { type Artefact, readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { openArtefact, readTokenizer } from "../../cli/artefact/open-artefact.ts";
import { listFolders } from "../../cli/files/folders.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { SUITES } from "../../eval/suites/index.ts";
import {
  INSTALLED,
  installReaders,
  type ReaderInput,
  readInPython,
  readInTransformersJs,
} from "../../test/readers/stock-readers.ts";
import { spread } from "../../trainer/data/spread.ts";
import { instructionSets } from "../instruction-sets.ts";
import { suiteInputs } from "./suite-inputs.ts";

const MOST_IN_TRANSFORMERS_JS = 1000;
const SCRIPT = fileURLToPath(new URL("against_onnxruntime.py", import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string", default: "http://localhost:8787" }, limit: { type: "string" } },
});
const [data, ...chosen] = positionals;
if (data === undefined) throw new Error("usage: node bench/parity/readers.ts DATA [--url URL] [--limit ROWS] [MODEL…]");

const argMax = (numbers: readonly number[]) => numbers.reduce((best, x, i) => (x > numbers[best]! ? i : best), 0);

await installReaders();
const sets = await instructionSets();
console.log(`${process.arch}, ${sets.join(", ") || "instruction sets unknown"}\n`);
const columns = ["model", "storage", "inputs", "onnxruntime: labels that differ", "largest difference of logits"];
columns.push(
  "transformers: ids that differ",
  "transformers.js: inputs",
  "labels that differ",
  "largest difference of logits",
);
console.log(`| ${columns.join(" | ")} |\n|${"---|".repeat(columns.length)}`);
const models = join(projectRoot, "r2-assets/models");
for (const id of chosen.length > 0 ? chosen : await listFolders(models)) {
  const reading = await readArtefact(join(models, id));
  if (reading.kind !== "sound") throw new Error(`${id} is not sound`);
  console.log(`| ${(await cells(reading.artefact)).join(" | ")} |`);
}

async function cells(artefact: Artefact): Promise<(string | number)[]> {
  const { card } = artefact;
  const suite = SUITES[card.trained_on!]!;
  const file = join(data!, suite.file);
  const limit = values.limit === undefined ? [] : ["--limit", values.limit];
  const python = join(INSTALLED, "python/bin/python");
  const call = [SCRIPT, artefact.folder, file, "--url", values.url, ...limit];
  const { stdout } = await promisify(execFile)(python, call);
  const onnx = JSON.parse(stdout) as { inputs: number; labels_differ: number | null; largest_difference: number };

  const inputs = await inputsOf(suite, file);
  const tokenizer = await readTokenizer(artefact);
  const ours = inputs.map(({ text, pair }) => tokenizer.encode(text, pair));
  const job = { folder: artefact.folder, max_length: card.max_length, inputs };
  const [tokens] = await readInPython([{ reader: "transformers", ...job }]);
  const otherIds = ours.filter(({ ids, typeIds }, i) => {
    const theirs = tokens![i]!;
    return ids.join() !== theirs.ids.join() || typeIds.join() !== theirs.types.join();
  }).length;

  const fitting = inputs.filter((_, i) => !ours[i]!.truncated);
  const asked = spread(fitting.length, MOST_IN_TRANSFORMERS_JS).map((i) => fitting[i]!);
  const script = await inTransformersJs(artefact, asked);
  const share = (count: number | null) => count ?? "-";
  return [
    ...[card.id, card.storage, onnx.inputs, share(onnx.labels_differ), onnx.largest_difference.toExponential(1)],
    ...[otherIds, asked.length, share(script.labels), script.largest.toExponential(1)],
  ];
}

async function inputsOf(suite: (typeof SUITES)[string], file: string): Promise<ReaderInput[]> {
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  return (await suiteInputs(suite, file, limit)).map((input) => {
    if ("words" in input) throw new Error(`${suite.id} asks about words, which readers here are not asked about`);
    return input;
  });
}

/** Labels are those of the whole text; of a question, its best first and its best last token. */
async function inTransformersJs(artefact: Artefact, inputs: readonly ReaderInput[]) {
  const { card, folder } = artefact;
  const [theirs] = await readInTransformersJs([{ folder, inputs, task: card.task }]);
  const opened = await openArtefact(artefact);
  try {
    const logits = await opened.run(inputs.map(({ text, pair }) => opened.tokenizer.encode(text, pair)));
    const pairs = logits.map((own, i) => [own, theirs![i]!.logits] as const);
    const apart = pairs.map(([a, b]) => a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k]!)), 0));
    const flipped = pairs.filter(([a, b]) => chosenBy(a) !== chosenBy(b)).length;
    return { labels: card.labels.length === 1 ? null : flipped, largest: apart.reduce((a, b) => Math.max(a, b), 0) };
  } finally {
    await opened.close();
  }

  function chosenBy(logits: ArrayLike<number>): string {
    const columns = card.task === "question-answering" ? 2 : 1;
    const ofColumn = (column: number) => Array.from(logits).filter((_, i) => i % columns === column);
    return Array.from({ length: columns }, (_, column) => argMax(ofColumn(column))).join();
  }
}
