/**
 * How much memory models may take. A deployed isolate has 128 MB, of which the engine's memory has 48 MiB at most, and onnxruntime's heap, where it is
 * used, as much. On one's own machine there is no such bound: `RETORT_MODEL_MEMORY` says how many MiB in place of 48, so that teachers that no
 * isolate bears, a BERT of 12 x 768 for one, can be asked and compared there.
 */
import type { Runtime } from "../../r2-assets/format/names.ts";

const MIB = 2 ** 20;

export interface MemoryBudgets {
  /** Bytes of the engine's memory at most: of models that are warm, and for activations and what is read while one loads. */
  engine: number;
  /**
   * What warm models keep of each runtime's memory together. Neither memory shrinks; what an evicted model held is used again by the next, so a bound
   * on the living bounds the high-water mark.
   *
   * The engine's is known to the byte. onnxruntime's heap is estimated: where it is used at all it takes 17 MB empty, and activations up to 15. In an
   * isolate that is together at most some 112 MB; the script and its JavaScript objects (vocabularies above all) have the rest.
   */
  warm: Record<Runtime, number>;
}

/** Bytes of the engine's memory for activations and loading, beside warm models. */
export const BESIDE_WARM = 16 * MIB;

const DEPLOYED = 48;

/** Bytes of the engine's memory in an isolate as it is deployed; onnxruntime's heap has as much. */
export const DEPLOYED_MEMORY = DEPLOYED * MIB;

/** `mebibytes`: as the variable has it; what is no number of at least 48 counts as not given. */
export function memoryBudgets(mebibytes: string | undefined): MemoryBudgets {
  const given = Number(mebibytes ?? DEPLOYED);
  const engine = (given >= DEPLOYED ? Math.min(given, 4095) : DEPLOYED) * MIB; // a wasm memory has 4 GiB at most
  const warm = engine - BESIDE_WARM;
  return { engine, warm: { engine: warm, ort: warm } };
}
