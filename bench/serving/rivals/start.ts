/**
 * One engine's cold start in a process of its own, as a line of JSON: from the model's bytes to its first answer, and what it has taken of memory by then.
 *
 *     node bench/serving/rivals/start.ts ENGINE MODEL TOKENS
 */
import { readFile } from "node:fs/promises";
import { watchMemories } from "./wasm-memory.ts";

const wasmBytes = watchMemories(); // before anything is loaded that makes one
const { ENGINES } = await import("./engines.ts");
const { benchModel, textOf } = await import("./model.ts");

const [name, id, tokens] = process.argv.slice(2);
const engine = ENGINES[name!];
if (engine === undefined || id === undefined) throw new Error("usage: node start.ts ENGINE MODEL TOKENS");
const model = await benchModel(id);
const text = textOf(model, Number(tokens));
const began = performance.now();
const loaded = await engine.load();
const load_ms = performance.now() - began;
await loaded.convert?.(model);
const rss_before_bytes = process.memoryUsage.rss();

const cpu = process.cpuUsage();
const times: number[] = [performance.now()];
const opened = await loaded.open(model, Number(tokens));
times.push(performance.now());
await opened.run(text);
times.push(performance.now());

const { user, system } = process.cpuUsage(cpu);
const [open_ms, first_ms] = times.slice(1).map((time, i) => time - times[i]!);
const rss_bytes = await highWater();
console.log(
  JSON.stringify({
    load_ms,
    open_ms,
    first_ms,
    cpu_ms: (user + system) / 1000,
    wasm_bytes: wasmBytes(),
    rss_bytes,
    rss_before_bytes,
  }),
);

/** The most that this process ever had in memory. Not `maxRSS`, which on Linux begins with what the process that started it had. */
async function highWater(): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return 1024 * Number(kilobytes ?? process.resourceUsage().maxRSS);
}
