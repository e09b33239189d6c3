import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { SUITES } from "../../eval/suites/index.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import golden from "../../test/golden/tokenizer.json" with { type: "json" };
import { writeGzip, writeSuites } from "../../trainer/data/text/fixtures/data-folder.ts";
import vocabularyCommand from "./vocabulary.ts";

let root: string;
let data: string;
let teacher: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vocabulary-"));
  data = join(root, "data");
  teacher = join(root, "teacher.json");
  await writeFile(teacher, JSON.stringify(golden.tokenizer));
  await writeSuites(data, {});
  await writeGzip(
    join(data, "text/a.txt.gz"),
    `${"The film was a warm film, and the films were funny.\n".repeat(3)}é\n`,
  );
  const [label] = SUITES["glue/cola"]!.labels!;
  const rows = ["the film", "warm and funny"].map((text_a, i) => JSON.stringify({ id: `${i}`, text_a, label }));
  await writeGzip(join(data, "glue/cola/train.jsonl.gz"), `${rows.join("\n")}\n`);
});
afterAll(() => rm(root, { recursive: true }));

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => vi.restoreAllMocks());

async function vocabulary(...words: string[]): Promise<string> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  vocabularyCommand(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  const given = ["--data", data, "--out", join(root, "out"), "--teacher", teacher, "--tasks", "cola", ...words];
  await program.parseAsync(["vocabulary", ...given], { from: "user" });
  return printed.join("\n");
}

test("a tokenizer.json that reads the text, and what it costs beside the teacher's", async () => {
  const report = JSON.parse(await vocabulary("--size", "50", "--json"));
  const bytes = await readFile(join(root, "out/tokenizer.json"), "utf8");
  const tokenizer = createTokenizer(JSON.parse(bytes), { maxLength: 64 });
  expect(tokenizer.largest.id).toBe(report.pieces - 1);
  const { ids } = tokenizer.encode("Film, the films");
  expect(ids.slice(1, -1).map((id) => tokenizer.tokenOf(id))).toEqual(["film", ",", "the", "films"]);

  expect(report).toMatchObject({
    asked: { size: 50, alphabet_limit: 1000, min_frequency: 2, max_word_length: 100 },
    alphabet: new Set("thefilmwasawarmfilm,andthefilmswerefunny.e").size,
    alphabet_coverage: 1,
    text: { paragraphs: 4, left_out: 0 },
  });
  const [learnt, heldOut] = report.cuts;
  expect(learnt.own).toMatchObject({ words: 40, unknown_words: 0 });
  expect(learnt.teacher.words).toBe(40);
  expect(heldOut.own).toMatchObject({ words: 0, pieces_a_word: null });
  // Two words and three, which the teacher has: the, film, warm, a ##n ##d, funny.
  expect(report.tasks).toMatchObject([{ task: "cola", rows: 2, teacher: 3.5 }]);
  expect(report.tasks[0].increase).toBeCloseTo(report.tasks[0].own / 3.5, 12);

  await vocabulary("--size", "50");
  expect(await readFile(join(root, "out/tokenizer.json"), "utf8")).toBe(bytes);
  expect(printed.at(-1)).toMatch(/^50 pieces in .*tokenizer\.json$/m);
}, 60_000);

test("fewer pieces than were asked for are told", async () => {
  const text = await vocabulary("--size", "500", "--no-tasks");
  expect(text).toContain("500 were asked for; no more pairs stand side by side 2 times");
  expect(text).not.toContain("training rows");
}, 60_000);

test.each([
  [["--tasks", "sst9"], "there is no task sst9: there are sst2, cola"],
  [["--size", "12"], '17 characters need 34 pieces with special tokens and "##": more than the 12 asked for'],
  [["--teacher", "/nowhere.json"], "cannot read /nowhere.json (ENOENT)"],
  [["--data", "/nowhere", "--no-tasks"], "/nowhere/text has no *.txt.gz"],
  [["--data", "/nowhere"], "cannot read /nowhere/glue/cola/train.jsonl.gz"],
  [["--tasks", "cola", "mrpc"], "mrpc/train.jsonl.gz"],
  [["--size", "five"], "It must be a whole number, 6 to 65536"],
])(
  "%s: one sentence",
  async (words, sentence) => {
    await expect(vocabulary(...words)).rejects.toThrow(sentence);
  },
  60_000,
);

test("a teacher that reads capitals cannot be compared", async () => {
  const cased = join(root, "cased.json");
  const normalizer = { ...golden.tokenizer.normalizer, lowercase: false };
  await writeFile(cased, JSON.stringify({ ...golden.tokenizer, normalizer }));
  await expect(vocabulary("--teacher", cased)).rejects.toThrow("reads lower case without accents");
});
