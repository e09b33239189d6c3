/** Own rows as their owner meets them: a CSV becomes a task by `retort task add`, and is trained on with no recipe file. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foundTask } from "../cli/task/add-task.ts";
import { writeTask } from "../cli/task/write-task.ts";
import { Card } from "../r2-assets/format/card.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder } from "./fixtures/tiny-training.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-own-rows-"));
  await writeTinyEncoder(join(folder, "encoder"));
});
afterAll(() => rm(folder, { recursive: true }));

const data = () => join(folder, "data");

/** `retort task add` in this process. */
async function addHere(id: string, train: string): Promise<void> {
  const policy = { drop: new Set<never>(), keep: new Set<never>() };
  const { files } = await foundTask({ id, train, layout: {}, policy, createdBy: "test" });
  await writeTask(data(), files);
}

const FILMS = ["the film", "this movie", "a story", "the plot", "a good film", "that bad film"];
const VERDICTS = { good: ["warm", "funny", "great", "moving"], bad: ["dull", "slow", "boring", "awful"] };

/** Made-up verdicts, all of them different. */
function* verdicts(): Generator<{ text: string; label: "good" | "bad" }> {
  for (const film of FILMS)
    for (const [label, words] of Object.entries(VERDICTS) as ["good" | "bad", string[]][])
      for (const word of words) yield { text: `${film} was ${word}`, label };
}
const ROWS = [...verdicts()];

async function file(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}
const csv = (name: string, titles: string, line: (row: (typeof ROWS)[number], i: number) => string, rows = ROWS) =>
  file(name, `${[titles, ...rows.map(line)].join("\n")}\n`);
const cardOf = async (place: string) =>
  Card.parse(JSON.parse(await readFile(join(folder, "out", place, "card.json"), "utf8")));

test("from a CSV to a teacher and its students", async () => {
  const train = await csv("verdicts.csv", "text,label", ({ text, label }) => `${text},${label}`);
  const texts = await file("texts.txt", ROWS.map(({ text }) => `${text} and ${text}\n`).join(""));
  const files = ["--train", train, "--unlabelled", texts];
  const added = await runRetort(["task", "add", "my/verdicts", ...files, "--data", data()]).ended;
  expect(added).toMatchObject({ code: 0, stderr: "" });
  expect(added.stdout).toMatch(
    /^my\/verdicts: classes\nrows: train \d+, dev \d+, unlabelled 48; dev was split from train by a hash/,
  );
  await trainHere(tinyJob(folder, "my/verdicts/teacher", { "train.limit": "2048" })); // as --smoke has it
  expect((await cardOf("my/verdicts/teacher")).training).not.toHaveProperty("subset"); // there are no more
  await trainHere(tinyJob(folder, "my/verdicts/pkd-skip", { "options.layers": "2" }));
  const student = await cardOf("my/verdicts/pkd-skip");
  expect(student).toMatchObject({
    id: "my-verdicts-pkd-skip",
    trained_on: "my/verdicts",
    labels: ["bad", "good"],
    teacher: { id: "my-verdicts-teacher" },
    training: { recipe: "my/verdicts/pkd-skip" },
  });

  // What is judged by is kept out of the unlabelled texts with no other data set there.
  await trainHere(tinyJob(folder, "my/verdicts/xtremedistil", { "options.units": "4", "options.embedding": "4" }));
  expect((await cardOf("my/verdicts/xtremedistil")).training?.stages?.map(({ on }) => on)).toEqual([
    "transfer",
    "task",
  ]);
});

test.each<[string, () => Promise<string>, string]>([
  [
    "label sets",
    () => csv("sets.csv", "text,labels", ({ text, label }, i) => `${text},${label}${i % 3 ? "" : "|long"}`),
    "micro_f1",
  ],
  [
    "scores of pairs",
    () =>
      csv("pairs.csv", "sentence1,sentence2,score", ({ text, label }, i) => `${text},the plot was ${label},${i / 8}`),
    "pearson",
  ],
  [
    "tags",
    () =>
      file(
        "names.conll",
        ROWS.map(({ text }) =>
          text
            .split(" ")
            .map((word, i) => `${word}\t${i === 1 ? "B-WORK" : "O"}\n`)
            .join(""),
        ).join("\n"),
      ),
    "span_f1",
  ],
  [
    "spans",
    () =>
      csv(
        "spans.csv",
        "question,context,answer",
        ({ text }, i) => `the plot was what ${i}?,${text},${text.split(" ").at(-1)}`,
      ),
    "f1",
  ],
])("%s are learnt", async (kind, written, metric) => {
  const name = `my/${kind.replaceAll(" ", "-")}`;
  await addHere(name, await written());
  await trainHere(tinyJob(folder, `${name}/teacher`, { "train.epochs": "1" }));
  const { trained_on, training } = await cardOf(`${name}/teacher`);
  expect(trained_on).toBe(name);
  expect(training?.dev).toHaveProperty(metric);
});
