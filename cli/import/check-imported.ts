/** An imported artefact in both runtimes, against the folder's own answers. */
import type { ReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import { EngineError, NoRoom } from "../../worker/runtime/engine/memory.ts";
import { DEPLOYED_MEMORY } from "../../worker/runtime/memory-budgets.ts";
import type { Artefact } from "../artefact/artefact-folder.ts";
import { checkAgainstReference } from "../artefact/check-against-reference.ts";
import { openInEngine } from "../artefact/open-in-engine.ts";
import type { ParityReport } from "../artefact/parity-report.ts";

/** What a wasm memory can have at most. */
const EVERYTHING = 65_535 * 65_536;

export interface ImportChecks {
  onnxruntime: ParityReport;
  /** Null where the engine cannot run the model at all; `refusal` says why. */
  engine: ParityReport | null;
  refusal: string | null;
  /** Whether the engine answers all rows in the memory that it has in an isolate as it is deployed. */
  fitsIsolate: boolean;
}

/** `reference`: what the model answered before export. Throws what onnxruntime or, but for its refusals, the engine throws. */
export async function checkImported(artefact: Artefact, reference: readonly ReferenceLogits[]): Promise<ImportChecks> {
  const onnxruntime = await checkAgainstReference(artefact, reference);
  const inEngine = (most: number) =>
    checkAgainstReference(artefact, reference, undefined, (each) => openInEngine(each, most));
  try {
    return { onnxruntime, engine: await inEngine(DEPLOYED_MEMORY), refusal: null, fitsIsolate: true };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (!(error instanceof NoRoom)) return { onnxruntime, engine: null, refusal: error.message, fitsIsolate: false };
  }
  return { onnxruntime, engine: await inEngine(EVERYTHING), refusal: null, fitsIsolate: false };
}
