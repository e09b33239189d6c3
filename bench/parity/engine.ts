/**
 * The engine against onnxruntime-web, in Node: every published model, or those named, on rows of its own suite.
 *
 *     node bench/parity/engine.ts DATA [--limit 1000] [--models DIR] [MODEL…]
 *
 * Labels that differ (of a question, its best first or last token), the largest and the mean difference of logits, and whether both
 * binaries gave the same bits. Prints a table in Markdown under the machine's instruction set.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Artefact, readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { openArtefact } from "../../cli/artefact/open-artefact.ts";
import { listFolders } from "../../cli/files/folders.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { readSuite } from "../../eval/readers/read-suite.ts";
import { SUITES } from "../../eval/suites/index.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import { spread } from "../../trainer/data/spread.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { complete, createEngine } from "../../worker/runtime/engine/engine.ts";

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

const binary = async (name: string) =>
  new WebAssembly.Module(await readFile(join(projectRoot, `worker/runtime/engine/kernels/${name}.wasm`)));
const binaries = [await binary("relaxed"), await binary("plain")];

const cpu = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
const sets = ["avx2", "avx512f", "avx_vnni", "avx512_vnni"].filter((set) => new RegExp(`\\b${set}\\b`).test(cpu));
console.log(`${process.arch}, ${sets.join(", ") || "instruction sets unknown"}\n`);
const columns = [
  "model",
  "storage",
  "texts",
  "decisions",
  "that differ",
  "agreement",
  "largest difference",
  "mean",
  "binaries",
];
console.log(`| ${columns.join(" | ")} |\n|${"---|".repeat(columns.length)}`);
for (const id of chosen.length > 0 ? chosen : await listFolders(values.models)) {
  const reading = await readArtefact(join(values.models, id));
  if (reading.kind !== "sound") throw new Error(`${id} is not sound`);
  console.log(`| ${(await cells(reading.artefact)).join(" | ")} |`);
}

async function cells(artefact: Artefact): Promise<(string | number)[]> {
  const { card, folder } = artefact;
  const theirs = await openArtefact(artefact);
  const texts = await textsOf(card);
  const encodings = texts.map(({ text, pair, words }) =>
    words ? theirs.tokenizer.encodeWords(words) : theirs.tokenizer.encode(text, pair),
  );
  const expected = await theirs.run(encodings);
  await theirs.close();
  const weights = new Uint8Array(await readFile(join(folder, WEIGHTS_FILE)));
  const [relaxed, plain] = binaries.map((module) => {
    const model = createEngine(module, { most: 512e6 }).prepare(card, weights).open();
    return complete(model.run(encodings));
  });
  let [decisions, differ, largest, sum, numbers] = [0, 0, 0, 0, 0];
  relaxed!.forEach((own, i) => {
    const [a, b] = [decisionsOf(card, own), decisionsOf(card, expected[i]!)];
    decisions += a.length;
    differ += a.filter((label, k) => label !== b[k]).length;
    own.forEach((x, k) => {
      const apart = Math.abs(x - expected[i]![k]!);
      largest = Math.max(largest, apart);
      sum += apart;
      numbers++;
    });
  });
  const same = relaxed!.every((own, i) => own.every((x, k) => Object.is(x, plain![i]![k])));
  return [
    ...[card.id, card.storage, texts.length, decisions || "-", decisions ? differ : "-"],
    decisions ? `${(100 * (1 - differ / decisions)).toFixed(2)} %` : "-",
    ...[largest.toExponential(1), (sum / numbers).toExponential(1), same ? "same bits" : "differ"],
  ];
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

interface Read {
  text: string;
  pair?: string | undefined;
  words?: string[] | undefined;
}

async function textsOf(card: Card): Promise<Read[]> {
  const id = SUITES[card.trained_on]
    ? card.trained_on
    : Object.keys(SUITES).find((name) => name.startsWith(`${card.trained_on}/`))!;
  const suite = SUITES[id]!;
  const file = join(data!, suite.file);
  const read = readSuite(suite, gzipText(await readFile(file)));
  if (read.kind === "refused") throw new Error(`${file} cannot be read`);
  const kind = KINDS[kindOf(suite)] as Kind;
  const rows = read.rows.map((row): Read => {
    const { text_a, text_b, question = text_a, context = text_b, tokens } = kind.texts(row) as Record<string, never>;
    return { text: question, pair: context, words: tokens };
  });
  return spread(rows.length, Math.min(rows.length, Number(values.limit))).map((i) => rows[i]!);
}
