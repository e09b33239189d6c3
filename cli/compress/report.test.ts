import { expect, test } from "vitest";
import { csvReport } from "../report/csv-report.ts";
import { textReport } from "../report/text-report.ts";
import { compressPicture } from "./picture.ts";
import { compressReport } from "./report.ts";
import { Compression } from "./result.ts";

const model = (name: string, bytes: number, p50: number, more: object) => ({
  ...{
    name,
    model: `my-intents-${name}`,
    version: "0".repeat(12),
    method: "kd",
    folder: "out",
    parameters: bytes,
    bytes,
  },
  ...{ run: "run-1", score: { value: 0.97, ci95: [0.95, 0.98] }, trained: 0.97, detectable: null, train_seconds: 60 },
  ...{
    latency: { p50, p95: 2 * p50, n: 100, runtime: "engine" },
    misses: [],
    front: true,
    difference: null,
    loss: null,
  },
  ...more,
});

const RESULT = Compression.parse({
  ...{
    format: 1,
    task: "my/intents",
    smoke: false,
    made_at: "2026-01-01T00:00:00.000Z",
    code: "none",
    metric: "accuracy",
  },
  budget: { bytes: 4_000_000, ms: 5, loss: 0.01 },
  measured_on: { suite: "my/intents", sha256: "0".repeat(64), split: "dev", rows: 695 },
  latency: { machine: "AMD EPYC, 2 cores, node 24", method: "in turns", load: 9.4, tokens: 11 },
  models: [
    model("teacher", 22_891_468, 20, { misses: ["bytes", "ms"] }),
    model("small", 1_363_320, 4, {
      ...{ trained: 0.98, loss: "open", detectable: 0.02 },
      difference: { value: -0.0058, ci95: [-0.0158, 0.0042] },
    }),
    model("slow", 3_000_000, 8, {
      ...{ loss: "lost", misses: ["ms", "loss"], front: false },
      difference: { value: -0.03, ci95: [-0.04, -0.02] },
    }),
  ],
  left_out: [{ name: "large", bytes: 17_474_164, reason: "its weights take 17.5 MB" }],
  advice: { ship: "small", sentences: ["Ship small."], unknown: ["Much."], next: ["serve it"] },
});

test("one table says what each model is, scores, loses, takes, and whether it fits", () => {
  const lines = textReport(compressReport(RESULT)).split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "my/intents: 2 students against their teacher, as served, on 695 dev rows",
    "limits: 4.00 MB of weights, 5 ms, a loss of 0.01 at most",
  ]);
  const row = (name: string) => lines.find((line) => line.startsWith(`${name} `))?.split(/ {2,}/);
  expect(row("teacher")).toEqual([
    "teacher",
    "kd",
    "22891468",
    "-",
    "22891468",
    "0.9700 [0.9500, 0.9800]",
    "-",
    "-",
    "20.0",
    "-",
    "not size, time",
    "yes",
  ]);
  expect(row("small")?.slice(3)).toEqual([
    "16.79x",
    "1363320",
    "0.9700 [0.9500, 0.9800]",
    "-0.0058 [-0.0158, 0.0042]",
    "open",
    "4.0",
    "5.00x",
    "yes",
    "yes",
  ]);
  expect(row("slow")?.slice(-2)).toEqual(["not time, loss", "no"]);
  expect(row("large")).toEqual(["large", "17474164", "its weights take 17.5 MB"]);
});

test("notes say what stands in the figures: a busy machine, and what rounding changed", () => {
  const text = textReport(compressReport(RESULT));
  expect(text).toContain("the machine was busy, 9.4 processes on 2 cores");
  expect(text).toContain("small: 0.9800 as trained; what it is stored in makes it 0.9700");
  expect(text).not.toContain("teacher: 0.9700 as trained");
});

test("as CSV each model is a row, with the ends of its intervals", () => {
  const [head, teacher] = csvReport(compressReport(RESULT)).split("\n");
  expect(head).toContain("accuracy,accuracy_low,accuracy_high,difference,difference_low,difference_high");
  expect(teacher).toMatch(/^models,my\/intents,my\/intents,dev,695,accuracy,teacher,/);
});

test("the picture has a point a model, rings off the front, and both limits", () => {
  const svg = compressPicture(RESULT)!;
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg.match(/fill="#fff" stroke="#56b4e9"/g)).toHaveLength(1);
  for (const words of ["at most 4.00 MB", "the teacher less 0.01", "small, 4.0 ms"]) expect(svg).toContain(words);
  const undefinedScores = RESULT.models.map((each) => ({ ...each, score: { value: null, ci95: null } }));
  expect(compressPicture({ ...RESULT, models: undefinedScores })).toBeNull();
});
