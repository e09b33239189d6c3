import { expect, test } from "vitest";
import { GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { padBatch } from "../../r2-assets/format/padded-batch.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import golden from "../../test/golden/classify.json";
import { tinyFiles } from "../test/artefacts.ts";
import { createOrtSession, wasmHeapBytes } from "./ort.ts";

const files = tinyFiles("teacher") as Record<string, Uint8Array>;
const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(files[TOKENIZER_FILE])), { maxLength: 32 });
const encodings = golden.cases.map(({ text, text_pair }) => tokenizer.encode(text, text_pair));
const batchOf = (rows: typeof encodings) => padBatch(rows, { padId: tokenizer.padId });

test("logits in workerd equal those of PyTorch", async () => {
  const session = await createOrtSession(files);
  const logits = (await session.run(batchOf(encodings)))!;
  const expected = golden.cases.flatMap((c) => c.logits);
  // float32 through two layers: sums in another order
  for (const [i, value] of expected.entries()) expect(logits[i]).toBeCloseTo(value, 5);
  await session.release();
});

test("concurrent runs of two sessions do not disturb each other", async () => {
  const [a, b] = await Promise.all([
    createOrtSession(files),
    createOrtSession(tinyFiles("student") as Record<string, Uint8Array>),
  ]);
  const alone = [await a.run(batchOf(encodings)), await b.run(batchOf(encodings))];
  const together = await Promise.all([0, 1, 0, 1, 0, 1].map((i) => [a, b][i]!.run(batchOf(encodings))));
  expect(together).toEqual([0, 1, 0, 1, 0, 1].map((i) => alone[i]));
  await a.release();
  await b.release();
});

test("a run that was waiting while its session was released answers null", async () => {
  const session = await createOrtSession(files);
  await session.release();
  expect(await session.run(batchOf(encodings))).toBeNull();
});

test("a run never waits for the event loop, so an aborted request cannot leave it half done", async () => {
  const session = await createOrtSession(files);
  let turned = false;
  setTimeout(() => {
    turned = true;
  });
  await session.run(batchOf(encodings));
  expect(turned).toBe(false);
  await session.release();
});

test("a released session's part of the heap is used again", async () => {
  for (let i = 0; i < 5; i++) await (await createOrtSession(files)).release();
  const before = wasmHeapBytes();
  expect(before).toBeGreaterThan(2 ** 20);
  for (let i = 0; i < 50; i++) await (await createOrtSession(files)).release();
  expect(wasmHeapBytes()).toBe(before);
});

test("a graph that is no graph is refused, and the next one loads", async () => {
  await expect(createOrtSession({ ...files, [GRAPH_FILE]: new Uint8Array(100) })).rejects.toThrow();
  await expect(createOrtSession({ ...files, [WEIGHTS_FILE]: new Uint8Array(100) })).rejects.toThrow();
  const session = await createOrtSession(files);
  expect(await session.run(batchOf(encodings))).toHaveLength(2 * golden.cases.length);
  await session.release();
});
