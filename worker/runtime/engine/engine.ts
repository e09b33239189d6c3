/** Retort's own engine: opens a published model from its card and weights, and answers texts, a slice of work at a time. */

import { describedArchitecture } from "../../../r2-assets/format/architecture.ts";
import type { Card } from "../../../r2-assets/format/card.ts";
import { readOwnSafetensors } from "../../../r2-assets/format/safetensors.ts";
import { architectureMisfit } from "./architecture-misfit.ts";
import { bertNetwork } from "./bert.ts";
import { bilstmNetwork } from "./bilstm.ts";
import { startBuilding } from "./building.ts";
import { engineLacks } from "./engine-lacks.ts";
import { type Kernels, openKernels } from "./kernels/kernels.ts";
import { type Block, EngineError, EngineMemory } from "./memory.ts";
import type { Network, Text } from "./network.ts";

export interface EngineModel {
  /** Bytes of memory that the model keeps. */
  readonly bytes: number;
  /**
   * Logits of each text in turn, as `Network.run` has them. Stops between slices of the work, and says how many of the tokens' rows it was worth; there the
   * caller may look around, run other models, or leave (`return()`), which frees what the run held. Throws NoRoom before any work, and EngineError with one sentence for a text that the model cannot read.
   */
  run(texts: readonly Text[]): Generator<number, Float32Array[]>;
  /** Frees what the model keeps. Runs that are under way end with an EngineError. Safe to call twice. */
  release(): void;
}

/** A model that has been read, and takes no memory yet. */
export interface PreparedModel {
  /** Bytes of memory that it will keep. */
  readonly bytes: number;
  /** Throws NoRoom where there is none; what was open before stays so, and it may be tried again. */
  open(): EngineModel;
}

export interface Engine {
  readonly memory: EngineMemory;
  /** Throws EngineError with one sentence for a model that the engine cannot run. */
  prepare(card: Pick<Card, "architecture" | "storage">, weights: Uint8Array): PreparedModel;
}

/** Rows, tokens of all texts, that go through the layers together: more make a slice longer, and products hardly faster. */
const ROWS_TOGETHER = 128;

/** `module`: one of the kernel binaries. `most`: bytes of memory at most. */
export function createEngine(module: WebAssembly.Module, { most }: { most: number }): Engine {
  const memory = new EngineMemory({ most });
  const kernels = openKernels(module, memory.wasm);
  return { memory, prepare: (card, weights) => prepareModel(memory, kernels, card, weights) };
}

function prepareModel(
  memory: EngineMemory,
  kernels: Kernels,
  { architecture, storage }: Pick<Card, "architecture" | "storage">,
  weights: Uint8Array,
): PreparedModel {
  const lacking = engineLacks(architecture);
  if (lacking !== undefined) throw new EngineError(lacking);
  const described = describedArchitecture(architecture);
  const misfit = architectureMisfit(described);
  if (misfit !== undefined) throw new EngineError(misfit);
  const { tensors } = readOwnSafetensors(weights);
  const building = startBuilding({ memory, kernels, tensors, exact: storage === "i8" });
  const network = described.kind === "bert" ? bertNetwork(building, described) : bilstmNetwork(building, described);
  const { layout } = building;
  const open = () => {
    const block = layout.place(memory);
    tensors.clear(); // layers remember what they were made with, and with it they would hold the file
    return openModel(memory, network, block);
  };
  return { bytes: layout.bytes, open };
}

function openModel(memory: EngineMemory, network: Network, block: Block): EngineModel {
  let open = true;

  function* run(texts: readonly Text[]): Generator<number, Float32Array[]> {
    const answers: Float32Array[] = [];
    for (const group of groupsOf(texts, network.positions)) {
      const rows = group.reduce((sum, { ids }) => sum + ids.length, 0);
      const longest = Math.max(...group.map(({ ids }) => ids.length));
      const activations = memory.allocate(network.activations(rows, longest));
      try {
        const work = network.run(group, activations.at);
        for (;;) {
          if (!open) throw new EngineError("the model was released while it was at work");
          const { done, value } = work.next();
          if (done) {
            answers.push(...value);
            break;
          }
          yield value * rows;
        }
      } finally {
        memory.release(activations);
      }
    }
    return answers;
  }
  return {
    bytes: block.bytes,
    run,
    release() {
      if (open) memory.release(block);
      open = false;
    },
  };
}

/** Neighbours together, as many as have ROWS_TOGETHER rows; a longer text by itself. */
function groupsOf(texts: readonly Text[], positions: number): Text[][] {
  const groups: Text[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const { length } = text.ids;
    if (length === 0) throw new EngineError("a text has no tokens, not even special ones");
    if (length > positions) throw new EngineError(`a text has ${length} tokens, and the model ${positions} positions`);
    if (rows + length > ROWS_TOGETHER) {
      groups.push([]);
      rows = 0;
    }
    groups.at(-1)!.push(text);
    rows += length;
  }
  return groups;
}

/** The result of a run without stops between its slices. */
export function complete<Result>(work: Generator<number, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
