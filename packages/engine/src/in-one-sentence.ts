import { SafetensorsError } from "../../../r2-assets/format/safetensors.ts";
import { EngineError } from "../../../worker/runtime/engine/memory.ts";

/** What `work` gives; what it throws of files that do not fit, or for want of memory, as an EngineError. */
export function inOneSentence<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof SafetensorsError) throw new EngineError(error.message.replace(/\.$/, ""));
    if (error instanceof RangeError) throw new EngineError(`there is no room for the model here: ${error.message}`);
    throw error;
  }
}
