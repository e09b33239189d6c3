/** The engine's committed binaries are what their source compiles to, and hold what they promise. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../cli/project-root.ts";
import { compileKernels } from "../worker/runtime/engine/kernels/build.ts";

const FOLDER = "worker/runtime/engine/kernels";
const MOST_BYTES = 64 * 1024;

let compiled: Map<string, Uint8Array | string>;
beforeAll(async () => {
  compiled = await compileKernels();
});

const committed = (name: string) => readFile(join(projectRoot, FOLDER, name));
const exportsOf = (module: WebAssembly.Module) => WebAssembly.Module.exports(module).map(({ name }) => name);

test.each(["relaxed.wasm", "relaxed.wat", "plain.wasm", "plain.wat"])(
  "%s is what `npm run build:kernels` makes of its source",
  async (name) => {
    expect(Buffer.from(compiled.get(name)!).equals(await committed(name))).toBe(true);
  },
);

describe.each(["relaxed", "plain"])("%s", (name) => {
  test("takes no more than its budget, and of its host only the memory", async () => {
    const bytes = await committed(`${name}.wasm`);
    expect(bytes.byteLength).toBeLessThanOrEqual(MOST_BYTES);
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toEqual([
      { module: "env", name: "memory", kind: "memory" },
    ]);
  });

  test("neither allocates nor keeps anything: no data, no globals, no growth of memory, nothing that runs at the start", async () => {
    const text = (await committed(`${name}.wat`)).toString();
    expect(text.match(/^ \((?:data|global|start)\b|memory\.grow/gm)).toBeNull();
  });
});

test("both have the same exports", async () => {
  const [relaxed, plain] = await Promise.all(
    ["relaxed.wasm", "plain.wasm"].map(async (name) => new WebAssembly.Module(await committed(name))),
  );
  expect(exportsOf(plain!)).toEqual(exportsOf(relaxed!));
});

test("only the dot product of bytes and the kernel that says so are relaxed", async () => {
  const functions = (await committed("relaxed.wat"))
    .toString()
    .split(/\n \(func \$/)
    .slice(1);
  const users = (instruction: RegExp) =>
    functions.filter((text) => instruction.test(text)).map((text) => /\/(\w+) /.exec(text)![1]);
  expect(users(/relaxed_(?!dot_i8x16_i7x16_add_s)/).sort()).toEqual(["linearF32Fused", "panelFused"]);
  expect(users(/relaxed_dot_i8x16_i7x16_add_s/)).toEqual(["linearI8"]);
  expect((await committed("plain.wat")).toString()).not.toMatch(/relaxed/);
});
