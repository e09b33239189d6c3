/** What a model is worth along several dimensions, in all of which more is better: a cost enters with a minus. */
export type Point = readonly number[];

/**
 * Whether each point is on the Pareto front: no other is at least as good in every dimension and better in one.
 * Equal points are on it together or not at all. Throws RangeError for points of different dimensions.
 */
export function paretoFront(points: readonly Point[]): boolean[] {
  if (points.some((p) => p.length !== points[0]!.length))
    throw new RangeError("paretoFront: points of different dimensions");
  return points.map((p) => !points.some((q) => dominates(q, p)));
}

const dominates = (q: Point, p: Point) => q.every((value, i) => value >= p[i]!) && q.some((value, i) => value > p[i]!);
