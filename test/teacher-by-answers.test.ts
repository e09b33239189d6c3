/** Students of a teacher that is there by its answers alone, on the cpu backend. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerFiles } from "../cli/training/answer-files.ts";
import { Card } from "../r2-assets/format/card.ts";
import { sha256 } from "../r2-assets/format/digest.ts";
import { readSafetensors, toFloat32 } from "../r2-assets/format/safetensors.ts";
import { createTokenizer } from "../r2-assets/format/tokenizer.ts";
import { readAnswers } from "../trainer/data/answers/teacher-answers.ts";
import { contentKey, readPart } from "../trainer/methods/teacher-part.ts";
import { askTeacher } from "../trainer/training/ask-teacher.ts";
import { tinyJob, trainHere, trainProcess } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue, writeTinyText, writeTinyTransfer } from "./fixtures/tiny-training.ts";

const TEACHER = "sst2/teacher-run-1";
const STAGES = [
  { on: "transfer", objective: "logits", train: { epochs: 1 } },
  { on: "task", train: { epochs: 2 } },
];
const SST2 = { task: "text-classification" as const, labels: ["negative", "positive"] };
const [ROWS, TEXTS] = ["by/rows.ndjson.gz", "by/texts.ndjson"];

let folder: string;
let data: string;
/** What the teacher says, as it was computed for the student that asked it. */
const said = new Map<string, number[]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-answers-"));
  data = join(folder, "data");
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyText(data, 16);
  await writeTinyGlue(data, "sst2", 32, 16);
  await writeTinyTransfer(data, 60);
  await trainHere(tinyJob(folder, TEACHER, { "train.epochs": "1" }));
  await trainHere(student("sst2/asked", { teacher: TEACHER }));
  const outputs = join(folder, "out", TEACHER, "outputs");
  const byContent = new Map<string, number[]>();
  for (const file of await readdir(outputs, { recursive: true }))
    for (const [key, { logits }] of (await readPart(join(outputs, file))) ?? []) byContent.set(key, [...logits]);
  const json = JSON.parse(await readFile(join(folder, "encoder", "tokenizer.json"), "utf8"));
  const tokenizer = createTokenizer(json, { maxLength: 32 });
  for (const file of ["glue/sst2/train.jsonl.gz", "sentiment/reviews.jsonl.gz"])
    for (const line of gunzipSync(await readFile(join(data, file)))
      .toString()
      .split("\n")
      .filter(Boolean)) {
      const { id, text_a } = JSON.parse(line);
      const logits = byContent.get(contentKey(tokenizer.encode(text_a)));
      if (logits !== undefined) said.set(id, logits);
    }
  await mkdir(join(data, "by"));
  await answer(ROWS, idsOf("sst2-train-"));
  await answer(TEXTS, idsOf("review-"));
});
afterAll(() => rm(folder, { recursive: true }));

const idsOf = (prefix: string) => [...said.keys()].filter((id) => id.startsWith(prefix));

/** Writes a file of answers into the data folder: to each of the ids `line`, its logits unless told. */
async function answer(
  file: string,
  ids: readonly string[],
  line = (id: string): object => ({ id, logits: said.get(id) }),
) {
  const content = ids.map((id) => `${JSON.stringify(line(id))}\n`).join("");
  await writeFile(join(data, file), file.endsWith(".gz") ? gzipSync(content) : content);
}

const student = (place: string, changes: Record<string, string>) =>
  tinyJob(
    folder,
    "sst2/kd",
    {
      "options.layers": "2",
      transfer: JSON.stringify(["sentiment/reviews.jsonl.gz"]),
      stages: JSON.stringify(STAGES),
      ...changes,
    },
    { place },
  );
const byAnswers = (place: string, files: readonly string[], changes: Record<string, string> = {}) =>
  student(place, { teacher: "null", teacher_logits: JSON.stringify({ name: "MPNet", files }), ...changes });

const left = (place: string, file: string) => readFile(join(folder, "out", place, file));
const cardOf = async (place: string) => Card.parse(JSON.parse((await left(place, "card.json")).toString()));
const recordOf = async (place: string) => JSON.parse((await left(place, "training.json")).toString());

