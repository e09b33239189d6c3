/** From files to a task, and each bad one to its sentence. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findTask } from "../../trainer/tasks/find-task.ts";
import { readOwnTask } from "../../trainer/tasks/own/read-own-task.ts";
import { foundTask, type TaskOrder } from "./add-task.ts";
import { textKey } from "./same-text.ts";
import { writeTask } from "./write-task.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-task-"));
});
afterAll(() => rm(folder, { recursive: true }));

const PARQUET = new URL("../../test/golden/parquet/", import.meta.url).pathname;

type Files = Partial<Record<"train" | "dev" | "test" | "unlabelled", [name: string, content: string]>>;

/** The task of such files, and what is told of it. */
async function found(
  files: Files,
  { layout = {}, drop = [], keep = [] }: { layout?: TaskOrder["layout"]; drop?: string[]; keep?: string[] } = {},
) {
  const paths = await Promise.all(
    Object.entries(files).map(async ([split, [name, content]]) => {
      await writeFile(join(folder, name), content);
      return [split, join(folder, name)] as const;
    }),
  );
  const policy = { drop: new Set(drop), keep: new Set(keep) } as TaskOrder["policy"];
  return foundTask({
    id: "my/task",
    createdBy: "test",
    layout,
    policy,
    ...(Object.fromEntries(paths) as { train: string }),
  });
}

const LABELS = ["play", "weather", "alarm"];
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `please do number ${from + i},${LABELS[(from + i) % 3]}`);
const csv = (rows: readonly string[], titles = "text,label") => `${[titles, ...rows].join("\n")}\n`;
const TRAIN = lines(0, 40);
const DEV = lines(40, 52);
const of = (train: readonly string[], dev: readonly string[] = DEV): Files => ({
  train: ["train.csv", csv(train)],
  dev: ["dev.csv", csv(dev)],
});

describe("a task of each kind", () => {
  test("classes", async () => {
    const { files } = await found(of(TRAIN));
    expect(files.task).toMatchObject({
      task: "text-classification",
      labels: ["alarm", "play", "weather"],
      split: { by: "file" },
      rows: { train: 40, dev: 12 },
      label_counts: { dev: { alarm: 4, play: 4, weather: 4 } },
      sources: { train: { file: "train.csv", rows: 40 } },
    });
    expect(files.rows.train[0]).toEqual({ id: "train-2", text_a: "please do number 0", label: "play" });
  });

  test("classes that are numbers, by the names that somebody gives them", async () => {
    const numbered = (rows: readonly string[]) => csv(rows.map((row, i) => row.replace(/,.*/, `,${i % 3}`)));
    const files: Files = { train: ["n.csv", numbered(TRAIN)], dev: ["n-dev.csv", numbered(DEV)] };
    const { files: written } = await found(files, { layout: { labelNames: ["stop", "go", "again"] } });
    expect(written.task).toMatchObject({ labels: ["stop", "go", "again"], label_order: "as --label-names has them" });
    expect(written.rows.train[1]).toMatchObject({ label: "go" });
    await expect(found(files, { layout: { labelNames: ["stop", "go"] } })).rejects.toThrow(
      "n.csv, line 4: 2 is none of the 2 labels that --label-names numbers from 0",
    );
  });

  test("label sets: none in a row is a set, too, and they stand in the labels' order", async () => {
    const sets = ["a; b", "", "b", "b;c", "c;a"];
    const rows = (from: number, to: number) => lines(from, to).map((line, i) => line.replace(/,.*/, `,${sets[i % 5]}`));
    const { files } = await found({ train: ["sets.csv", csv(rows(0, 30))], dev: ["sets-dev.csv", csv(rows(30, 40))] });
    expect(files.task).toMatchObject({ task: "multi-label-classification", labels: ["a", "b", "c"] });
    expect(files.rows.train.slice(0, 5).map((row) => "labels" in row && row.labels)).toEqual([
      ["a", "b"],
      [],
      ["b"],
      ["b", "c"],
      ["a", "c"],
    ]);
  });

  test("scores of pairs", async () => {
    const rows = (from: number, to: number) => lines(from, to).map((line, i) => `${line},${i / 4}`);
    const { files, notes } = await found({
      train: ["s.csv", csv(rows(0, 30), "sentence1,sentence2,score")],
      dev: ["s-dev.csv", csv(rows(30, 40), "sentence1,sentence2,score")],
    });
    expect(files.task).toMatchObject({ task: "text-regression", pairs: true, metrics: ["pearson", "spearman"] });
    expect(files.rows.dev[1]).toEqual({ id: "dev-3", text_a: "please do number 31", text_b: "weather", label: 0.25 });
    expect(notes).toContain("dev has 10 rows: so few tell models apart only where they differ by much");
  });

  test("tags, of CoNLL and in another scheme", async () => {
    const sentence = (i: number) => `It O\nis O\nword${i} S-PER\n\n`;
    const of = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => sentence(from + i)).join("");
    const { files, notes } = await found({ train: ["eng.train", of(0, 30)], dev: ["eng.dev", of(30, 40)] });
    expect(files.task).toMatchObject({
      task: "token-classification",
      labels: ["B-PER", "I-PER", "O"],
      label_counts: { train: { PER: 30 } },
    });
    expect(files.rows.train[0]).toMatchObject({ tokens: ["It", "is", "word0"], tags: ["O", "O", "B-PER"] });
    expect(notes).toContain("eng.train: tags are read from BIOES");
  });

  test("spans, in a table and in SQuAD's JSON, each at its place", async () => {
    const rows = (from: number, to: number) =>
      lines(from, to).map((line, i) => `who did ${from + i}?,${line.split(",")[0]},number`);
    const table = await found({
      train: ["q.csv", csv(rows(0, 30), "question,context,answer")],
      dev: ["q-dev.csv", csv(rows(30, 40), "question,context,answer")],
    });
    expect(table.files.rows.train[0]).toMatchObject({ answers: [{ text: "number", answer_start: 10 }] });
    const squad = (from: number, to: number) =>
      JSON.stringify({
        version: "v2.0",
        data: rows(from, to).map((row, i) => {
          const [question, context] = row.split(",");
          const qa = {
            id: `q${from + i}`,
            question,
            answers: i % 2 ? [] : [{ text: "number", answer_start: 10 }],
            is_impossible: i % 2 === 1,
          };
          return { paragraphs: [{ context, qas: [qa] }] };
        }),
      });
    const { files } = await found({ train: ["q.json", squad(0, 30)], dev: ["q-dev.json", squad(30, 40)] });
    expect(files.task).toMatchObject({ task: "question-answering", script: "squad-v2.0", columns: { id: "id" } });
    expect(files.rows.train[1]).toMatchObject({ id: "q1", answers: [], is_impossible: true });
  });
});

