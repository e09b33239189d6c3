/** What `bench/languages/run.ts` makes of runs in many languages. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { languageFigure, meanFigure, ratioFigure, SHARED } from "../bench/languages/figures.ts";
import { type Language, languagesPage } from "../bench/languages/report.ts";
import { seenRows } from "../bench/languages/seen-rows.ts";
import { SUITES } from "../eval/suites/index.ts";
import type { TaggingPrediction } from "../r2-assets/format/prediction.ts";
import { writeGzip } from "../trainer/data/text/fixtures/data-folder.ts";

/** Rows of one entity each, of which the first so many are found. */
const predictions = (rows: number, found: number): TaggingPrediction[] =>
  Array.from({ length: rows }, (_, i) => {
    const prediction = i < found ? ["B-PER"] : ["B-LOC"];
    return { id: `${i}`, prediction, scores: null, gold: ["B-PER"], correct: i < found };
  });
const figure = (rows: number, found: number, seed = 17) => languageFigure(predictions(rows, found), seed)!;

test("the languages shared with XtremeDistil are 29 of the 47", () => {
  expect(SHARED).toHaveLength(29);
  expect(SHARED.filter((language) => !(`wikiann/${language}` in SUITES))).toEqual([]);
});

test("a language's F1 is the suite's metric, and its resamples vary as they should", () => {
  const { f1, rows, drawn } = figure(400, 300);
  expect([f1, rows]).toEqual([0.75, 400]); // as many spans are predicted as there are
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length);
  const expected = Math.sqrt((0.75 * 0.25) / 400);
  expect(Math.abs(mean - 0.75)).toBeLessThan(4 * (expected / Math.sqrt(drawn.length)));
  expect(deviation / expected).toBeCloseTo(1, 0);
  expect(languageFigure([], 17)).toBeNull();
});

test("languages count alike in a mean, whatever their rows; its interval is narrower than each one's", () => {
  const figures = [figure(400, 300, 1), figure(100, 50, 2), figure(200, 200, 3)];
  const { mean, ci95, deviation, least, most } = meanFigure(figures)!;
  expect(mean).toBeCloseTo(0.75, 12);
  expect([least, most, deviation]).toEqual([0.5, 1, 0.25]);
  const error = Math.sqrt((0.1875 / 400 + 0.25 / 100) / 9);
  expect((ci95[1] - ci95[0]) / (2 * 1.96 * error)).toBeCloseTo(1, 0);
  expect(meanFigure([])).toBeNull();
  const equal = Array.from({ length: 9 }, (_, seed) => figure(100, 50, seed));
  const [low, high] = meanFigure(equal)!.ci95;
  expect((high - low) / (2 * 1.96 * Math.sqrt(0.25 / 100 / 9))).toBeCloseTo(1, 0); // each is drawn on its own
});

test("a ratio of two models is paired: against itself it is 1 for certain", () => {
  const [teacher, student] = [[figure(400, 320)], [figure(400, 300)]];
  expect(ratioFigure(teacher, teacher)).toEqual({ ratio: 1, ci95: [1, 1] });
  const { ratio, ci95 } = ratioFigure(student, teacher)!;
  expect(ratio).toBe(0.75 / 0.8);
  expect(ci95[1] - ci95[0]).toBeLessThan(0.06); // the rows that both find vary together; unpaired it is 0.14
});

test("the report has each language, the means, and the ratio where both models were asked the same", () => {
  const models = (found: number) => ({ all: figure(10, found), unseen: figure(4, 1), sample: 10 });
  const languages: Language[] = [
    { name: "en", rows: 20, seen: 5, models: { teacher: models(8), student: models(6) } },
    { name: "eu", rows: 10, seen: 0, models: { teacher: models(10), student: models(5) } },
    { name: "ja", rows: 10, seen: 0, models: { teacher: models(10) } },
  ];
  const text = languagesPage(languages, ["teacher", "student"], "teacher");
  expect(text).toMatch(/^# Names in 3 languages\n/);
  expect(text).toContain("bench/languages/run.ts DATA --against teacher teacher student");
  expect(text).toContain("Mean over all 3 languages, of which 2 have runs of all models");
  expect(text).toContain("Mean over the 1 that XtremeDistil has, too");
  expect(text).toMatch(/\| student \| all \| 0\.5500 \|.*\| 61\.1 % \(/);
  expect(text).toMatch(/\| student \| not in train \| 0\.2500 \|.*\| 100\.0 % \(100\.0 % to 100\.0 %\)/);
  expect(text).toContain("| en | 20 | 25.0 % | 0.8000 | 0.2500 | 0.6000 | 0.2500 |");
  expect(text).toContain("| ja | 10 | 0.0 % | 1.0000 | 0.2500 | – | – |");
  expect(text).toContain("Samples of 10 rows a language");
});

test("a dev row has been seen where train has its tokens, whatever the tags", async () => {
  const data = await mkdtemp(join(tmpdir(), "retort-languages-"));
  const [train, dev] = ["ner/wikiann/nl/train.conll.gz", SUITES["wikiann/nl"]!.file];
  await writeGzip(join(data, train), "Den\tB-LOC\nHaag\tI-LOC\n\nHaag\tB-LOC\n");
  await writeGzip(join(data, dev), "Den\tB-ORG\nHaag\tI-ORG\n\nden\tB-LOC\nHaag\tI-LOC\n\nDen Haag\tB-LOC\n");
  expect(await seenRows(data, "wikiann/nl")).toEqual({ seen: new Set(["wikiann-nl-dev-0"]), rows: 3 });
  await rm(data, { recursive: true });
});