test("by the logits that a model gave, the student is to the last bit the one that the model taught", async () => {
  await trainHere(byAnswers("sst2/by-answers", [ROWS, TEXTS]));
  expect(
    (await left("sst2/by-answers", "weights.safetensors")).equals(await left("sst2/asked", "weights.safetensors")),
  ).toBe(true);
  const { teacher, training } = await cardOf("sst2/by-answers");
  const source = async (file: string, rows: number) => ({
    ...{ name: "MPNet", file, answers: "logits", rows },
    sha256: await sha256(await readFile(join(data, file))),
  });
  const taught = { sources: [await source(ROWS, 32), await source(TEXTS, idsOf("review-").length)], left_out: 0 };
  expect([teacher, training!.teacher_logits]).toEqual([null, taught]);
  const record = await recordOf("sst2/by-answers");
  expect([record.teacher, record.teacher_logits]).toEqual([null, taught]);
});

test("probabilities teach as the logits do that they are of, but for rounding", async () => {
  const scored = (id: string) => {
    const [a, b] = said.get(id)!.map(Math.exp) as [number, number];
    return { id, model: "m@0123456789ab", scores: { positive: b / (a + b), negative: a / (a + b) } };
  };
  await answer("by/scored.ndjson", [...said.keys()], scored);
  const settings = { teacher: "null", teacher_logits: JSON.stringify({ files: ["by/scored.ndjson"] }) };
  await trainHere(student("sst2/by-scores", settings));
  const [source] = (await cardOf("sst2/by-scores")).training!.teacher_logits!.sources;
  expect(source).toMatchObject({ name: "m@0123456789ab", answers: "probabilities", rows: said.size });
  const weights = async (place: string) => readSafetensors(await left(place, "weights.safetensors")).tensors;
  const [scoredWeights, asked] = [await weights("sst2/by-scores"), await weights("sst2/asked")];
  for (const [name, tensor] of scoredWeights)
    toFloat32(tensor).forEach((x, i) => {
      // A logarithm of an exponential is off by 1e-7; AdamW made 2e-6 of it in some 15 steps of up to 1e-2.
      expect(Math.abs(x - toFloat32(asked.get(name)!)[i]!), name).toBeLessThan(1e-4);
    });
});

test("rows and texts without an answer are left out and counted, once each", async () => {
  await answer("by/few.ndjson", [...idsOf("sst2-train-").slice(0, 20), ...idsOf("review-").slice(0, 40)]);
  const lines: string[] = [];
  const stages = JSON.stringify([...STAGES, { on: "task", objective: "logits", train: { epochs: 1 } }]);
  const job = byAnswers("sst2/by-few", ["by/few.ndjson"], { stages });
  await trainHere(job, { log: (line) => lines.push(line) });
  expect(lines).toContainEqual("MPNet teaches by 60 answers in by/few.ndjson");
  expect(lines).toContainEqual(
    "sst2: 20 training and 16 dev inputs, 12 left out that the teacher did not answer; " +
      "trained on 20 of the rows of sst2's training split, those that its teacher answered",
  );
  const { training, description } = await cardOf("sst2/by-few");
  const texts = idsOf("review-").length - 40;
  expect(training!.teacher_logits).toMatchObject({ sources: [{ rows: 60 }], left_out: 12 + texts });
  expect(training!.subset).toContain("that its teacher answered");
  expect(description).toContain("that its teacher answered");
  const { stages: made } = await recordOf("sst2/by-few");
  expect(made.map(({ unanswered }: { unanswered: number }) => unanswered)).toEqual([texts, 12, 12]);

  await answer("by/few.ndjson", [...said.keys()].slice(1));
  await expect(trainHere({ ...job, existing: "resume" })).rejects.toThrow("belongs to another recipe, data set");
});

test("answers to other rows are refused with an id of each", async () => {
  await answer("by/others.ndjson", idsOf("review-").slice(0, 1));
  const job = byAnswers("sst2/others", ["by/others.ndjson"], { stages: JSON.stringify([{ on: "task" }]) });
  await expect(trainHere(job)).rejects.toThrow(
    "of 32 rows none has an answer in by/others.ndjson: rows have ids such as sst2-train-0, answers such as review-",
  );
});

