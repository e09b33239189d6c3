import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { csvReport } from "./csv-report.ts";
import { formatCell } from "./format-cell.ts";
import { markdownReport } from "./markdown-report.ts";
import { type ColumnOf, type Report, section } from "./report.ts";
import { giveReport, withReport } from "./report-files.ts";
import { textReport } from "./text-report.ts";

interface Row {
  name: string;
  score: number | null;
  ci95: [number, number] | null;
  n: number;
  extra?: number;
}
const columns: ColumnOf<Row>[] = [
  { title: "name", name: "name", format: "text", of: ({ name }) => name },
  { title: "score", name: "score", format: "figure", of: ({ score, ci95 }) => ({ value: score, ci95 }) },
  { title: "n", name: "rows", format: "count", of: ({ n }) => n },
  { title: "extra", name: "extra", format: "signed", of: ({ extra }) => extra },
];
const rows: Row[] = [
  { name: "a|b <i>", score: 0.123456, ci95: [0.1, 0.2], n: 1000 },
  { name: '=1+1, "x"', score: null, ci95: null, n: 7 },
];
const report: Report = {
  title: "the [report]",
  lines: ["one line"],
  sections: [
    section("first", columns, rows, { notes: ["a note"] }),
    section("long", columns, [{ name: "c", score: 1, ci95: null, n: 1, extra: 0.25 }], { detail: true }),
    section("empty", columns, []),
  ],
  json: { rows },
};

test("the terminal shows aligned tables without details, and no title over an only one", () => {
  expect(textReport(report)).toBe(
    [
      "the [report]",
      "one line",
      "name       score                       n",
      "a|b <i>    0.1235 [0.1000, 0.2000]  1000",
      '=1+1, "x"  -                           7',
      "a note",
    ].join("\n"),
  );
  const two = { ...report, sections: report.sections.map((s) => ({ ...s, detail: false })) };
  expect(textReport(two)).toContain("\n\nlong:\nname  score   n    extra\nc     1.0000  1  +0.2500");
});

test("Markdown has everything, and no name of the data can end a cell or start a tag", () => {
  expect(markdownReport(report)).toBe(
    `# the \\[report\\]

one line

## first

| name | score | n |
| --- | --- | ---: |
| a\\|b \\<i\\> | 0.1235 [0.1000, 0.2000] | 1000 |
| =1+1, "x" | - | 7 |

a note

## long

| name | score | n | extra |
| --- | --- | ---: | ---: |
| c | 1.0000 | 1 | +0.2500 |

## empty
`,
  );
});

test("CSV is one table of all sections, with unrounded numbers, intervals as columns and no formulas", () => {
  expect(csvReport(report).split("\r\n")).toEqual([
    "section,name,score,score_low,score_high,rows,extra",
    "first,a|b <i>,0.123456,0.1,0.2,1000,",
    `first,"'=1+1, ""x""",,,,7,`,
    "long,c,1,,,1,0.25",
    "",
  ]);
});

test("what a report is about stands in every line of its CSV, where the line does not say otherwise", () => {
  const about = { model: "a", rows: 9 };
  const sections = [report.sections[0]!, section("bare", [columns[0]!], [{ name: "d", score: 1, ci95: null, n: 1 }])];
  expect(csvReport({ ...report, sections, about }).split("\r\n")).toEqual([
    "section,model,rows,name,score,score_low,score_high",
    "first,a,1000,a|b <i>,0.123456,0.1,0.2",
    `first,a,7,"'=1+1, ""x""",,,`,
    "bare,a,9,d,,,",
    "",
  ]);
});

test.each([
  [null, "figure", "-"],
  [undefined, "count", "-"],
  [{ value: null, ci95: null }, "signed-figure", "-"],
  [{ value: 0.05, ci95: [-0.01, 0.11] }, "signed-figure", "+0.0500 [-0.0100, 0.1100]"],
  [{ value: -0.05, ci95: null }, "signed-figure", "-0.0500"],
  [0, "signed", "0.0000"],
  [0.00001234, "p", "1.23e-5"],
  [0.25, "fraction", "0.2500"],
  [12, "count", "12"],
] as const)("%j as %s is %s", (cell, format, text) => {
  expect(formatCell(cell as Parameters<typeof formatCell>[0], format)).toBe(text);
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-report-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

test("writes each file in the format of its ending, and prints text or JSON", async () => {
  const [log, error] = [vi.spyOn(console, "log"), vi.spyOn(console, "error")].map((spy) => spy.mockReturnValue());
  const files = ["r.md", "sub/r.JSON", "r.csv"].map((name) => join(folder, name));
  await giveReport(report, { report: files });
  const [md, json, csv] = await Promise.all(files.map((file) => readFile(file, "utf8")));
  expect(md).toBe(markdownReport(report));
  expect(JSON.parse(json!)).toEqual(report.json);
  expect(csv).toBe(csvReport(report));
  expect(error!.mock.calls).toEqual(files.map((file) => [`report written to ${file}`]));
  await giveReport(report, { json: true });
  expect(log!.mock.calls).toEqual([[textReport(report)], [JSON.stringify(report.json, null, 2)]]);
});

test("a file that can't be written is one clear error", async () => {
  vi.spyOn(console, "log").mockReturnValue();
  await writeFile(join(folder, "file"), "");
  const path = join(folder, "file/r.md");
  await expect(giveReport(report, { report: [path] })).rejects.toThrow(/^.*r\.md cannot be written \([A-Z]+\)$/);
});

test("an ending that is no format is refused before any work is done", () => {
  const command = withReport(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
  expect(() => command.parse(["--report", "r.html"], { from: "user" })).toThrow("ends in .md, .json or .csv");
  command.parse(["--report", "a.md", "b.csv"], { from: "user" });
  expect(command.opts().report).toEqual(["a.md", "b.csv"]);
});
