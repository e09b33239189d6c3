/** What the package exports. */
import { createEngine } from "../../../worker/runtime/engine/engine.ts";
import { EngineError } from "../../../worker/runtime/engine/memory.ts";
import { bestKernels } from "./features.ts";
import { fetchArtefact } from "./fetch-artefact.ts";
import { inOneSentence } from "./in-one-sentence.ts";
import type { Artefact, Kernels, LoadOptions, Model, OpenOptions } from "./index.ts";
import { createModel } from "./model.ts";
import { callable, checkedOptions, duration, oneOf, wholeNumber } from "./options.ts";
import { readArtefact } from "./read-artefact.ts";

const OPEN = {
  kernels: oneOf("relaxed", "plain"),
  memoryBytes: wholeNumber(65_536, 2 ** 32),
  sliceMs: duration,
};
const LOAD = {
  ...OPEN,
  signal: (value: unknown) => (value instanceof AbortSignal ? undefined : "must be an AbortSignal"),
  onProgress: callable,
  fetch: callable,
  version: (value: unknown) => (typeof value === "string" ? undefined : "must be a string"),
};

const MEMORY_BYTES = 256e6;
/** Half a frame of a page at 60 a second. */
const SLICE_MS = 8;

/** `compiled`: a binary of the kernels, which each platform brings its own way. */
export function createApi(
  compiled: (name: Kernels) => Promise<WebAssembly.Module>,
): Pick<typeof import("./index.ts"), "openModel" | "loadModel"> {
  async function openModel(artefact: Artefact, options: OpenOptions = {}): Promise<Model> {
    const { kernels, memoryBytes = MEMORY_BYTES, sliceMs = SLICE_MS } = checkedOptions<OpenOptions>(options, OPEN);
    const name = kernels ?? bestKernels();
    const module = await compiled(name).catch((error: unknown) => {
      throw error instanceof EngineError ? error : new EngineError(`the ${name} kernels do not load here: ${error}`);
    });
    const { card, tokenizer, weights } = await readArtefact(artefact);
    // A memory of its own for each model: it never shrinks, but goes with the model.
    const opened = inOneSentence(() => createEngine(module, { most: memoryBytes }).prepare(card, weights).open());
    return createModel({ card, tokenizer, opened, kernels: name, sliceMs });
  }

  async function loadModel(folder: string | URL, options: LoadOptions = {}): Promise<Model> {
    const { signal, onProgress, fetch, version, ...opening } = checkedOptions<LoadOptions>(options, LOAD);
    if (opening.kernels === undefined) bestKernels(); // where nothing runs, nothing is fetched
    const artefact = await fetchArtefact(folder, { signal, onProgress, fetch, version });
    const model = await openModel(artefact, opening);
    signal?.throwIfAborted();
    return model;
  }
  return { openModel, loadModel };
}
