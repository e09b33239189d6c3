import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROW_SCHEMAS, type RowKind } from "../../r2-assets/format/rows.ts";
import { perturbationNamed } from "../perturbations/index.ts";
import { createRowReader } from "../readers/row-reader.ts";
import { plainValue } from "../statistics/statistic.ts";
import { KINDS } from "./index.ts";
import type { Kind } from "./kind.ts";
import { perturbRow } from "./perturb-row.ts";

const NAMES = Object.keys(KINDS) as RowKind[];
const suite = { id: "retort/test", labels: ["negative", "positive"] };

/** The compiler sees to it that a new member is listed. */
const MEMBERS = {
  ...{ kind: true, row: true, lines: true, upload: true, texts: true, perturb: true, stratum: true },
  ...{ labelMismatch: true, runs: true, answerer: true, said: true },
  ...{ submission: true, item: true, official: true, submitted: true },
  ...{ judge: true, prediction: true, metrics: true, tally: true },
  ...{ parts: true, kept: true, labelShift: true, failures: true, textless: true, withoutGold: true, columns: true },
} satisfies Record<keyof Kind, true>;

/** A line of an upload, and a record of a CSV submission that answers it as its gold does. */
const EXAMPLES = {
  classification: [{ text_a: "A warm, funny film.", label: "positive" }, { label: "1" }],
  "multi-label": [{ text_a: "A warm, funny film.", labels: ["positive", "negative"] }, { labels: "0|positive" }],
  regression: [{ text_a: "One text about it.", text_b: "Another text.", label: 3.5 }, { score: "3.5" }],
  tagging: [{ tokens: ["Ada", "wrote", "programs"], tags: ["B-PER", "O", "O"] }, { tags: "B-PER O O" }],
  "question-answering": [
    { question: "Who wrote programs?", context: "Ada wrote programs.", answers: ["Ada"] },
    { answer: "Ada", no_answer_probability: "0.25" },
  ],
  behavioural: [
    { test: "names", type: "INV", capability: "NER", texts: ["Ann is good.", "Bob is good."], expect: null },
    { labels: "positive positive" },
  ],
} satisfies Record<RowKind, [object, Record<string, string>]>;

describe.each(NAMES)("%s", (name) => {
  const kind = KINDS[name] as Kind;
  const [line, record] = EXAMPLES[name];

  test("the kind is complete: every member is there, and none besides", () => {
    expect(Object.keys(kind).sort()).toEqual(Object.keys(MEMBERS).sort());
    expect(Object.values(kind)).not.toContain(undefined);
    expect(kind.kind).toBe(name);
    expect(kind.row).toBe(ROW_SCHEMAS[name]);
  });

  test("its own metrics can be had", () => {
    const tally = kind.tally(suite);
    expect([tally.rows, tally.errors]).toEqual([0, 0]);
    for (const metric of kind.metrics) {
      const statistic = tally.statistic(metric);
      expect(statistic === null ? null : plainValue(statistic), `${metric} over no rows`).toBeNull();
    }
  });

  test("a row goes all the way from the line it is read from to the table of its prediction", () => {
    const options = name === "tagging" ? {} : { labels: suite.labels };
    const row = createRowReader(name, options).add({ id: "1", ...line }, 1)!;
    expect(kind.row.parse(row)).toEqual(row);
    expect(Object.keys(kind.texts(row)).length).toBeGreaterThan(0);
    expect(kind.runs(row, 128).every((tokens) => tokens > 3)).toBe(true);
    expect(kind.answerer.refuse(row)).toBeUndefined();
    const perturbed = perturbRow(name, row, perturbationNamed("CharTypos")!);
    if (perturbed !== null) expect(Object.keys(kind.row.parse(perturbed))).toEqual(Object.keys(row));

    const item = { id: "1", ...kind.item(new Map(Object.entries(record)), suite) };
    expect(kind.submission.safeParse(item).success).toBe(true);
    const answer = kind.submitted(item, row, suite);
    if (typeof answer === "string") throw new Error(answer);
    expect(kind.said(answer).length).toBeGreaterThan(0);

    const prediction = kind.judge(row, answer, suite);
    expect(kind.prediction.parse(prediction)).toEqual(prediction);
    expect(prediction.correct).not.toBe(false);
    expect(kind.prediction.parse(kind.judge(row, { error: "none" }, suite)).prediction).toBeNull();
    const tally = kind.tally(suite);
    tally.add(prediction);
    expect(tally.rows).toBe(1);
    expect(kind.withoutGold(prediction)).not.toHaveProperty("gold");
    const columns = Object.entries(kind.columns({ ...suite, metrics: [...kind.metrics] }));
    expect(columns[0]![0]).toBe("id");
    for (const [title, cell] of columns) expect(cell({ ...prediction }) ?? "", title).not.toBeTypeOf("object");
  });
});

test("a kind is a folder of its own name", () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((folder) => folder.name).sort()).toEqual([...NAMES].sort());
});

test("nobody else has a table of kinds, or tells one from another", () => {
  const root = join(import.meta.dirname, "..", "..");
  const telling = new RegExp(`in RowKind\\]|Record<RowKind|[kK]ind(Of\\([^)]*\\))? *[!=]== *"(${NAMES.join("|")})"`);
  // The second is read off KINDS; the third finds out of which kind somebody's columns are, before there are rows of any.
  const own = [join("eval", "kinds"), join("eval", "answers", "index.ts"), join("cli", "task")];
  const guilty = ["eval", "worker", "cli"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .map((path) => join(room, path))
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
      .filter((path) => !own.some((start) => path.startsWith(start)))
      .filter((path) => telling.test(readFileSync(join(root, path), "utf8"))),
  );
  expect(guilty).toEqual([]);
});
