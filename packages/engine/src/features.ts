/** Which instructions this machine's WebAssembly has, asked by modules of one function that uses them. */
import { EngineError } from "../../../worker/runtime/engine/memory.ts";
import type { Kernels } from "./index.ts";

/** The names are those of the specification's instructions. */
const I8X16_SPLAT_0 = [0x41, 0, 0xfd, 0x0f]; // i32.const 0, i8x16.splat
const RELAXED_DOT_ADD = [0xfd, 0x93, 0x02]; // i32x4.relaxed_dot_i8x16_i7x16_add_s

const PROBES: Record<Kernels, Uint8Array<ArrayBuffer>> = {
  relaxed: moduleOf([...I8X16_SPLAT_0, ...I8X16_SPLAT_0, ...I8X16_SPLAT_0, ...RELAXED_DOT_ADD]),
  plain: moduleOf(I8X16_SPLAT_0),
};

/** The better of the kernels' binaries that run here. Throws EngineError where neither does. */
export function bestKernels(): Kernels {
  if (typeof WebAssembly === "undefined")
    throw new EngineError("the engine needs WebAssembly, which is missing or turned off here");
  for (const name of ["relaxed", "plain"] as const) if (WebAssembly.validate(PROBES[name])) return name;
  throw new EngineError(
    "the engine needs WebAssembly with SIMD instructions, which this browser or machine does not have",
  );
}

/** A module whose one function takes nothing and returns the vector that `instructions` leave. */
function moduleOf(instructions: readonly number[]): Uint8Array<ArrayBuffer> {
  const body = [0, ...instructions, 0x0b]; // no locals; end
  const section = (id: number, ...bytes: number[]) => [id, bytes.length, ...bytes];
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\\0asm", version 1
    ...section(1, 1, 0x60, 0, 1, 0x7b), // a type: () -> v128
    ...section(3, 1, 0), // a function of it
    ...section(10, 1, body.length, ...body),
  );
}
