import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { windowsFor } from "../../eval/answers/answer-question.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { TASKS, taskNamed } from "./index.ts";
import type { RowLimits } from "./task.ts";

const tiny = new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url);
const ALL = { train: null, dev: null };
const tokenizer = createTokenizer(JSON.parse(await readFile(tiny, "utf8")), { maxLength: 16 });
const tokenizers = { student: tokenizer, teacher: null };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-tasks-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, bytes: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), typeof bytes === "string" ? gzipSync(bytes) : bytes);
}
const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

test("labels are the suite's, in its order, or the names of a head's outputs", () => {
  for (const { suites, task, labels } of TASKS)
    for (const suite of suites) {
      expect(SUITES[suite].task).toBe(task);
      const outputs = { "text-regression": ["score"], "question-answering": ["start", "end"] }[task as string];
      expect(labels).toEqual(outputs ?? SUITES[suite].labels);
    }
  expect(new Set(TASKS.map(({ name }) => name)).size).toBe(TASKS.length);
});

test("only tasks without their official train split say what they train on", () => {
  const subsets = TASKS.filter(({ subset }) => subset !== null);
  expect(subsets.map(({ name }) => name)).toEqual(["mnli", "qnli", "qqp", "squad", "imdb"]);
});

test("an unknown task is refused with the names of those there are", () => {
  expect(() => taskNamed("yelp")).toThrow(
    "no task named yelp; known: sst2, cola, mrpc, rte, stsb, wnli, mnli, qnli, qqp, squad, wnut17, imdb, wikiann, snips, atis",
  );
});

test("pairs with labels by name become examples; a row without an id is named by its place", async () => {
  await write(
    "glue/rte/train.jsonl.gz",
    lines(
      { id: "own", text_a: "the film was dull", text_b: "a slow film", label: "not_entailment" },
      { text_a: "warm rain", text_b: "it is warm", label: "entailment" },
    ),
  );
  await write("glue/rte/dev.jsonl.gz", lines({ text_a: "good", text_b: "bad", label: 1 }));
  const { train, dev, leftOut, sha256 } = await taskNamed("rte").load(folder, tokenizers, ALL);
  expect(train.map(({ id, target }) => [id, target])).toEqual([
    ["own", 1],
    ["rte-train-1", 0],
  ]);
  const { ids, typeIds } = tokenizer.encode("warm rain", "it is warm");
  expect(train[1]).toMatchObject({ ids, typeIds });
  expect([dev.suite, dev.rows, dev.inputs.length, leftOut]).toEqual(["glue/rte", 1, 1, 0]);

  const limited = await taskNamed("rte").load(folder, tokenizers, { train: 1, dev: 1 });
  expect(limited.train).toEqual(train.slice(0, 1));
  expect(limited.sha256).toBe(sha256); // of the files, however little of them is used
});

test("a teacher with another tokenizer reads the same rows in its own tokens", async () => {
  const file = JSON.parse(await readFile(tiny, "utf8"));
  const cased = createTokenizer({ ...file, normalizer: { ...file.normalizer, lowercase: false } }, { maxLength: 16 });
  const rows = lines({ text_a: "Warm rain", label: 1 });
  await write("glue/sst2/train.jsonl.gz", rows);
  await write("glue/sst2/dev.jsonl.gz", rows);
  const { train, dev } = await taskNamed("sst2").load(folder, { student: tokenizer, teacher: cased }, ALL);
  const { ids, typeIds } = tokenizer.encode("Warm rain");
  const taught = cased.encode("Warm rain");
  expect(taught.ids).not.toEqual(ids);
  expect(train).toEqual([
    { id: "sst2-train-0", ids, typeIds, target: 1, teacher: { ids: taught.ids, typeIds: taught.typeIds } },
  ]);
  expect(dev.inputs).toEqual([{ ids, typeIds }]); // dev asks the student
  const same = await taskNamed("sst2").load(folder, tokenizers, ALL);
  expect(same.train[0]).not.toHaveProperty("teacher");
});

test("MNLI is judged on its matched dev split, scores are targets as they are", async () => {
  const pair = { text_a: "good", text_b: "bad" };
  await write("glue/mnli/train-subset.jsonl.gz", lines({ ...pair, label: "contradiction" }));
  await write("glue/mnli/dev_matched.jsonl.gz", lines({ ...pair, label: "neutral" }));
  await write("glue/stsb/train.jsonl.gz", lines({ ...pair, label: 0.067 }));
  await write("glue/stsb/dev.jsonl.gz", lines({ ...pair, label: 5 }));
  const mnli = await taskNamed("mnli").load(folder, tokenizers, ALL);
  expect([mnli.dev.suite, mnli.train[0].target]).toEqual(["glue/mnli-matched", 2]);
  const stsb = await taskNamed("stsb").load(folder, tokenizers, ALL);
  expect([stsb.dev.suite, stsb.train[0].target]).toEqual(["glue/stsb", 0.067]);
});

