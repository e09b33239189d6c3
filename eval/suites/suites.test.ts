import { expect, test } from "vitest";
import { kindOf, METRIC_NAMES, SuiteInfo } from "../../r2-assets/format/suite.ts";
import { SUITES, stressTestsOf, textsOf } from "./index.ts";

test("each description makes a suite once its rows are counted", () => {
  for (const { id, task, behavioural, labels, label_map, metrics, licence, source } of Object.values(SUITES)) {
    const read = { rows: 1, sha256: "0".repeat(64), visibility: "public", ...(labels && { labels: [...labels] }) };
    const described = {
      id,
      task,
      metrics,
      licence,
      source,
      ...(behavioural && { behavioural }),
      ...(label_map && { label_map }),
    };
    expect(SuiteInfo.parse({ ...described, ...read })).toEqual({ ...described, ...read });
  }
});

test("files, prefixes and labels are used once, and every metric is somebody's", () => {
  const all = Object.values(SUITES);
  for (const key of ["file", "idPrefix"] as const)
    expect(new Set(all.map((suite) => suite[key])).size).toBe(all.length);
  for (const { labels = [] } of all) expect(new Set(labels).size).toBe(labels.length);
  const ofOwnRows = ["micro_f1", "sample_f1"]; // several labels a text, of which no known suite is
  expect(new Set([...all.flatMap(({ metrics }) => metrics), ...ofOwnRows])).toEqual(new Set(METRIC_NAMES));
});

test("labels are mapped to labels that are there, tags are sorted", () => {
  for (const suite of Object.values(SUITES)) {
    for (const name of Object.values({ ...suite.label_map, ...suite.spellings })) expect(suite.labels).toContain(name);
    if (kindOf(suite) === "tagging") expect(suite.labels).toEqual([...suite.labels!].sort());
  }
});

test.each([
  ["glue/sst2", 1],
  ["glue/stsb", 2],
  ["glue/qnli", 2],
  ["paws/wiki", 2],
  ["squad/v1.1", null],
  ["own/rows", null],
  ["toString", null],
])("a row of %s has %s texts", (id, texts) => {
  expect(textsOf(id)).toBe(texts);
});

test("stress tests are for suites that exist", () => {
  for (const id of Object.values(SUITES).flatMap(({ stresses = [] }) => stresses)) expect(SUITES).toHaveProperty([id]);
  expect(stressTestsOf("glue/sst2")).toEqual(["imdb/test", "checklist/sentiment"]);
  expect(stressTestsOf("glue/mrpc")).toEqual(["paws/wiki"]);
  expect(stressTestsOf("glue/cola")).toEqual([]);
});
