/**
 * Where the engine's time goes: one text's pass through published models by kernel and shape, in Node on one thread, beside the peak of
 * the instruction that does a kernel's work (`peak.ts`).
 *
 *     node bench/serving/breakdown.ts [--rounds 200] [--lengths 32,128] [--models DIR] [--json FILE] [MODEL…]
 *
 * Each pass is timed whole, and once more with a clock around every kernel. A part's time is the sum of its calls', each the median over passes: of a machine that does
 * other things meanwhile, few calls of some hundred microseconds are interrupted, and so most medians are not, while whole passes are.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { describeMachine } from "../../cli/bench/machine.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { instructionSets } from "../instruction-sets.ts";
import type { Breakdown, Part } from "./breakdown-figures.ts";
import { openPeak, type Step } from "./peak.ts";
import { type Call, openTraced } from "./traced.ts";
import { workOf } from "./work.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "200" },
    lengths: { type: "string", default: "32,128" },
    models: { type: "string", default: join(projectRoot, "r2-assets/models") },
    json: { type: "string" },
  },
});
const chosen = positionals.length > 0 ? positionals : ["sst2-teacher", "sst2-kronecker-19x"];
const rounds = Number(values.rounds);
const WARM_UP = 20;

const kernels = new WebAssembly.Module(await readFile(join(projectRoot, "worker/runtime/engine/kernels/relaxed.wasm")));
const peak = await openPeak();
const peaks = measurePeaks();
const machine = [await describeMachine(false), ...(await instructionSets())].join(", ");
console.log(`${machine}\n`);
console.log(
  `Peaks, billions of operations a second: ${Object.entries(peaks)
    .map(([step, rate]) => `${step} ${rate.toFixed(0)}`)
    .join(", ")}\n`,
);
const found: Breakdown["found"] = [];
for (const id of chosen)
  for (const length of values.lengths.split(",").map(Number)) found.push(await breakDown(id, length));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machine, peaks, found }, null, 1)}\n`);

async function breakDown(id: string, length: number) {
  const reading = await readArtefact(join(values.models, id));
  if (reading.kind !== "sound") throw new Error(`${id} is not sound`);
  const { card, folder } = reading.artefact;
  const model = openTraced(kernels, card, new Uint8Array(await readFile(join(folder, WEIGHTS_FILE))));
  const { rows } = card.architecture.embeddings.word;
  const text = {
    ids: Array.from({ length }, (_, i) => 1 + ((i * 7919) % (rows - 1))),
    typeIds: new Array<number>(length).fill(0),
  };
  const whole: number[] = [];
  const passes: Call[][] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const ms = model.time(text);
    const { calls } = model.trace(text);
    if (round < 0) continue;
    whole.push(ms);
    passes.push(calls);
  }
  return show(id, length, whole, partsOf(passes));
}

/** Passes make the same calls in the same order. */
function partsOf(passes: readonly (readonly Call[])[]): Part[] {
  const parts = new Map<string, Part>();
  for (const [i, call] of passes[0]!.entries()) {
    const work = workOf(call);
    const part = parts.get(work.part) ?? { ...work, calls: 0, operations: 0, vectors: 0, ms: 0, leastMs: 0 };
    part.calls++;
    part.operations += work.operations;
    part.vectors += work.vectors;
    const times = passes.map((calls) => calls[i]!.ms);
    part.ms += median(times);
    part.leastMs += Math.min(...times);
    parts.set(work.part, part);
  }
  return [...parts.values()].toSorted((x, y) => y.ms - x.ms);
}

function show(id: string, length: number, whole: readonly number[], parts: Part[]) {
  const [usual, least] = [median(whole), Math.min(...whole)];
  const sum = parts.reduce((total, { ms }) => total + ms, 0);
  console.log(
    `${id}, ${length} tokens: ${usual.toFixed(2)} ms a pass (least ${least.toFixed(2)}), its kernels ${sum.toFixed(2)}\n`,
  );
  console.log(
    "| part | calls | ms | least | share | GOPS | of peak | ns a vector |\n|---|---:|---:|---:|---:|---:|---:|---:|",
  );
  for (const { part, calls, operations, by, vectors, ms, leastMs } of parts) {
    const rate = operations / leastMs / 1e6;
    const cells = [
      part,
      calls,
      ms.toFixed(3),
      leastMs.toFixed(3),
      `${((100 * ms) / sum).toFixed(1)} %`,
      operations > 0 ? rate.toFixed(0) : "–",
      by === null ? "–" : `${((100 * rate) / peaks[by]).toFixed(0)} % of ${by}`,
      ((1e6 * leastMs) / vectors).toFixed(2),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  console.log();
  return { id, length, whole: { median: usual, least }, kernels: sum, parts };
}

/** Billions of operations a second, of each instruction the best of many short turns. */
function measurePeaks(): Record<Step, number> {
  const steps = ["relaxedDot", "plainDot", "fused"] as const;
  const best = Object.fromEntries(steps.map((step) => [step, 0])) as Record<Step, number>;
  for (let round = 0; round < 150; round++)
    for (const step of steps) {
      const started = performance.now();
      const operations = peak(step, 2e7);
      if (round >= 30) best[step] = Math.max(best[step], operations / (performance.now() - started) / 1e6);
    }
  return best;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
}