test("a task of several suites takes as many rows of each file, and is judged by each", async () => {
  const { suites, files, load } = taskNamed("wikiann");
  expect([suites.length, suites[0], files.length]).toEqual([47, "wikiann/en", 94]);
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => `cook\tB-PER\nrain\tO\nslow${i}\tO\n\n`).join("");
  for (const [i, file] of files.entries()) await write(file, rows(i === 0 ? 5 : file.includes("/train.") ? 2 : 1));
  const all = await load(folder, tokenizers, ALL);
  expect([all.train.length, all.dev.rows]).toEqual([5 + 46 * 2, 47]);
  expect(all.train.at(0)).toMatchObject({ id: "wikiann-en-train-0", target: [-1, 2, 6, 6, -1] });
  expect(all.train.at(-1)?.id).toBe("wikiann-zh-train-1");
  const ids = async (limit: Partial<RowLimits>) =>
    (await load(folder, tokenizers, { ...ALL, ...limit })).train.map(({ id }) => id);
  expect(await ids({ each: 3 })).toHaveLength(3 + 46 * 2);
  expect(await ids({ train: 47 })).toEqual(all.train.map(({ id }) => id).filter((id) => id.endsWith("-0")));
  expect(await ids({ train: 95, each: 3 })).toHaveLength(95);
  const { dev } = await load(folder, tokenizers, { train: 1, dev: 3 });
  expect(Object.keys(dev.score(dev.inputs.map(({ ids }) => new Float32Array(7 * ids.length))).parts ?? {})).toEqual(
    suites,
  );
});

test("a long context is several windows, to train on as it is served", async () => {
  const context = "The cast was warm, but the plot was slow and the end was never in doubt.";
  const qa = (id: string, text: string, answer_start: number) => ({
    id,
    question: "what was slow",
    answers: [{ text, answer_start }],
  });
  const qas = [qa("q", "plot", context.indexOf("plot")), qa("lost", "plot", 3)];
  const squad = JSON.stringify({ data: [{ paragraphs: [{ context, qas }] }] });
  await write("qa/squad-train-v1.1-subset.json.gz", squad);
  await write("qa/squad-dev-v1.1.json.gz", squad);
  const { train, leftOut, dev } = await taskNamed("squad").load(folder, tokenizers, ALL);
  const { windows } = windowsFor(tokenizer, { question: "what was slow", context });
  const served = windows.map(({ ids, typeIds }) => ({ ids, typeIds }));
  expect(train.map(({ ids, typeIds }) => ({ ids, typeIds }))).toEqual(served);
  expect(train.map(({ id }) => id)).toEqual(windows.map((_, i) => `q/${i}`));
  expect(leftOut).toBe(1); // "plot" is not at 3
  expect(dev.inputs).toEqual([...served, ...served]);
});

test("a blank text teaches nothing; the row is left out and counted", async () => {
  const rows = lines({ text_a: " ", label: 0 }, { text_a: "a warm film", label: 1 });
  await write("glue/sst2/train.jsonl.gz", rows);
  await write("glue/sst2/dev.jsonl.gz", rows);
  const { train, leftOut } = await taskNamed("sst2").load(folder, tokenizers, ALL);
  expect([train.length, leftOut]).toEqual([1, 1]);
});

test("a file that is missing, damaged or has an odd row is refused in one sentence", async () => {
  const load = () => taskNamed("sst2").load(folder, tokenizers, ALL);
  const train = "glue/sst2/train.jsonl.gz";
  await expect(load()).rejects.toThrow(
    `cannot read ${join(folder, train)}: ENOENT; --data names the folder that holds glue/sst2`,
  );
  await write(train, Uint8Array.of(1, 2, 3));
  await expect(load()).rejects.toThrow("train.jsonl.gz is not a gzip file, or it is damaged");
  await write(train, lines({ text_a: "warm", label: 1 }, { text_a: "dull", label: 2 }));
  await expect(load()).rejects.toThrow("train.jsonl.gz: line 2: label: 2 is no index of negative, positive");
  await write(train, "");
  await expect(load()).rejects.toThrow("train.jsonl.gz: there are no rows");
});

test("IMDb's dev is a part of train, which is sorted by label: drawn, the same whatever the limits, and never learnt from", async () => {
  const review = (i: number) => ({ id: `r${i}`, text_a: "a slow film", label: Number(i >= 2_000) });
  await write("sentiment/imdb/train.jsonl.gz", lines(...Array.from({ length: 4_000 }, (_, i) => review(i))));
  const { files, load } = taskNamed("imdb");
  expect(files).toEqual(["sentiment/imdb/train.jsonl.gz"]);
  const whole = await load(folder, tokenizers, ALL);
  expect([whole.train.length, whole.dev.rows]).toEqual([1_500, 2_500]);
  const some = await load(folder, tokenizers, { train: 100, dev: 50 });
  expect(some.train).toEqual(whole.train.slice(0, 100));
  expect(some.dev.rows).toBe(50);
  const fewer = await load(folder, tokenizers, { train: 100, each: 60, dev: 50 });
  expect(fewer.train).toEqual(whole.train.slice(0, 60));
  const ones = some.train.filter(({ target }) => target === 1).length;
  expect(Math.abs(ones - 50)).toBeLessThan(20);
  const { dev } = await load(folder, tokenizers, { train: 0, dev: null });
  const judged = [...dev.references(dev.inputs.map(() => new Float32Array(2)))].map(({ id }) => id);
  expect(new Set([...judged, ...whole.train.map(({ id }) => id)]).size).toBe(4_000);
});