describe("rows are refused by name, with counts and the first of them", () => {
  test.each<[string, Files, string]>([
    [
      "the same text in train and dev",
      of(TRAIN, [...DEV, "Please  do number 3,play"]),
      'leaks: 1 row of train.csv has the text of a row of dev.csv, the first "please do number 3" in line 5 and in line 14 there',
    ],
    ["with another label", of(TRAIN, [...DEV, "please do number 4,alarm"]), "; 1 of them with another answer"],
    [
      "repeated rows",
      of([...TRAIN, TRAIN[0]!, TRAIN[0]!, TRAIN[7]!]),
      'duplicates: 3 rows of train.csv repeat the text and the answer of another, the first "please do number 0" in lines 2 and 42',
    ],
    [
      "texts with two labels",
      of([...TRAIN, "please do number 5,play"]),
      'contradictions: 1 text of train.csv has several answers in 2 rows, the first "please do number 5" in lines 7 and 42',
    ],
    [
      "an empty text",
      of([...TRAIN, " ,play"]),
      "empty: 1 row of train.csv lacks a text or a label, the first in line 42: text is empty",
    ],
    [
      "an empty label",
      of([...TRAIN, "a text,", "another,"]),
      "empty: 2 rows of train.csv lack a text or a label, the first in line 42: label is empty",
    ],
    [
      "labels that train lacks",
      of(TRAIN, [...DEV, "new one,timer"]),
      'unseen-labels: 1 row of dev.csv has a label that train.csv lacks (timer), the first in line 14: "new one"',
    ],
  ])("%s", async (_, files, sentence) => {
    const refused = found(files);
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toThrow(/\nnothing is written; --drop [a-z-]+ leaves them out/);
  });

  test("all at once, and dropped where somebody says so", async () => {
    const files = of([...TRAIN, TRAIN[0]!, " ,play", "please do number 5,play"], [...DEV, TRAIN[9]!, "new,timer"]);
    await expect(found(files)).rejects.toThrow(
      /\nempty: .*\ncontradictions: .*\nduplicates: .*\nleaks: .*\nunseen-labels: .*\n/,
    );
    const drop = ["empty", "contradictions", "duplicates", "leaks", "unseen-labels"];
    const { files: written } = await found(files, { drop });
    expect(written.task.rows).toEqual({ train: 38, dev: 13 });
    expect(written.task.left_out).toHaveLength(5);
  });

  test("or kept, where that can be", async () => {
    const files = of([...TRAIN, TRAIN[0]!], [...DEV, TRAIN[9]!]);
    const { files: written, notes } = await found(files, { keep: ["duplicates", "leaks"] });
    expect(written.task.rows).toEqual({ train: 41, dev: 13 });
    expect(notes.filter((note) => note.startsWith("kept: "))).toHaveLength(2);
  });

  test("an answer that is not at its place", async () => {
    const rows = lines(0, 30).map((line, i) => `who ${i}?,${line.split(",")[0]},number,${i === 4 ? 3 : 10}`);
    await expect(found({ train: ["place.csv", csv(rows, "question,context,answer,answer_start")] })).rejects.toThrow(
      'misplaced: 1 row of place.csv has an answer that is not in the context at its place, the first in line 6: "number"',
    );
  });
});

