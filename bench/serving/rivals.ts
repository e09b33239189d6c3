/**
 * The engine beside other engines that run in WebAssembly on one thread: how long a text takes by model and length, all in turn within one process; cold starts, a process each; what each weighs;
 * and our engine and onnxruntime-web in workerd, in turn within one request. Raw figures as JSON, from which `rivals/draw.ts` makes table and picture.
 *
 *     node bench/serving/rivals.ts [--out bench/serving/rivals.json] [--rounds 25] [--starts 3] [--only speed,starts,workerd]
 *
 * Installs the rivals' packages in out/rivals the first time, for which it needs npm's registry. Some five minutes. Every answer is held to ours, and by how much it differs
 * is in the JSON. Afterwards `npx biome check --write bench/serving` lays it out.
 */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { describeMachine } from "../../cli/bench/machine.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { instructionSets } from "../instruction-sets.ts";
import { ENGINES, NOT_HELD } from "./rivals/engines.ts";
import type { Figures, Start } from "./rivals/figures.ts";
import { installRivals } from "./rivals/install.ts";
import { benchModel } from "./rivals/model.ts";
import { measureSpeed } from "./rivals/speed.ts";
import { measureWorkerd } from "./rivals/workerd.ts";

const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: join(projectRoot, "bench/serving/rivals.json") },
    rounds: { type: "string", default: "25" },
    starts: { type: "string", default: "3" },
    only: { type: "string", default: "speed,starts,workerd" },
  },
});
const [rounds, starts] = [Number(options.rounds), Number(options.starts)];
const parts = new Set(options.only.split(","));

const LENGTHS = [8, 32, 128];
const MODELS: Record<string, readonly number[]> = {
  "sst2-teacher": LENGTHS,
  "sst2-pkd-skip": LENGTHS,
  "sst2-kronecker-19x": LENGTHS,
  "sst2-svd-19x": LENGTHS,
  "sst2-xtremedistil-soft": LENGTHS,
  "squad-kronecker-19x": [384],
  "minilm-6-f32": LENGTHS,
  "minilm-12-f16": [8, 32],
};
const STARTED = ["sst2-teacher", "sst2-kronecker-19x", "minilm-6-f32"];
const IN_WORKERD = { models: ["sst2-teacher", "sst2-kronecker-19x", "sst2-xtremedistil-soft"], lengths: [32, 128] };

await installRivals();
const began = performance.now();
const say = (what: string) => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
const figures: Figures = {
  made_by: "node bench/serving/rivals.ts",
  machine: await describeMachine(true),
  instruction_sets: await instructionSets(),
  engines: {},
  not_held: NOT_HELD,
  ...(await earlier()),
};
for (const [name, engine] of Object.entries(ENGINES)) {
  const files = await engine.files();
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const gzipped = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  figures.engines[name] = { name: engine.name, version: await engine.version(), bytes, gzipped_bytes: gzipped };
}
if (parts.has("speed")) {
  figures.load.speed = loadavg().slice(0, 1);
  figures.speed = [];
  for (const [id, lengths] of Object.entries(MODELS)) {
    say(`speed: ${id}`);
    figures.speed.push(...(await measureSpeed(ENGINES, await benchModel(id), lengths, rounds)));
  }
  await save("speed");
}
if (parts.has("starts")) {
  figures.load.starts = loadavg().slice(0, 1);
  figures.starts = [];
  for (const id of STARTED) {
    say(`cold starts: ${id}`);
    const model = await benchModel(id);
    for (let i = 0; i < starts; i++)
      for (const [name, engine] of Object.entries(ENGINES))
        if (engine.takes(model))
          figures.starts.push({ model: id, tokens: 32, engine: name, ...(await start(name, id)) });
  }
  await save("starts");
}
if (parts.has("workerd")) {
  figures.load.workerd = loadavg().slice(0, 1);
  say("workerd");
  figures.workerd = await measureWorkerd({ ...IN_WORKERD, rounds });
  await save("workerd");
}
process.exit(); // transformers.js and tfjs leave handles open

/** After each part, so that what ends early has not measured in vain. */
async function save(part: "speed" | "starts" | "workerd"): Promise<void> {
  figures.load[part]!.push(loadavg()[0]!);
  await writeFile(options.out, `${JSON.stringify(figures)}\n`);
  say(`written to ${options.out}`);
}

async function start(engine: string, model: string): Promise<Omit<Start, "model" | "engine" | "tokens">> {
  const script = join(import.meta.dirname, "rivals/start.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, engine, model, "32"]);
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Omit<Start, "model" | "engine" | "tokens">;
}

/** With `--only`, what was measured before of the other parts stays. */
async function earlier(): Promise<Pick<Figures, "speed" | "starts" | "workerd"> & { load: Figures["load"] }> {
  const {
    speed,
    starts,
    workerd,
    load = {},
  } = JSON.parse(await readFile(options.out, "utf8").catch(() => "{}")) as Partial<Figures>;
  return { load, ...(speed && { speed }), ...(starts && { starts }), ...(workerd && { workerd }) };
}
