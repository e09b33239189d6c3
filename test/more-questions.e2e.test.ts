/** More text for question answering: further files of labelled questions, and questions whose answers are not used. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SUITES } from "../eval/suites/index.ts";
import { Card } from "../r2-assets/format/card.ts";
import { writeGzip } from "../trainer/data/text/fixtures/data-folder.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { TINY_PLAN, writeTinyEncoder, writeTinySquad, writeTinyText } from "./fixtures/tiny-training.ts";

const TEACHER = "squad/teacher";
const MORE = "own/questions.json.gz";
const { file: MLQA } = SUITES["mlqa/en"]!;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-more-questions-"));
  const data = join(folder, "data");
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyText(data, 2); // every suite's file
  await writeTinySquad(data, 12, 8);
  await writeGzip(join(data, MORE), questions(12, "good"));
  await writeGzip(join(data, MLQA), questions(40, "warm"));
  await trainHere(tinyJob(folder, TEACHER, { more_rows: JSON.stringify([MORE]), choose: "half", "train.epochs": "1" }));
});
afterAll(() => rm(folder, { recursive: true }));

/** What was so? On contexts of their own, whose later half is longer than a window of 32 tokens. */
function questions(count: number, word: string): string {
  const paragraphs = Array.from({ length: count }, (_, i) => {
    const sentence = (j: number) => `story ${word[0]}${i} was slow ${j} times .`;
    const before = Array.from({ length: i < count / 2 ? 1 : 5 }, (_, j) => sentence(j)).join(" ");
    const answers = [{ text: word, answer_start: before.length + " it was ".length }];
    return {
      context: `${before} it was ${word} .`,
      qas: [{ id: `${word}-${i}`, question: `what was ${word[0]} ${i} ?`, answers }],
    };
  });
  return JSON.stringify({ data: [{ title: "Stories", paragraphs }] });
}

const json = async (...path: string[]) => JSON.parse(await readFile(join(folder, "out", ...path), "utf8"));

test("card and record of a teacher say how many rows of which files it learnt from", async () => {
  const { training, description } = Card.parse(await json(TEACHER, "card.json"));
  const more_rows = [{ file: MORE, rows: 12, left_out: 0 }];
  const subset = `8,200 of the 87,599 questions of SQuAD v1.1's train split, and 12 of ${MORE}`;
  expect(training).toMatchObject({ more_rows, subset, choose: "half" });
  expect(description).toContain(`; trained on ${subset}`);
  expect(await json(TEACHER, "training.json")).toMatchObject({ more_rows, trained_on: subset });
});

test.each([
  { method: "kd", objective: "logits", options: { temperature: 2, alpha: 0.5 } },
  { method: "kronecker", objective: "layers", options: { plan: TINY_PLAN } },
])(
  "$method learns $objective of questions without their answers, then of rows with them",
  async ({ method, objective, options }) => {
    const stages = [{ on: "transfer", objective }, { on: "task" }];
    const name = "squad/kronecker-19x";
    const settings = {
      method,
      start: "null",
      options: JSON.stringify(options),
      teacher: TEACHER,
      transfer: JSON.stringify([MLQA]),
    };
    const job = tinyJob(
      folder,
      name,
      {
        ...settings,
        "train.quantization_aware": "false",
        "train.epochs": "1",
        "stages.0.train.epochs": "2",
        more_rows: JSON.stringify([MORE]),
        stages: JSON.stringify(stages),
      },
      { place: `squad/${method}` },
    );
    expect((await trainHere(job)).kind).toBe("finished");

    const { training } = Card.parse(await json("squad", method, "card.json"));
    expect(training).toMatchObject({ transfer_suites: ["mlqa/en"], more_rows: [{ rows: 12 }] });
    expect(training!.subset).toMatch(
      /own\/questions.json.gz, and without labels on texts of mlqa\/en; mlqa\/en no longer tests it$/,
    );
    const [first, second] = (await json("squad", method, "training.json")).stages;
    expect(first.left_out).toEqual({ read: 40, left_out: 0 });
    expect(first.train_examples).toBeGreaterThan(38); // long contexts are several windows
    expect(first.held_out).toBeGreaterThan(1);
    const losses = first.dev.map(({ primary, loss }: { primary: string; loss: number }) => [primary, loss]);
    expect(losses.map(([primary]: [string]) => primary)).toEqual(Array(2).fill("loss"));
    expect(losses.at(-1)[1]).toBeLessThan(losses[0][1]);
    expect(second.dev[0].primary).toBe("f1");
  },
);

test("what a teacher has read tests its student no more either", async () => {
  const name = "squad/pkd-skip";
  const settings = { method: "kd", options: '{"temperature":2,"alpha":0.5}', teacher: "squad/kd", start: "null" };
  await trainHere(tinyJob(folder, name, { ...settings, "train.epochs": "1" }));
  const { training, description } = Card.parse(await json(name, "card.json"));
  expect(training).toMatchObject({ inherited_suites: ["mlqa/en"] });
  expect(training).not.toHaveProperty("transfer_suites");
  const told = "mlqa/en no longer tests it, as what taught it, or what it began with, has read it";
  expect(description).toContain(`of SQuAD v1.1's train split; ${told}`);
});
