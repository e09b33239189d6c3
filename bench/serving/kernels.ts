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
import { openKernels } from "../../worker/runtime/engine/kernels/kernels.ts";
import { instructionSets } from "../instruction-sets.ts";
import { BINARIES, type Binary, CASES } from "./kernel-cases.ts";
import { openPeak, type Step } from "./peak.ts";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "200" } } });

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
  `${await describeMachine(false)}; ${(await instructionSets()).join(" ") || "instructions unknown"}. Billions of operations a second, share of the peak.`,
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
