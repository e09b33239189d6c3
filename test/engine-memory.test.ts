/** What the engine lets go of: an open model lives in the engine's memory alone, and its file can be collected. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { projectRoot } from "../cli/project-root.ts";
import type { Card } from "../r2-assets/format/card.ts";
import { CARD_FILE, WEIGHTS_FILE } from "../r2-assets/format/keys.ts";
import { createEngine } from "../worker/runtime/engine/engine.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const kernels = new WebAssembly.Module(await readFile(join(projectRoot, "worker/runtime/engine/kernels/relaxed.wasm")));

/** An open model, and the bytes of its file as far as somebody still holds them. Nothing of this function's own outlives it. */
async function opened(id: string) {
  const [json, file] = await Promise.all(
    [CARD_FILE, WEIGHTS_FILE].map((name) => readFile(join(projectRoot, "r2-assets/models", id, name))),
  );
  const weights = new Uint8Array(file!);
  const card = JSON.parse(json!.toString()) as Card;
  const model = createEngine(kernels, { most: 2 ** 26 })
    .prepare(card, weights)
    .open();
  return { model, file: new WeakRef(weights.buffer) };
}

/** Bytes of this process's buffers that are still needed. They are swept by and by, and a reference that was just made holds on for a turn. */
async function held(): Promise<number> {
  for (let i = 0; i < 10; i++) {
    collect();
    await sleep(5);
  }
  return process.memoryUsage().arrayBuffers;
}

test.each(["sst2-shared-projections-down-48-kd", "sst2-kronecker-30x", "sst2-svd-19x", "sst2-xtremedistil-soft"])(
  "of %s neither the file nor a copy of it is held",
  async (id) => {
    const before = await held();
    const { model, file } = await opened(id);
    expect((await held()) - before).toBeLessThan(model.bytes / 20);
    expect(file.deref() === undefined).toBe(true);
  },
);
