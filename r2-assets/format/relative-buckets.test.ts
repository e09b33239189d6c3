import { expect, test } from "vitest";
import golden from "../../test/golden/tiny-mpnet.json" with { type: "json" };
import { relativeBucket, relativeBuckets } from "./relative-buckets.ts";

const MPNET = { buckets: 32, max_distance: 128 };

test("buckets are those of transformers' MPNet, on both sides of every border", () => {
  expect(relativeBuckets(300, MPNET)).toEqual(golden.buckets);
});

test("a distance and its opposite lie half of the buckets apart, and grow in one order", () => {
  for (const positions of [MPNET, { buckets: 8, max_distance: 20 }]) {
    const half = positions.buckets / 2;
    const later = Array.from({ length: 40 }, (_, i) => relativeBucket(i + 1, positions));
    expect(later).toEqual(later.toSorted((a, b) => a - b));
    expect(Array.from({ length: 40 }, (_, i) => relativeBucket(-i - 1, positions) + half)).toEqual(later);
    expect(relativeBucket(positions.max_distance, positions)).toBe(positions.buckets - 1);
    expect(relativeBucket(10_000, positions)).toBe(positions.buckets - 1);
  }
});
