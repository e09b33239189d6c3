import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { writeTinyText, writeTinyTransfer } from "../../test/fixtures/tiny-training.ts";
import { tf } from "../backend/tf.ts";
import type { TransferEntry } from "../data/transfer/entry.ts";
import { loadTransfer, type TransferText } from "../data/transfer/load-transfer.ts";
import type { Batch, Objective } from "../methods/method.ts";
import { taskNamed } from "../tasks/index.ts";
import { openTransfer } from "./transfer-texts.ts";

const tiny = new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url);
const FILE = "sentiment/reviews.jsonl.gz";
const MADE: TransferEntry = { rule: "disorder", from: [FILE], most: 200 };

let data: string;
let student: ReturnType<typeof createTokenizer>;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "retort-transfer-texts-"));
  await writeTinyText(data, 2); // every suite's file
  await writeTinyTransfer(data, 60);
  student = createTokenizer(JSON.parse(await readFile(tiny, "utf8")), { maxLength: 16 });
});
afterAll(() => rm(data, { recursive: true }));

const open = (transfer: TransferEntry[], task = "cola") => {
  const source = { task: taskNamed(task), transfer, answers: null, tokenizers: { student, teacher: null } };
  const where = { backend: "cpu", data, out: "", models: "", pieces: "", code: "" } as const;
  return openTransfer({ ...source, choose: undefined, wholeWords: false }, { limit: null }, where, { log() {} });
};
const labelsOf = (tensor: ReturnType<Awaited<ReturnType<typeof open>>["targets"]>) => [...tensor.dataSync()];

test("texts that were made have the label that their rule gives, by which they are judged, too", async () => {
  const { train, heldOut, targets, judge } = await open([MADE]);
  const options = { asks: taskNamed("cola"), limit: null, devLimit: null, log() {} };
  const made = await loadTransfer<TransferText>(data, [MADE], { ...options, inputsOf: (text) => [text] });
  const expected = made.train.map(({ label }) => ["unacceptable", "acceptable"].indexOf(label!));
  expect(train.map(({ id }) => id)).toEqual(made.train.map(({ id }) => id));
  expect(new Set(expected)).toEqual(new Set([0, 1]));
  expect(labelsOf(targets([...train.keys()]))).toEqual(expected);

  const judged: number[] = [];
  const objective: Objective = {
    run: () => ({ logits: tf.zeros([1, 2]) }) as never,
    teach: () => undefined,
    loss(_, { targets, positions }: Batch) {
      for (const [i, label] of labelsOf(targets).entries()) judged[positions[i]! - train.length] = label;
      return { total: tf.scalar(1), terms: {} };
    },
  };
  judge({}, {} as never, objective);
  expect(heldOut).toHaveLength(made.dev.length);
  expect(judged).toEqual(made.dev.map(({ label }) => (label === "acceptable" ? 1 : 0)));
});

test("texts of files have no targets, nor have those whose rule says what is no label of the task", async () => {
  for (const { train, targets } of [await open([FILE]), await open([MADE], "sst2"), await open([FILE, MADE])])
    expect(labelsOf(targets([...train.keys()]))).toEqual([]);
});
