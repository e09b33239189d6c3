import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canonicalClusters, groupingOf, readClusters } from "./clusters.ts";
import { sha256 } from "./digest.ts";
import { SuiteInfo } from "./suite.ts";

const clusters = [["c", "a"], ["b"]];

test("the list does not depend on the order of rows, and gives each row its cluster", () => {
  const ndjson = canonicalClusters(clusters);
  expect(ndjson).toBe('["a","c"]\n["b"]\n');
  expect(canonicalClusters([["b"], ["a", "c"]])).toBe(ndjson);
  expect(readClusters(ndjson)).toEqual(
    new Map([
      ["a", 0],
      ["c", 0],
      ["b", 1],
    ]),
  );
});

test("what predictions tell by themselves needs no list", async () => {
  const listed = await groupingOf({ group: "context", clusters }, false);
  expect(listed.told).toEqual({
    group: "context",
    clusters: 2,
    clusters_sha256: await sha256(canonicalClusters(clusters)),
  });
  for (const [group, behavioural] of [
    ["test", true],
    ["groups.source", false],
  ] as const)
    expect(await groupingOf({ group, clusters }, behavioural)).toEqual({
      told: { group, clusters: 2 },
      ndjson: null,
    });
  expect((await groupingOf({ group: "test", clusters }, false)).ndjson).not.toBeNull();
});

const suites = join(import.meta.dirname, "..", "suites");
const lists = readdirSync(suites, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith("clusters.ndjson"),
);

test.each(lists)("%s has every row of its suite once, by id", (path) => {
  const info = SuiteInfo.parse(JSON.parse(readFileSync(join(suites, path, "..", "suite.json"), "utf8")));
  const ndjson = readFileSync(join(suites, path), "utf8");
  const clusterOf = readClusters(ndjson);
  expect(clusterOf.size).toBe(info.rows);
  expect(new Set(clusterOf.values()).size).toBe(info.clusters);
  expect(ndjson.split("\n").join("")).toMatch(/^(\["[\w.-]+"(,"[\w.-]+")*\])+$/); // ids have no blank: no text is among them
});
