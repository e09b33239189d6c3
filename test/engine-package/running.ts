/** How the package runs: what it tells meanwhile, when it stops, that it holds up nobody; where it cannot run; and its types. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../cli/project-root.ts";
import type * as Engine from "../../packages/engine/src/index.ts";
import { filesOf, importEngine, SMALLEST, type Surroundings } from "./surroundings.ts";

const run = promisify(execFile);

export function testRunning(at: () => Surroundings): void {
  let engine: typeof Engine;
  let files: Awaited<ReturnType<typeof filesOf>>;
  beforeAll(async () => {
    [engine, files] = await Promise.all([importEngine(at()), filesOf(SMALLEST)]);
  });
  const load = (options: Engine.LoadOptions) => engine.loadModel(at().models + SMALLEST, options);

  test("progress is told, and a signal ends a download and a run with its reason", async () => {
    const told: { loadedBytes: number; totalBytes: number }[] = [];
    const model = await load({ sliceMs: 0, onProgress: (progress) => told.push(progress) });
    const totalBytes = files.tokenizer.byteLength + files.weights.byteLength;
    expect(told.at(-1)).toEqual({ loadedBytes: totalBytes, totalBytes });
    const reason = new Error("not wanted any more");
    await expect(load({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const left = new AbortController();
    await expect(load({ signal: left.signal, onProgress: () => left.abort(reason) })).rejects.toBe(reason);
    const stop = new AbortController();
    const asked = model(Array(50).fill("a warm, funny film"), { signal: stop.signal });
    stop.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(await model("fine")).toHaveLength(1);
  });

  test("between slices the event loop turns, or never where that is asked for", async () => {
    for (const [sliceMs, turns] of [
      [0, true],
      [Number.POSITIVE_INFINITY, false],
    ] as const) {
      const model = await engine.openModel(files, { sliceMs });
      let turned = false;
      setImmediate(() => {
        turned = true;
      });
      await model(Array(50).fill("a warm, funny film"));
      expect(turned).toBe(turns);
    }
  });

  test.runIf(process.arch === "x64")("without SIMD it says so before it fetches anything", async () => {
    const code =
      'import { loadModel } from "@retort/engine"; await loadModel("http://localhost:1/").catch((error) => console.log(String(error)));';
    await writeFile(join(at().project, "poor.mjs"), code);
    const { stdout } = await run(process.execPath, ["--no-enable-sse4-1", "poor.mjs"], { cwd: at().project });
    expect(stdout.trim()).toBe(
      "EngineError: the engine needs WebAssembly with SIMD instructions, which this browser or machine does not have",
    );
  });

  test("its types stand alone", async () => {
    await writeFile(join(at().project, "typed.ts"), TYPED);
    const flags = [
      "--ignoreConfig",
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--lib",
      "es2022,dom",
      "--types",
      "",
    ];
    await run(join(projectRoot, "node_modules/.bin/tsc"), [...flags, "typed.ts"], { cwd: at().project });
  });
}

const TYPED = `import { EngineError, loadModel, openModel } from "@retort/engine";
const model = await loadModel("/model/", { onProgress: ({ loadedBytes }) => loadedBytes.toFixed() });
const [[best]] = await model("fine", { task: "text-classification", top_k: 1 });
const label: string | undefined = best?.label;
// @ts-expect-error: no such option
await model("fine", { task: "text-classification", stride: 1 });
export { EngineError, label, openModel };
`;
