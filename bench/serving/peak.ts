/** What a machine can do of one instruction, in registers alone: the roof under which a kernel's speed is read. */
import { main } from "assemblyscript/asc";

/**
 * Loops over sums, as many as registers are left for, that don't wait for one another. Floats are normal and stay small. What is multiplied changes sign in
 * every turn, where it would be taken out of the loop otherwise.
 */
const LOOPS = {
  relaxedDot: ofSums(12, (c) => `${c} = i32x4.relaxed_dot_i8x16_i7x16_add_s(a, b, ${c});`, 32),
  fused: ofSums(12, (c) => `${c} = f32x4.relaxed_madd(a, b, ${c});`, 8),
  plainDot: ofSums(8, (c, i) => `${c} = i32x4.add(${c}, i32x4.dot_i16x8_s(${i < 4 ? "a" : "d"}, b${i % 4}));`, 16),
};
export type Step = keyof typeof LOOPS;

/** Short enough that the compiler's better code is taken up between calls. */
const TURNS_A_CALL = 5000;

/** `run(step, operations)` does as many, or a few more, and returns how many. */
export async function openPeak(): Promise<(step: Step, operations: number) => number> {
  const steps = Object.entries(LOOPS);
  const source = steps.map(([name, { body }]) => `export function ${name}(turns: i32): i32 {${body}}`).join("\n");
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await main(
    [
      "peak.ts",
      "--outFile",
      "peak.wasm",
      "-O3",
      "--runtime",
      "stub",
      "--initialMemory",
      "1",
      "--enable",
      "simd,relaxed-simd",
    ],
    {
      readFile: (file) => (file === "peak.ts" ? source : null),
      writeFile: (_, contents) => {
        bytes = Uint8Array.from(contents as Uint8Array);
      },
    },
  );
  if (error !== null || bytes === undefined) throw new Error(`The loops do not compile:\n${stderr}`);
  const { memory, ...loops } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as {
    memory: WebAssembly.Memory;
  } & Record<Step, (turns: number) => number>;
  new Float32Array(memory.buffer).fill(0.5);
  return (step, operations) => {
    const perCall = TURNS_A_CALL * LOOPS[step].operations;
    const calls = Math.ceil(operations / perCall);
    for (let i = 0; i < calls; i++) loops[step](TURNS_A_CALL);
    return calls * perCall;
  };
}

function ofSums(count: number, step: (sum: string, i: number) => string, operations: number) {
  const sums = Array.from({ length: count }, (_, i) => `c${i}`);
  const varied = step("c0", 0).includes("b0");
  // Loaded, since constants would be made anew at every use.
  const body = `
    let a = v128.load(0), d = v128.load(16);
    const sign = i32x4.splat(0x80000000), b = v128.load(32), b0 = b, b1 = v128.load(48), b2 = v128.load(64), b3 = v128.load(80);
    let ${sums.map((sum, i) => `${sum} = v128.load(${16 * i})`).join(", ")};
    for (; turns > 0; turns--) {
      ${varied ? "a = v128.xor(a, sign); d = v128.xor(d, sign);" : ""}
      ${sums.map(step).join("\n      ")}
    }
    return i32x4.extract_lane(${sums.reduce((all, sum) => `v128.xor(${all}, ${sum})`)}, 0);`;
  return { body, operations: count * operations };
}
