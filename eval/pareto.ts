/** A model in the plane of what it gives (more is better) and what it costs (less is better). */
export interface Point {
  value: number;
  cost: number;
}

/**
 * Whether each point is on the Pareto front: no other gives at least as much for at most the cost, and is better in one.
 * Equal points are on it together or not at all.
 */
export function paretoFront(points: readonly Point[]): boolean[] {
  return points.map((p) => !points.some((q) => dominates(q, p)));
}

const dominates = (q: Point, p: Point) =>
  q.value >= p.value && q.cost <= p.cost && (q.value > p.value || q.cost < p.cost);