describe("a file that is none, or says nothing, is one sentence", () => {
  test.each<[string, Files, string]>([
    [
      "of three rows",
      { train: ["three.csv", csv(lines(0, 3))] },
      "three.csv has 3 rows to learn from: 16 are needed at least",
    ],
    [
      "of few rows, some of which are dev's",
      { train: ["few.csv", csv(["foo bar,play", "baz qux,alarm", "hello there,play"])] },
      "few.csv has 3 rows, 2 of them to learn from: 16 are needed at least",
    ],
    ["that is its own dev file", of(TRAIN, TRAIN), "--train and --dev hold the same bytes: every row would be a leak"],
    [
      "with a label that is a book",
      of([...TRAIN, `please do it,${"L".repeat(501)}`]),
      "train.csv, line 42: a label of 501 characters is no name",
    ],
    ["of few rows beside a dev file", of(lines(0, 9)), "train.csv has 9 rows to learn from: 16 are needed at least"],
    [
      "of one class",
      of(TRAIN.map((line) => line.replace(/,.*/, ",play"))),
      'train.csv: every row has the label "play"; a classification suite needs two',
    ],
    [
      "with broken quotes",
      of([...TRAIN.slice(0, 5), '"open quote,play', ...TRAIN.slice(5)]),
      "train.csv: line 42: a quote is open at the end of the file, and has been since the record behind line 6",
    ],
    [
      "with a quote inside",
      of([...TRAIN, 'say "x" now,play']),
      "train.csv: line 42: a quote inside a field that is not in quotes",
    ],
    ["with a field too many", of([...TRAIN, "yes, please,play"]), "train.csv: line 42: 3 fields under 2 titles"],
    [
      "with other columns than train",
      { ...of(TRAIN), dev: ["dev.csv", csv(DEV, "text,intent")] },
      "dev.csv has no column label; it has text, intent",
    ],
    [
      "with a score that is none",
      {
        train: [
          "n.ndjson",
          `${TRAIN.map((text, i) => JSON.stringify({ text, score: i === 6 ? "good" : i / 3 })).join("\n")}\n`,
        ],
      },
      'n.ndjson, line 7: score is "good", which is no number',
    ],
    [
      "with tags that are too few",
      {
        train: [
          "t.ndjson",
          `${Array.from({ length: 20 }, (_, i) => JSON.stringify({ tokens: ["a", `b${i}`], tags: i === 2 ? ["O"] : ["O", "B-X"] })).join("\n")}\n`,
        ],
      },
      "t.ndjson, line 3: there are 1 tags for 2 words",
    ],
    ["of no rows", { train: ["none.csv", "text,label\n"] }, "none.csv has no rows"],
  ])("%s", async (_, files, sentence) => {
    await expect(found(files)).rejects.toThrow(sentence);
  });

  test("ids that two rows share are not taken; who asks for them is told", async () => {
    const numbered = (rows: readonly string[]) =>
      csv(
        rows.map((row, i) => `${i},${row}`),
        "id,text,label",
      );
    const files: Files = { train: ["i.csv", numbered(TRAIN)], dev: ["i-dev.csv", numbered(DEV)] };
    const trouble = "line 2 of i-dev.csv has the id of line 2 of i.csv, 0";
    const { files: written, notes } = await found(files);
    expect(notes).toContain(`id is not taken for ids, since ${trouble}; rows are called train-1, by their place`);
    expect(written.rows.train[0]).toMatchObject({ id: "train-2" });
    await expect(found(files, { layout: { id: "id" } })).rejects.toThrow(`--id id: ${trouble}`);
  });

  test("Parquet's nested columns are named where they would be read", async () => {
    const policy: TaskOrder["policy"] = { drop: new Set(), keep: new Set() };
    const nested = { id: "my/task", createdBy: "test", policy, train: join(PARQUET, "zstd.parquet") };
    await expect(foundTask({ ...nested, layout: { label: ["nested"], text: "text" } })).rejects.toThrow(
      "nested is nested: a label is a text, a number, or a list",
    );
  });
});