describe("what a teacher says of all that its student would learn from", () => {
  const ask = (place: string, file: string, changes: Record<string, string> = {}) => {
    const job = student(place, { teacher: TEACHER, ...changes });
    return askTeacher(job, join(data, file), job, { log() {} });
  };
  const linesOf = async (file: string): Promise<{ id: string; logits: number[]; text_sha256?: string }[]> =>
    gunzipSync(await readFile(join(data, file)))
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  test("is written with three decimals, texts by their hash, too, and teaches in its place", async () => {
    const file = "by/written.ndjson.gz";
    expect(await ask("sst2/asking", file)).toMatchObject({ kind: "finished", answers: said.size });
    const lines = await linesOf(file);
    expect(lines.map(({ id }) => id).sort()).toEqual([...said.keys()].sort());
    for (const { id, logits, text_sha256 } of lines) {
      logits.forEach((x, i) => {
        expect(Math.abs(x - said.get(id)![i]!)).toBeLessThanOrEqual(5.01e-4);
      });
      expect(text_sha256 === undefined).toBe(id.startsWith("sst2-train-"));
    }
    const reviews = gunzipSync(await readFile(join(data, "sentiment/reviews.jsonl.gz"))).toString();
    const { id, text_a } = JSON.parse(reviews.split("\n")[0]!);
    const [first] = lines.filter((line) => line.id === id);
    expect(first!.text_sha256).toBe((await sha256(JSON.stringify([text_a]))).slice(0, 4));

    await trainHere(byAnswers("sst2/by-written", [file]));
    const { teacher_logits } = (await cardOf("sst2/by-written")).training!;
    expect((await readAnswers(data, { files: [file] }, SST2)).sources[0]!.name).toMatch(
      /^sst2-fine-tuned-run-1@[0-9a-f]{12}$/,
    );
    expect(teacher_logits).toMatchObject({ sources: [{ file, rows: said.size }], left_out: 0 });
  });

  test("is refused as another text's where the hash is another", async () => {
    const [changed] = idsOf("review-");
    await answer("by/changed.ndjson", [...said.keys()], (id) => ({
      ...{ id, logits: said.get(id) },
      ...(id === changed && { text_sha256: "0000000000" }),
    }));
    await expect(trainHere(byAnswers("sst2/by-changed", ["by/changed.ndjson"]))).rejects.toThrow(
      `by/changed.ndjson answers another text of the id ${changed}: rule or data have changed since`,
    );
  });

  test("cannot be written without a model to ask", async () => {
    const job = byAnswers("sst2/nobody", [ROWS, TEXTS]);
    await expect(askTeacher(job, join(data, "by/nobody.ndjson"), job, { log() {} })).rejects.toThrow(
      "recipe sst2/kd: no model teaches it that could be asked",
    );
  });

  test("is not asked for where its file cannot be written", async () => {
    const job = student("sst2/nowhere", { teacher: TEACHER });
    await expect(askTeacher(job, "/proc/none/answers.ndjson", job, { log() {} })).rejects.toThrow(
      "cannot write /proc/none/answers.ndjson: E",
    );
  });

  test("`retort train --write-answers` writes it, and trains nothing", async () => {
    const file = join(folder, "by-command.ndjson.gz");
    const job = student("sst2/kd", { teacher: TEACHER });
    const { code, stderr } = await trainProcess(job, "--write-answers", file).ended;
    expect({ code, stderr }).toMatchObject({
      ...{ code: 0, stderr: expect.stringMatching(`train: wrote ${said.size} answers, [\\d,]+ bytes: ${file}\n`) },
    });
    await expect(left("sst2/kd", "card.json")).rejects.toThrow("ENOENT");
    const beside = await trainProcess(job, "--write-answers", file, "--resume").ended;
    expect(beside).toMatchObject({ code: 1, stderr: expect.stringContaining("--write-answers trains nothing") });
  });
});

describe("--teacher-logits", () => {
  test("names a file of the data folder, a path, or a recorded run, in place of the recipe's teacher", async () => {
    const assets = join(folder, "assets");
    const run = join(assets, "runs/own/train/m/run-1");
    await mkdir(run, { recursive: true });
    const named = [ROWS, join(data, TEXTS), basename(run)];
    expect(await answerFiles(named, data, assets)).toEqual({
      teacher: "null",
      teacher_logits: JSON.stringify({ files: [ROWS, join(data, TEXTS), run] }),
    });
    expect(await answerFiles(undefined, data, assets)).toEqual({});
    await expect(answerFiles(["none"], data, assets)).rejects.toThrow(/^--teacher-logits: there is no none in /);
  });
});
