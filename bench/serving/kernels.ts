/**
 * How fast the engine's kernels are in Node on one thread, both binaries by turns in one run, beside the peak of the instruction
 * that does the work (`peak.ts`): operations a second (a product and a sum are two), and the share of the peak. Each is the best of many
 * short turns, since what else a machine does can only take from it.
 * Of floats that is the relaxed multiply-add, also for kernels that have to do without.
 *
 *     node bench/serving/kernels.ts [--rounds 200]
 *
 * Of a machine that does other things meanwhile, the ratios hold rather than the numbers.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { describeMachine } from "../../cli/bench/machine.ts";
import { type Kernels, openKernels } from "../../worker/runtime/engine/kernels/kernels.ts";
import {
  kroneckerBytes,
  lowRankBytes,
  packedF32Bytes,
  packedI8Bytes,
} from "../../worker/runtime/engine/kernels/layout.ts";
import { openPeak, type Step } from "./peak.ts";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "200" } } });

interface Case {
  what: string;
  /** Of one call. */
  operations: number;
  /** In the relaxed binary and in the plain one. */
  peak: Record<Binary, Step>;
  prepare(kernels: Kernels, room: (bytes: number) => number): () => void;
}

const BINARIES = ["relaxed", "plain"] as const;
type Binary = (typeof BINARIES)[number];

/** Multiplying and adding by two instructions is nowhere faster than by one. */
const FLOATS = { relaxed: "fused", plain: "fused" } as const;

function linearI8(rows: number, depth: number, out: number): Case {
  return {
    what: `linearI8 ${rows} x ${depth} x ${out}`,
    operations: 2 * rows * depth * out,
    peak: { relaxed: "relaxedDot", plain: "plainDot" },
    prepare(kernels, room) {
      const packed = room(packedI8Bytes(out, depth));
      const [q, steps, bottoms, y] = [rows * depth, 4 * rows, 4 * rows, 4 * rows * out].map(room) as Four;
      return () => kernels.linearI8(q, rows, depth, packed, out, steps, bottoms, y);
    },
  };
}

type Four = [number, number, number, number];

function linearF32(kernel: "linearF32" | "linearF32Fused", rows: number, depth: number, out: number): Case {
  return {
    what: `${kernel} ${rows} x ${depth} x ${out}`,
    operations: 2 * rows * depth * out,
    peak: FLOATS,
    prepare(kernels, room) {
      const packed = room(packedF32Bytes(out, depth));
      const [x, bias, y] = [4 * rows * depth, 4 * out, 4 * rows * out].map(room) as Four;
      return () => kernels[kernel](x, rows, depth, packed, out, bias, y);
    },
  };
}

function kronecker(kernel: keyof typeof kroneckerBytes, rows: number, [m1, n1, m2, n2]: Four): Case {
  const perRow = { kroneckerAFirst: m1 * n2 * (n1 + m2), kroneckerBFirst: n1 * m2 * (n2 + m1) };
  const operations = { ...perRow, kroneckerSmallB: n1 * m2 * (n2 + m1) };
  return {
    what: `${kernel} ${rows} x (${m1} x ${n1}) ⊗ (${m2} x ${n2})`,
    operations: 2 * rows * operations[kernel],
    peak: FLOATS,
    prepare(kernels, room) {
      const [a, b] = [packedF32Bytes(m1, n1), packedF32Bytes(m2, n2)].map(room) as Four;
      const scratch = room(kroneckerBytes[kernel]({ m1, n1, m2, n2, terms: 1 }));
      const [x, bias, y] = [4 * rows * n1 * n2, 4 * m1 * m2, 4 * rows * m1 * m2].map(room) as Four;
      return () => kernels[kernel](x, rows, a, b, m1, n1, m2, n2, 1, bias, y, scratch);
    },
  };
}

function lowRank(rows: number, depth: number, rank: number, out: number): Case {
  return {
    what: `lowRank ${rows} x ${depth} x ${rank} x ${out}`,
    operations: 2 * rows * rank * (depth + out),
    peak: FLOATS,
    prepare(kernels, room) {
      const [v, u] = [packedF32Bytes(rank, depth), packedF32Bytes(out, rank)].map(room) as Four;
      const [x, bias, y, scratch] = [4 * rows * depth, 4 * out, 4 * rows * out, lowRankBytes(rank)].map(room) as Four;
      return () => kernels.lowRank(x, rows, depth, v, rank, u, out, bias, y, scratch);
    },
  };
}