describe("without a dev file", () => {
  const rows = lines(0, 600);

  test("the text decides, whatever the order: the same text is on one side", async () => {
    const { files, notes } = await found({ train: ["all.csv", csv(rows)] });
    const { files: again } = await found({ train: ["all.csv", csv([...rows].reverse())] });
    const texts = ({ rows }: typeof files) => rows.dev.map((row) => textKey(row)).sort();
    expect(texts(files)).toEqual(texts(again));
    expect(files.task.split).toEqual({ by: "hash", share: 0.1667 });
    expect(files.rows.dev.length).toBeGreaterThan(60);
    expect(notes).toContain(
      `there is no dev file: ${files.rows.dev.length} of 600 rows are dev, those whose text has a hash in the lowest 16.67 %`,
    );
  });

  test("test rows are kept out of both", async () => {
    const { files } = await found(
      { train: ["all.csv", csv(rows)], test: ["test.csv", csv(lines(590, 620))] },
      { drop: ["leaks"] },
    );
    expect(files.task.rows).toMatchObject({ test: 30 });
    expect(files.rows.train.length + files.rows.dev.length).toBe(590);
  });
});

describe("unlabelled texts", () => {
  test("are lines of a text file or a column, each once", async () => {
    const { files, notes } = await found({ ...of(TRAIN), unlabelled: ["texts.txt", "one\ntwo\n\none\n"] });
    expect(files.unlabelled).toEqual([
      { id: "text-1", text_a: "one" },
      { id: "text-2", text_a: "two" },
    ]);
    expect(notes).toEqual(
      expect.arrayContaining([
        "texts.txt: 1 texts that are there before are left out",
        "texts.txt: 1 empty texts are left out",
      ]),
    );
    const { files: others } = await found({
      ...of(TRAIN),
      unlabelled: ["more.csv", csv(["three", "four"], "sentence")],
    });
    expect(others.unlabelled).toEqual([
      { id: "text-2", text_a: "three" },
      { id: "text-3", text_a: "four" },
    ]);
  });
});

test("what is written is read back as a task that can be trained, and nothing else is left", async () => {
  const data = join(folder, "data");
  const { files } = await found({ ...of(TRAIN), test: ["test.csv", csv(lines(60, 70))] });
  const place = await writeTask(data, files);
  await writeTask(data, files); // replaces it
  expect((await readdir(place)).sort()).toEqual(["dev.jsonl", "task.json", "test.jsonl", "train.jsonl"]);
  expect(await readdir(join(data, "tasks/my"))).toEqual(["task"]);
  expect(await readOwnTask(data, "my/task")).toEqual(files.task);
  const ids = (await readFile(join(place, "train.jsonl"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).id);
  expect(ids).not.toEqual(files.rows.train.map(({ id }) => id)); // drawn, so that the first ones are a sample
  expect([...ids].sort()).toEqual(files.rows.train.map(({ id }) => id).sort());
  const task = await findTask("my/task", data);
  expect(task).toMatchObject({
    name: "my/task",
    suites: ["my/task"],
    labels: ["alarm", "play", "weather"],
    files: ["tasks/my/task/train.jsonl", "tasks/my/task/dev.jsonl"],
  });
  expect(task.judgedBy?.map(({ file }) => file)).toEqual(["tasks/my/task/dev.jsonl", "tasks/my/task/test.jsonl"]);
});

test("a data folder that is a file is one sentence", async () => {
  const { files } = await found(of(TRAIN));
  await expect(writeTask(join(folder, "train.csv"), files)).rejects.toThrow(
    /^\S+train\.csv\/tasks\/my\/task cannot be written \(ENOTDIR\)$/,
  );
});
