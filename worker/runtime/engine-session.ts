/** The own engine inside workerd, as the model cache wants it: the same face as onnxruntime's session. */
import type { Card } from "../../r2-assets/format/card.ts";
import { logitCount, type Widths, widthsOf } from "../../r2-assets/format/logits.ts";
import type { PaddedBatch } from "../../r2-assets/format/padded-batch.ts";
import { createEngine, type Engine, type EngineModel } from "./engine/engine.ts";
import relaxed from "./engine/kernels/relaxed.wasm";
import { EngineError } from "./engine/memory.ts";
import { BUDGETS } from "./own-budgets.ts";
import type { Session } from "./session.ts";

const MOST = BUDGETS.engine;

let engine: Engine | undefined;

/** A model that has been read, and what it will take of the memory. */
export interface PreparedSession {
  bytes: number;
  open(): Session;
}

/** Bytes of the engine's memory, 0 before the first model: the high-water mark. */
export const engineBytes = (): number => engine?.memory.size ?? 0;

/** Bytes of it that are in use: by models that are warm, and by runs. */
export const engineHeld = (): number => engine?.memory.held ?? 0;

/** Throws EngineError with one sentence where the engine cannot run the model. */
export function prepareEngineSession(card: Card, weights: Uint8Array): PreparedSession {
  engine ??= createEngine(relaxed, { most: MOST }); // workerd has relaxed SIMD
  const prepared = engine.prepare(card, weights);
  if (prepared.bytes > MOST)
    throw new EngineError(`the model takes ${megabytes(prepared.bytes)} MB, and the engine has ${megabytes(MOST)}`);
  return { bytes: prepared.bytes, open: () => session(prepared.open(), widthsOf(card)) };
}

const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);

/** Runs that stand still amid their work at most: each holds its activations, megabytes of the memory. */
const MOST_PAUSED = 2;
let paused = 0;

/** Runs that stand still, and hold memory which they will give back. */
export const pausedRuns = (): number => paused;

function session(model: EngineModel, widths: Widths): Session {
  let open = true;
  return {
    async run(batch, pauses) {
      if (!open) return null;
      const texts = textsOf(batch);
      const rows = texts.reduce((sum, { ids }) => sum + ids.length, 0);
      const work = model.run(texts);
      let done = 0;
      try {
        for (;;) {
          const step = work.next();
          if (step.done) return step.value === undefined ? null : padded(batch, widths, step.value);
          done += step.value / rows;
          if (pauses === undefined || paused >= MOST_PAUSED) continue;
          await pausing(work, (free) => pauses.after(done, free));
          done = 0;
          if (!open) return null;
        }
      } finally {
        work.return([]);
      }
    },
    async release() {
      open = false;
      model.release();
    },
  };
}

/** Waits amid work. Where nobody comes back to it, the pause ends with the work, which gives back its memory. */
async function pausing(work: Generator, wait: (free: () => void) => Promise<void>): Promise<void> {
  let ended = false;
  const end = () => {
    if (!ended) paused--;
    ended = true;
  };
  paused++;
  try {
    await wait(() => {
      end();
      work.return([]);
    });
  } finally {
    end();
  }
}

/** Rows without their padding, which the engine never sees. */
function textsOf({ inputIds, attentionMask, tokenTypeIds, batch, length }: PaddedBatch) {
  return Array.from({ length: batch }, (_, row) => {
    const from = row * length;
    const tokens = attentionMask.subarray(from, from + length).reduce((sum, one) => sum + one, 0);
    return { ids: inputIds.subarray(from, from + tokens), typeIds: tokenTypeIds.subarray(from, from + tokens) };
  });
}

/** One text's numbers after another's, with zeros where graphs have the padding's. */
function padded({ batch, length }: PaddedBatch, widths: Widths, answers: readonly Float32Array[]): Float32Array {
  const size = logitCount(widths, length);
  const all = new Float32Array(batch * size);
  answers.forEach((answer, row) => {
    all.set(answer, row * size);
  });
  return all;
}
