import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runFolders } from "../../cli/assets/run-folders.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { plainValue } from "../../eval/statistics/statistic.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { kindOf, type MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";

/** Recorded runs of kinds whose predictions can hold texts of a data set. */
async function runsThatCouldHoldTexts() {
  const assets = join(projectRoot, "r2-assets");
  const all = (await runFolders(assets)).map(async (folder) => {
    const record = RunRecord.parse(JSON.parse(await readFile(join(folder, "run.json"), "utf8")));
    const path = join(assets, "suites", record.suite, "suite.json");
    const suite = SuiteInfo.parse(JSON.parse(await readFile(path, "utf8")));
    return { folder, record, suite, kind: KINDS[kindOf(suite)] as Kind };
  });
  return (await Promise.all(all)).filter(({ kind }) => kind.textless !== null);
}
const runs = await runsThatCouldHoldTexts();

test("there are such runs", () => expect(runs.length).toBeGreaterThan(0));

test.each(runs)("$record.id on $record.suite has no text, and the figures of its record", async (run) => {
  const { folder, record, suite, kind } = run;
  const ndjson = await readFile(join(folder, "predictions.ndjson"), "utf8");
  const predictions = ndjson
    .trimEnd()
    .split("\n")
    .map((line) => kind.prediction.parse(JSON.parse(line)));
  expect(predictions.every((prediction) => kind.textless!.is(prediction))).toBe(true);
  // Values are ids, numbers, truth and hexadecimal digests: no other string is there to hold a word.
  const values = ndjson.match(/(?<=[:[,])"(?:[^"\\]|\\.)*"(?!:)/g)!.map((text) => JSON.parse(text));
  const ids = new Set(predictions.map(({ id }) => id));
  expect(values.filter((value) => !ids.has(value) && !/^([0-9a-f]{16}|[0-9a-f]{64})$/.test(value))).toEqual([]);
  const tally = kind.tally(suite);
  for (const prediction of predictions) tally.add(prediction);
  for (const [metric, { value }] of Object.entries(record.metrics) as [MetricName, { value: number }][])
    expect(plainValue(tally.statistic(metric)!), metric).toBe(value);
});
