import { expect, test } from "vitest";
import { clusterNote } from "./cluster-note.ts";

const by = "context";

test("how many clusters there are, and how much wider intervals are", () => {
  expect(clusterNote([{ by, n: 2067, widening: 1.43 }])).toEqual([
    "intervals by 2,067 clusters of rows with the same context: 1.4 times as wide as by rows",
  ]);
  const several = [
    { by, n: 3, widening: 1.02 },
    undefined,
    { by, n: 12, widening: 1.43 },
    { by, n: 1, widening: null },
  ];
  expect(clusterNote(several)).toEqual([
    "intervals by 1 to 12 clusters of rows with the same context: 1.0 to 1.4 times as wide as by rows",
  ]);
});

test("of one cluster there is no interval; of rows by themselves there is nothing to say", () => {
  expect(clusterNote([{ by, n: 1, widening: null }])).toEqual([
    "intervals by 1 cluster of rows with the same context: none, as one cluster has no spread",
  ]);
  expect(clusterNote([undefined])).toEqual([]);
});
