import { type RelativePositions, relativeBuckets } from "../../r2-assets/format/relative-buckets.ts";
import type { Edge, GraphBuilder } from "./graph-builder.ts";

/**
 * What is added to scores of attention for distances, `[heads, sequence, sequence]`: rows of the table `weight` `[buckets, heads]` by the bucket of
 * `j - i`. From `max_distance` on all distances are one, so that the graph holds the buckets of `2 max_distance + 1` of them whatever the length.
 * `sequence` is int64 `[1]`.
 */
export function relativeBias(g: GraphBuilder, weight: string, positions: RelativePositions, sequence: Edge): Edge {
  const furthest = positions.max_distance;
  const length = g.node("Squeeze", "relative.length", [sequence]);
  const places = g.node("Range", "relative.places", [g.int("relative.first", 0), length, g.int("relative.step", 1)]);
  const [keys, queries] = [
    g.node("Unsqueeze", "relative.keys", [places, g.ints("relative.keys.axis", [0])]),
    g.node("Unsqueeze", "relative.queries", [places, g.ints("relative.queries.axis", [1])]),
  ];
  const apart = g.node("Sub", "relative.apart", [keys, queries]);
  const ends = [g.int("relative.least", -furthest), g.int("relative.most", furthest)];
  const within = g.node("Clip", "relative.within", [apart, ...ends]);
  const distance = g.node("Sub", "relative.distance", [within, g.int("relative.least", -furthest)]);
  const buckets = g.ints("relative.buckets", relativeBuckets(furthest, positions));
  const byDistance = g.node("Gather", "relative.by_distance", [g.weight(weight), buckets]);
  const values = g.node("Gather", "relative.values", [byDistance, distance]); // [sequence, sequence, heads]
  return g.node("Transpose", "relative.bias", [values], { perm: [2n, 0n, 1n] });
}
