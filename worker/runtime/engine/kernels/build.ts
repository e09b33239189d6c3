/**
 * Compiles the kernels: one source, two binaries with the same exports, each beside its text form.
 *
 *     npm run build:kernels
 *
 * The binaries are committed, since workerd only takes modules that were there when it was deployed; test/kernels.test.ts holds them to their source.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { main } from "assemblyscript/asc";

/** Of this folder, by name of the binary: whether it has relaxed SIMD instructions. */
export const BINARIES = { relaxed: true, plain: false };

/** The files of both binaries by name. Throws with the compiler's words where it finds fault, also with what it only warns of. */
export async function compileKernels(): Promise<Map<string, Uint8Array | string>> {
  const files = new Map<string, Uint8Array | string>();
  for (const [name, relaxed] of Object.entries(BINARIES)) {
    const { error, stderr } = await main(
      [
        ...["assembly/index.ts", "--baseDir", import.meta.dirname],
        ...["--outFile", `${name}.wasm`, "--textFile", `${name}.wat`],
        ...["-O3", "--converge", "--noAssert", "--runtime", "stub"],
        // A page at least, which every memory has: of one that may be empty V8 asks at each access whether its offset lies within, before it looks at the address.
        ...["--importMemory", "--initialMemory", "1", "--noExportMemory"],
        ...["--enable", relaxed ? "simd,relaxed-simd" : "simd", "--use", `RELAXED=${relaxed ? 1 : 0}`],
      ],
      { writeFile: (file, contents) => void files.set(file, contents) },
    );
    const words = stderr.toString();
    if (error !== null || words !== "") throw new Error(`The ${name} kernels do not compile:\n${words}`);
  }
  return files;
}

if (import.meta.main) {
  for (const [name, contents] of await compileKernels()) await writeFile(join(import.meta.dirname, name), contents);
}
