import { readFile } from "node:fs/promises";

/** Of those that decide how fast products of numbers are, Linux's names. */
const TOLD = ["avx2", "fma", "avx512f", "avx_vnni", "avx512_vnni", "amx_tile", "asimd", "asimddp", "i8mm"];

/** Which of these the CPU has: what kernels are chosen by, and figures depend on. None where the system does not say. */
export async function instructionSets(): Promise<string[]> {
  const info = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
  const flags = new Set(/^(?:flags|Features)\s*:(.*)$/m.exec(info)?.[1]?.trim().split(" "));
  return TOLD.filter((name) => flags.has(name));
}
