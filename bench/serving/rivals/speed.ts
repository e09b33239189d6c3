/** How long engines take over one text, in turn within one process. */
import type { Engine, Opened } from "./engine.ts";
import { type BenchModel, type BenchText, textOf } from "./model.ts";

export interface Speed {
  model: string;
  tokens: number;
  engine: string;
  /** Each run's, in milliseconds. */
  ms: number[];
  /** CPU time of each. */
  cpu_ms: number[];
  /** The most that a number of its answer is off from ours. */
  differs: number;
}

/** An engine that takes so long, in milliseconds, is asked `FEW` times, and not first to fill caches. */
const SLOW = 150;
const FEW = 3;

interface Runner {
  engine: string;
  run(): Promise<Float32Array>;
  ms: number[];
  cpu_ms: number[];
  differs: number;
  slow: boolean;
}

/** The first of `engines` is the one whose answers all are held to. */
export async function measureSpeed(
  engines: Readonly<Record<string, Engine>>,
  model: BenchModel,
  lengths: readonly number[],
  rounds: number,
): Promise<Speed[]> {
  const takers = Object.entries(engines).filter(([, engine]) => engine.takes(model));
  const opened = new Map<string, Opened>();
  const speeds: Speed[] = [];
  for (const tokens of lengths) {
    const text = textOf(model, tokens);
    for (const [name, engine] of takers) {
      if (opened.has(name) && !engine.pads) continue;
      await opened.get(name)?.close();
      const loaded = await engine.load();
      await loaded.convert?.(model);
      opened.set(name, await loaded.open(model, tokens));
    }
    const runners = await startAll(opened, text);
    const began = performance.now();
    for (let round = -WARM_UP; round < rounds; round++) {
      if (round >= ENOUGH && performance.now() - began > LONG) break;
      for (const runner of runners) await takeTurn(runner, round);
    }
    speeds.push(
      ...runners.map(({ engine, ms, cpu_ms, differs }) => ({
        ...{ model: model.id, tokens, engine, ms, cpu_ms, differs },
      })),
    );
  }
  for (const one of opened.values()) await one.close();
  return speeds;
}

/** Milliseconds for a model and length, after which so many rounds will do. */
const LONG = 7000;
const ENOUGH = 7;

/** Turns before the first that counts, in which the compiler's better code is taken up. */
const WARM_UP = 4;

async function startAll(opened: ReadonlyMap<string, Opened>, text: BenchText): Promise<Runner[]> {
  let ours: Float32Array | undefined;
  const runners: Runner[] = [];
  for (const [engine, one] of opened) {
    const started = performance.now();
    const answer = await one.run(text);
    const slow = performance.now() - started > SLOW;
    ours ??= answer;
    const differs = mostApart(answer, one.expected?.(ours) ?? ours);
    runners.push({ engine, run: () => one.run(text), ms: [], cpu_ms: [], differs, slow });
  }
  return runners;
}

/** The run before the one that counts brings the model's weights back into the caches, from which the engines before have driven them. */
async function takeTurn({ run, ms, cpu_ms, slow }: Runner, round: number): Promise<void> {
  if (slow && (round < 0 || round >= FEW)) return;
  if (!slow) await run();
  const before = process.cpuUsage();
  const started = performance.now();
  await run();
  const taken = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  if (round < 0) return;
  ms.push(Number(taken.toFixed(3)));
  cpu_ms.push((user + system) / 1000);
}

function mostApart(answer: Float32Array, expected: Float32Array): number {
  if (answer.length !== expected.length)
    throw new Error(`an engine answered ${answer.length} numbers instead of ${expected.length}`);
  return answer.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
}
