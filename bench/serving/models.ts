/**
 * The engine against onnxruntime-web in Node, one thread: published models by length of one text, both sides in turn within one run.
 *
 *     node bench/serving/models.ts [--rounds 60] [--lengths 32,128] [--models DIR] [MODEL…]
 *
 * Medians in milliseconds and their ratio, in Markdown under the machine's instruction set and load. Ids are made up: neither side's work depends on
 * which they are.
 */
import { readFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { openOrtSession } from "../../cli/artefact/ort-session.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { GRAPH_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { padBatch } from "../../r2-assets/format/padded-batch.ts";
import { complete, createEngine } from "../../worker/runtime/engine/engine.ts";
import { instructionSets } from "../instruction-sets.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "60" },
    lengths: { type: "string", default: "32,128" },
    models: { type: "string", default: join(projectRoot, "r2-assets/models") },
  },
});
const MODELS = [
  "sst2-teacher",
  "sst2-pkd-skip",
  "sst2-kronecker-7-5x",
  "sst2-kronecker-19x",
  "sst2-kronecker-30x",
  "sst2-svd-19x",
];
const chosen = positionals.length > 0 ? positionals : [...MODELS, "sst2-xtremedistil-soft", "wikiann-xtremedistil"];
const lengths = values.lengths.split(",").map(Number);
const kernels = new WebAssembly.Module(await readFile(join(projectRoot, "worker/runtime/engine/kernels/relaxed.wasm")));

const sets = await instructionSets();
const load = loadavg()[0]!.toFixed(1);
console.log(
  `${cpus()[0]?.model}, ${sets.join(", ") || "instruction sets unknown"}, Node ${process.versions.node}, load ${load}\n`,
);
console.log("| model | tokens | onnxruntime-web, ms | engine, ms | ratio |\n|---|---:|---:|---:|---:|");

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

for (const id of chosen) {
  const reading = await readArtefact(join(values.models, id));
  if (reading.kind !== "sound") throw new Error(`${id} is not sound`);
  const { card, folder } = reading.artefact;
  const [graph, weights] = await Promise.all([GRAPH_FILE, WEIGHTS_FILE].map((name) => readFile(join(folder, name))));
  const session = await openOrtSession(graph!, weights!);
  const model = createEngine(kernels, { most: 512e6 }).prepare(card, new Uint8Array(weights!)).open();
  const { rows } = card.architecture.embeddings.word;
  for (const length of lengths) {
    const text = {
      ids: Array.from({ length }, (_, i) => 1 + ((i * 7919) % (rows - 1))),
      typeIds: new Array<number>(length).fill(0),
    };
    const batch = padBatch([text], { padId: 0 });
    const sides = { ort: () => session.run(batch), engine: async () => complete(model.run([text])) };
    const taken: Record<keyof typeof sides, number[]> = { ort: [], engine: [] };
    const WARM_UP = 10;
    for (let round = -WARM_UP; round < Number(values.rounds); round++)
      for (const side of ["ort", "engine"] as const) {
        const started = performance.now();
        await sides[side]();
        if (round >= 0) taken[side].push(performance.now() - started);
      }
    const [ort, engine] = [median(taken.ort), median(taken.engine)];
    console.log(`| ${id} | ${length} | ${ort.toFixed(2)} | ${engine.toFixed(2)} | ${(ort / engine).toFixed(1)} |`);
  }
  await session.close();
}
