import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { KINDS } from "../../eval/kinds/index.ts";
import { perturbRow } from "../../eval/kinds/perturb-row.ts";
import { perturbationNamed } from "../../eval/perturbations/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { canonicalRows, type QaRow } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { recordedRuns } from "../assets/recorded-files.ts";
import { takeOutTexts } from "./take-out-texts.ts";

const rows: QaRow[] = ["Paris", "Rome"].map((town, i) => ({
  id: `q${i}`,
  question: `Which interesting town is number ${i}?`,
  context: `Number ${i} is the interesting old town of ${town}.`,
  answers: [{ text: town }],
}));
const { judge } = KINDS["question-answering"];

let assets: string;
let suite: SuiteInfo;
beforeEach(async () => {
  assets = await mkdtemp(join(tmpdir(), "retort-texts-"));
  suite = {
    ...{ id: "own/towns", task: "question-answering", rows: 2, metrics: ["f1"], licence: "none", source: "none" },
    ...{ sha256: await sha256(canonicalRows("question-answering", rows)), visibility: "public" },
  };
  await put("suites/own/towns/suite.json", JSON.stringify(suite));
});
afterEach(() => rm(assets, { recursive: true }));

async function put(path: string, text: string) {
  await mkdir(join(assets, path, ".."), { recursive: true });
  await writeFile(join(assets, path), text);
}

async function putRun(
  id: string,
  asked: readonly QaRow[],
  answers: readonly string[],
  changes: Partial<RunRecord> = {},
) {
  const ndjson = answers.map((answer, i) => `${JSON.stringify(judge(asked[i]!, { answer }, suite))}\n`).join("");
  const record: RunRecord = {
    ...{ id, suite: suite.id, suite_sha256: suite.sha256, rows: 2, model: "external/reader", version: null },
    ...{ method: null, runtime: null, metrics: {}, primary: "f1", errors: 0 },
    ...{ predictions_sha256: await sha256(ndjson), created_at: "2026-11-20T10:00:00Z", code: "test", ...changes },
  };
  await put(`runs/${id}/run.json`, JSON.stringify(record));
  await put(`runs/${id}/predictions.ndjson`, ndjson);
  return record;
}
const kept = (run: string) => readFile(join(assets, "runs", run, "predictions.ndjson"), "utf8");

test("texts go, record and predictions still belong together, and a second time nothing is left to do", async () => {
  const record = await putRun("run-1", rows, ["Paris", "the"]);
  const perturbation = "CharTypos";
  const typos = rows.map((row) => perturbRow("question-answering", row, perturbationNamed(perturbation)!)!);
  await putRun("run-2", typos, ["Paris", typos[1]!.context.slice(0, 12)], { perturbation });

  expect(await takeOutTexts(assets, async () => rows)).toEqual(["run-1", "run-2"]);
  for (const run of ["run-1", "run-2"]) expect(await kept(run)).not.toMatch(/Paris|Rome|umber|"the/);
  const after = JSON.parse(await readFile(join(assets, "runs/run-1/run.json"), "utf8"));
  expect(after).toEqual({ ...record, predictions_sha256: await sha256(await kept("run-1")) });
  expect((await recordedRuns(assets)).map(({ sha256 }) => sha256)).toContain(after.predictions_sha256);
  expect(await takeOutTexts(assets, () => Promise.reject(new Error("no rows are asked for")))).toEqual([]);
});

test("a run whose texts can't be taken out stays as it is", async () => {
  await putRun("run-1", rows, ["Paris", "London"]);
  const before = await kept("run-1");
  await expect(takeOutTexts(assets, async () => rows)).rejects.toThrow("the answer to q1 is no piece of its context");
  await expect(takeOutTexts(assets, async () => rows.slice(1))).rejects.toThrow("run-1: there is no row q0");
  expect(await kept("run-1")).toBe(before);
  await putRun("run-1", rows, ["Paris", "Rome"], { suite_sha256: "0".repeat(64) });
  await expect(takeOutTexts(assets, async () => rows)).rejects.toThrow("run-1 is on other rows than own/towns has");
});