function lstmStep(rows: number, units: number): Case {
  return {
    what: `lstmStep ${rows} x ${units} units`,
    operations: 2 * rows * 4 * units * units,
    peak: FLOATS,
    prepare(kernels, room) {
      const recurrent = room(packedF32Bytes(4 * units, units));
      const [driven, gates, h, c] = [16, 16, 4, 4].map((bytes) => room(bytes * rows * units)) as Four;
      return () => kernels.lstmStep(driven, rows, units, recurrent, h, c, gates);
    },
  };
}

/** MiniLM's layers, those of the students made of it, and the BiLSTM's. */
const CASES = [
  linearI8(32, 384, 384),
  linearI8(32, 384, 1536),
  linearI8(32, 1536, 384),
  linearI8(128, 384, 1536),
  linearF32("linearF32", 32, 384, 1536),
  linearF32("linearF32Fused", 32, 384, 1536),
  linearF32("linearF32Fused", 32, 1536, 384),
  kronecker("kroneckerSmallB", 32, [192, 48, 2, 8]),
  kronecker("kroneckerBFirst", 32, [16, 2, 96, 192]),
  kronecker("kroneckerAFirst", 32, [2, 16, 192, 96]),
  lowRank(32, 384, 12, 384),
  lowRank(32, 384, 9, 1536),
  lstmStep(1, 200),
  lstmStep(8, 200),
];

/** Operations that a turn does at least: some hundred microseconds, so that the clock is no part of it and many turns go undisturbed. */
const TURN = 2e7;

/** Turns before the first that counts, in which the compiler's better code is taken up. */
const WARM_UP = 30;

const peak = await openPeak();
const opened = await Promise.all(BINARIES.map(open));
const steps = ["relaxedDot", "plainDot", "fused"] as const;
const turns = [
  ...steps.map((step) => ({ operations: peak(step, TURN), run: () => void peak(step, TURN) })),
  ...CASES.flatMap(({ operations, prepare }) =>
    opened.map(({ kernels, room }) => {
      const call = prepare(kernels, room());
      const times = Math.ceil(TURN / operations);
      const run = () => {
        for (let i = 0; i < times; i++) call();
      };
      return { operations: times * operations, run };
    }),
  ),
];
const rates = turns.map(() => 0);
for (let round = -WARM_UP; round < Number(options.rounds); round++) {
  for (const [i, { operations, run }] of turns.entries()) {
    const start = performance.now();
    run();
    if (round >= 0) rates[i] = Math.max(rates[i]!, operations / (performance.now() - start) / 1e6);
  }
}
const peaks = Object.fromEntries(steps.map((step, i) => [step, rates[i]!])) as Record<Step, number>;

console.log(
  `${await describeMachine(false)}; ${await instructions()}. Billions of operations a second, share of the peak.`,
);
for (const step of steps) console.log(`peak of ${step}`.padEnd(52), peaks[step].toFixed(1));
for (const [i, { what, peak }] of CASES.entries()) {
  const columns = BINARIES.map((binary, b) => {
    const rate = rates[steps.length + 2 * i + b]!;
    return `${binary} ${rate.toFixed(1).padStart(6)} (${((100 * rate) / peaks[peak[binary]]).toFixed(0).padStart(3)} %)`;
  });
  console.log(what.padEnd(52), columns.join("   "));
}

/** A binary over a memory of its own; `room()` begins at its start, so that all cases share it. */
async function open(binary: Binary) {
  const file = new URL(`../../worker/runtime/engine/kernels/${binary}.wasm`, import.meta.url);
  const memory = new WebAssembly.Memory({ initial: 256 });
  const kernels = openKernels(new WebAssembly.Module(await readFile(file)), memory);
  const room = () => {
    let end = 64;
    return (bytes: number) => {
      const at = end;
      end = Math.ceil((at + bytes) / 64) * 64;
      if (end > memory.buffer.byteLength) throw new RangeError("the benchmark's memory is too small for this case");
      return at;
    };
  };
  return { kernels, room };
}

/** What of the machine decides how fast integers go, as Linux names it. */
async function instructions(): Promise<string> {
  const text = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
  const flags = new Set(/^(?:flags|Features)\s*:(.*)$/m.exec(text)?.[1]?.trim().split(" "));
  const found = ["avx2", "fma", "avx_vnni", "avx512f", "avx512_vnni", "asimd", "asimddp", "i8mm"].filter((f) =>
    flags.has(f),
  );
  return found.length === 0 ? "instructions unknown" : found.join(" ");
}
