/** What `rivals.ts` writes and `draw.ts` reads: raw figures, and where they were measured. */
import type { Speed } from "./speed.ts";

export interface Figures {
  made_by: string;
  machine: string;
  instruction_sets: string[];
  /** Of the machine, before and after each part. */
  load: Partial<Record<"speed" | "starts" | "workerd", number[]>>;
  /** Bytes: of the WebAssembly and JavaScript that has to be shipped. */
  engines: Record<string, { name: string; version: string; bytes: number; gzipped_bytes: number }>;
  /** Engines that could not be held against ours, with the reason. */
  not_held: Readonly<Record<string, string>>;
  speed?: Speed[];
  starts?: Start[];
  workerd?: InWorkerd[];
}

/** From nothing to the first answer. */
export interface Start {
  model: string;
  tokens: number;
  engine: string;
  /** Loading code, from the files' bytes to a model that can be run, and the first run. */
  load_ms: number;
  open_ms: number;
  first_ms: number;
  /** CPU time of both, by all threads: compilers work beside. */
  cpu_ms: number;
  /** Of all wasm memories, and of the process: at most, and before the model was opened. */
  wasm_bytes: number;
  rss_bytes: number;
  rss_before_bytes: number;
}

/** Milliseconds of one text, of each round a mean over many. */
export interface InWorkerd {
  model: string;
  tokens: number;
  engine: "own" | "ort";
  ms: number[];
  /** workerd's CPU time, where the system tells. */
  cpu_ms?: number[];
}

/**
 * Milliseconds by the clock, or with `cpu` of CPU time, which other processes change little: what to look at where the machine was not quiet.
 */
export const timeOf = ({ ms, cpu_ms }: { ms: number[]; cpu_ms?: number[] }, cpu: boolean): number =>
  median(cpu && cpu_ms !== undefined ? cpu_ms : ms);

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
