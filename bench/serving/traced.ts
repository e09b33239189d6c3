/** A published model over kernels that are counted and timed, one call at a time. */
import type { Card } from "../../r2-assets/format/card.ts";
import { readOwnSafetensors } from "../../r2-assets/format/safetensors.ts";
import { bertNetwork } from "../../worker/runtime/engine/bert.ts";
import { bilstmNetwork } from "../../worker/runtime/engine/bilstm.ts";
import { startBuilding } from "../../worker/runtime/engine/building.ts";
import { complete } from "../../worker/runtime/engine/engine.ts";
import { type Kernels, openKernels } from "../../worker/runtime/engine/kernels/kernels.ts";
import { EngineMemory } from "../../worker/runtime/engine/memory.ts";
import type { Text } from "../../worker/runtime/engine/network.ts";

/** One call of a kernel, and the milliseconds that it took. */
export interface Call {
  kernel: keyof Kernels;
  args: readonly number[];
  ms: number;
}

/** Runs of the model; `trace` times each kernel, `time` only the whole. */
export interface Traced {
  trace(text: Text): { calls: Call[]; ms: number };
  time(text: Text): number;
}

export function openTraced(module: WebAssembly.Module, { architecture, storage }: Card, weights: Uint8Array): Traced {
  const memory = new EngineMemory({ most: 512e6 });
  const plain = openKernels(module, memory.wasm);
  let calls: Call[] | null = null;
  const kernels = Object.fromEntries(
    Object.entries(plain as unknown as Record<string, (...args: number[]) => void>).map(([name, run]) => {
      const counted = (...args: number[]) => {
        if (calls === null) return run(...args);
        const started = performance.now();
        run(...args);
        const ms = performance.now() - started;
        calls.push({ kernel: name as keyof Kernels, args, ms });
      };
      return [name, counted];
    }),
  ) as unknown as Kernels;
  const { tensors } = readOwnSafetensors(weights);
  const building = startBuilding({ memory, kernels, tensors, exact: storage === "i8" });
  if (architecture.kind === "onnx") throw new RangeError("the engine runs no graph that somebody else made");
  const network =
    architecture.kind === "bert" ? bertNetwork(building, architecture) : bilstmNetwork(building, architecture);
  building.layout.place(memory);

  const time = (text: Text): number => {
    const { length } = text.ids;
    const started = performance.now();
    const activations = memory.allocate(network.activations(length, length));
    complete(network.run([text], activations.at));
    memory.release(activations);
    return performance.now() - started;
  };
  return {
    time,
    trace(text) {
      const own: Call[] = [];
      calls = own;
      try {
        const ms = time(text);
        return { calls: own, ms };
      } finally {
        calls = null;
      }
    },
  };
}
