/** An artefact in the own engine, in Node: what a Worker serves it by where it can. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { complete, createEngine } from "../../worker/runtime/engine/engine.ts";
import { projectRoot } from "../project-root.ts";
import type { Artefact } from "./artefact-folder.ts";
import { type OpenArtefact, readTokenizer } from "./open-artefact.ts";

const KERNELS = join(projectRoot, "worker/runtime/engine/kernels/relaxed.wasm");

/** `most`: bytes of memory at most. Throws EngineError where the engine cannot run the model, NoRoom where that is for want of memory. */
export async function openInEngine(artefact: Artefact, most: number): Promise<OpenArtefact & { bytes: number }> {
  const { folder, card } = artefact;
  const [kernels, weights] = await Promise.all([readFile(KERNELS), readFile(join(folder, WEIGHTS_FILE))]);
  const engine = createEngine(new WebAssembly.Module(kernels), { most });
  const model = engine.prepare(card, new Uint8Array(weights)).open();
  return {
    bytes: model.bytes,
    tokenizer: await readTokenizer(artefact),
    async run(encodings, onProgress = () => {}) {
      return encodings.map((encoding, i) => {
        const [logits] = complete(model.run([encoding]));
        onProgress(i + 1);
        return logits!;
      });
    },
    close: async () => model.release(),
  };
}
