import { boundaryOf, type Design } from "./design.ts";
import type { DifferenceProgress, HistoryPoint } from "./progress.ts";
import { intervalOf } from "./verdict.ts";

/** The first point's n; each other has a tenth more than the one before, so there are 120 at a million units. */
const [FIRST, GROWTH, MOST] = [10, 1.1, 150];

/** Writes a point where one is due. */
export function notePoint(design: Design, difference: DifferenceProgress): void {
  const { n, history } = difference;
  if (n < FIRST || n < (history.at(-1)?.[0] ?? 0) * GROWTH) return;
  const point = pointOf(design, difference);
  if (point === null) return;
  history.push(point);
  if (history.length > MOST) difference.history = history.filter((_, i) => i % 2 === 1);
}

/** The difference as it stands. */
export function pointOf(design: Design, difference: DifferenceProgress): HistoryPoint | null {
  const found = intervalOf(boundaryOf(design), difference);
  return found && [difference.n, round(found.value), round(found.ci95[0]), round(found.ci95[1])];
}

const round = (x: number) => Math.round(x * 1e5) / 1e5;
