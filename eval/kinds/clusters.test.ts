import { expect, test } from "vitest";
import type { BehaviouralPrediction, TaggingPrediction } from "../../r2-assets/format/prediction.ts";
import { clustersListed, clustersOfRows, clustersToldByPredictions, clustersWithin } from "./clusters.ts";
import { openTally } from "./statistic-of.ts";

const listed = clustersListed("author", new Map([..."abcdef"].map((id, i) => [id, i >> 1])));
const tagged = (id: string, gold: string[]): TaggingPrediction => ({
  ...{ id, gold, prediction: gold, scores: null },
  correct: true,
});

test("a tally's slices know the clusters of their own rows, numbered among them", () => {
  const tally = openTally("tagging", { id: "own/tags", labels: ["B-LOC", "B-PER", "O"] }, listed);
  for (const [id, tag] of [
    ["a", "B-PER"],
    ["b", "O"],
    ["c", "B-LOC"],
    ["d", "B-LOC"],
    ["e", "B-LOC"],
    ["f", "B-PER"],
  ] as const)
    tally.add(tagged(id, [tag]));
  expect(tally.statistic("span_f1")?.clusters).toEqual(Uint32Array.of(0, 0, 1, 1, 2, 2));
  const [loc, per] = tally.slices();
  expect([loc?.value, loc?.statistics.span_f1?.clusters]).toEqual(["LOC", Uint32Array.of(0, 0, 1)]);
  expect([per?.value, per?.statistics.span_f1?.clusters]).toEqual(["PER", Uint32Array.of(0, 1)]);
});

test("rows that are left out count for nothing, and a test by itself is one cluster whose rows are by themselves", () => {
  const clusters = clustersToldByPredictions({ group: "test" })!;
  const tally = openTally("behavioural", { id: "own/checks" }, clusters);
  const row = (id: string, test: string, correct: boolean | null): BehaviouralPrediction => ({
    ...{ id, test, type: "DIR", capability: "NER", prediction: [], scores: null, gold: null, correct },
    ...(correct === null && { left_out: true as const }),
  });
  for (const each of [row("1", "x", true), row("2", "x", null), row("3", "y", false), row("4", "x", false)])
    tally.add(each);
  expect(tally.rows).toBe(3);
  expect(tally.leftOut).toBe(1);
  expect(tally.statistic("failure_rate")?.clusters).toEqual(Uint32Array.of(0, 1, 0));
  const bySlice = new Map(
    tally.slices().map(({ by, value, statistics }) => [`${by} ${value}`, statistics.failure_rate]),
  );
  expect(bySlice.get("capability NER")?.clusters).toEqual(Uint32Array.of(0, 1, 0));
  expect(bySlice.get("test x")).not.toHaveProperty("clusters");
});

test("where the cluster of one row is not known, all are by themselves", () => {
  expect(clustersOfRows(listed, [tagged("a", []), tagged("f", []), tagged("b", [])])).toEqual(Uint32Array.of(0, 1, 0));
  expect(clustersOfRows(listed, [tagged("a", []), tagged("z", [])])).toBeNull();
  expect(clustersOfRows(null, [tagged("a", [])])).toBeNull();
});

test("a slice by the column that makes clusters has none", () => {
  const bySource = clustersToldByPredictions({ group: "groups.source" })!;
  const sourced = (id: string, source: string) => ({ ...tagged(id, []), groups: { source } });
  expect(clustersWithin("source", bySource, [sourced("a", "web"), sourced("b", "web")])).toBeNull();
  expect(clustersWithin("label", bySource, [sourced("a", "web"), sourced("b", "web")])).toBe(bySource);
  expect(clustersToldByPredictions({ group: "context" })).toBeNull();
});

test("a slice that only shares its name with the column keeps its clusters", () => {
  const byLength = clustersListed("length", new Map([..."abcdef"].map((id, i) => [id, i >> 1])));
  const rows = [..."abc"].map((id) => tagged(id, []));
  expect(clustersWithin("length", byLength, rows)).toBe(byLength);
  expect(clustersWithin("length", byLength, rows.slice(0, 2))).toBeNull();

  const byType = { ...byLength, by: "type" };
  const tally = openTally("tagging", { id: "own/tags", labels: ["B-LOC", "O"] }, byType);
  for (const row of rows) tally.add({ ...row, gold: ["B-LOC"], prediction: ["B-LOC"] });
  expect(tally.slices()[0]?.statistics.span_f1?.clusters).toEqual(Uint32Array.of(0, 0, 1));
});
