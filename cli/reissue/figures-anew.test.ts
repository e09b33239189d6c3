import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { runFolders } from "../assets/run-folders.ts";
import { projectRoot } from "../project-root.ts";
import { figuresAnew } from "./figures-anew.ts";

const assets = join(projectRoot, "r2-assets");
const read = (...path: string[]) => readFile(join(assets, ...path), "utf8");

test("a recorded run has the figures that its predictions give by clusters today", async () => {
  const folder = (await runFolders(assets)).find((path) => path.includes("qnli-kronecker-19x"))!;
  const record = JSON.parse(await readFile(join(folder, "run.json"), "utf8")) as RunRecord;
  const info = SuiteInfo.parse(JSON.parse(await read("suites", record.suite, "suite.json")));
  const clusters = await read("suites", record.suite, "clusters.ndjson");
  const predictions = await readFile(join(folder, "predictions.ndjson"), "utf8");
  expect(await figuresAnew(record, predictions, info, clusters)).toEqual(record);

  const wrong = { ...record, metrics: { accuracy: { value: 0.5, ci95: null } } };
  await expect(figuresAnew(wrong, predictions, info, clusters)).rejects.toThrow("its accuracy would be 0.786");
});
