/**
 * Our engine and onnxruntime-web in workerd, both as the Worker has them, in one isolate and in turn. Each request runs a text many times, and the client's clock times it, less
 * what a request without any run takes.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { type InWorkerd, median } from "./figures.ts";
import { type BenchModel, benchModel } from "./model.ts";
import { writeWorker } from "./write-worker.ts";

const ofWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));

/** Milliseconds that a request's runs take about, of CPU time where it is told, and how many runs that is judged by. */
const LONG = 100;
const FIRST = 10;

interface Setting {
  models: readonly string[];
  lengths: readonly number[];
  rounds: number;
}

export async function measureWorkerd({ models, lengths, rounds }: Setting): Promise<InWorkerd[]> {
  const { url, cpu, stop } = await startWorkerd(await writeWorker());
  try {
    const figures: InWorkerd[] = [];
    for (const id of models) {
      await asked(new URL(`/open?model=${id}`, url), bodyOf(await benchModel(id)));
      for (const tokens of lengths) figures.push(...(await inTurn(url, cpu, { model: id, tokens, rounds })));
    }
    return figures;
  } finally {
    stop();
  }
}

/** Says on its fourth file where it listens. */
async function startWorkerd(config: string): Promise<{ url: URL; cpu: Cpu; stop: () => void }> {
  const binary = (ofWrangler("workerd") as { default: string }).default;
  const workerd = spawn(binary, ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const said = createInterface(workerd.stdio[3] as Readable)[Symbol.asyncIterator]();
  const first = await Promise.race([said.next(), once(workerd, "error").then(([error]) => Promise.reject(error))]);
  if (first.done) throw new Error("workerd ended before it listened");
  const { port } = JSON.parse(first.value) as { port: number };
  return { url: new URL(`http://localhost:${port}`), cpu: () => cpuOf(workerd.pid!), stop: () => void workerd.kill() };
}

/** Milliseconds of CPU time so far; null where the system does not tell. */
type Cpu = () => Promise<number | null>;

/** Linux counts in hundredths of a second: fields 14 and 15 of its `stat`, of which the second, a name, may have spaces. */
async function cpuOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  const fields = stat?.slice(stat.lastIndexOf(")")).split(" ");
  return fields === undefined ? null : 10 * (Number(fields[12]) + Number(fields[13]));
}

async function inTurn(
  url: URL,
  cpu: Cpu,
  { model, tokens, rounds }: { model: string; tokens: number; rounds: number },
): Promise<InWorkerd[]> {
  const request = async (engine: string, times: number) => {
    const before = await cpu();
    const started = performance.now();
    await asked(new URL(`/run?model=${model}&engine=${engine}&tokens=${tokens}&times=${times}`, url));
    const ms = performance.now() - started;
    const after = await cpu();
    return { ms, cpuMs: before === null || after === null ? null : after - before };
  };
  const sides = (["own", "ort"] as const).map((engine) => ({
    engine,
    ms: [] as number[],
    cpu: [] as number[],
    times: 0,
  }));
  const empty: number[] = [];
  for (const side of sides) {
    await request(side.engine, 20); // the compiler's better code is taken up
    const { ms, cpuMs } = await request(side.engine, FIRST);
    side.times = Math.ceil((LONG * FIRST) / (cpuMs || ms));
  }
  for (let round = 0; round < rounds; round++) {
    empty.push((await request("own", 0)).ms);
    for (const side of sides) {
      const { ms, cpuMs } = await request(side.engine, side.times);
      side.ms.push(ms);
      if (cpuMs !== null) side.cpu.push(cpuMs);
    }
  }
  const cost = median(empty);
  const rounded = (value: number) => Number(value.toFixed(3));
  return sides.map(({ engine, times, ms, cpu }) => ({
    ...{ model, tokens, engine, ms: ms.map((one) => rounded((one - cost) / times)) },
    // Of all rounds together: the counter is coarse.
    ...(cpu.length > 0 && { cpu_ms: [rounded(cpu.reduce((sum, one) => sum + one, 0) / cpu.length / times)] }),
  }));
}

async function asked(url: URL, body?: Uint8Array<ArrayBuffer>): Promise<void> {
  const response = await fetch(url, { method: "POST", body: body ?? null });
  const text = await response.text();
  if (!response.ok) throw new Error(`the bench Worker answered ${response.status}: ${text.slice(0, 300)}`);
}

/** Card, graph and weights, behind their lengths. */
function bodyOf({ card, graph, weights }: BenchModel): Uint8Array<ArrayBuffer> {
  const files = [new TextEncoder().encode(JSON.stringify(card)), graph, weights];
  const lengths = new Uint8Array(Uint32Array.from(files, ({ length }) => length).buffer);
  return new Uint8Array(Buffer.concat([lengths, ...files]));
}
