/** Where the names of points stand so that none lies on another: right, left, above or below its point, or nowhere. */
interface Anchor {
  x: number;
  y: number;
  text: string;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Placed {
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
}

/** Of the 12-pixel font that pictures have, about. */
export const CHARACTER = 6.4;
const LINE = 13;

export function placeLabels(points: readonly Anchor[], within: Box): (Placed | null)[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  return points.map(({ x, y, text }) => {
    const width = text.length * CHARACTER;
    const places: [Placed, Box][] = [
      [{ x: x + 9, y: y + 4, anchor: "start" }, box(x + 9, y - 7, width)],
      [{ x: x - 9, y: y + 4, anchor: "end" }, box(x - 9 - width, y - 7, width)],
      [{ x, y: y - 9, anchor: "middle" }, box(x - width / 2, y - 20, width)],
      [{ x, y: y + 18, anchor: "middle" }, box(x - width / 2, y + 7, width)],
    ];
    const free = places.find(
      ([, place]) =>
        place.left >= within.left &&
        place.right <= within.right &&
        place.top >= within.top &&
        place.bottom <= within.bottom &&
        !taken.some((other) => meet(other, place)),
    );
    if (free === undefined) return null;
    taken.push(free[1]);
    return free[0];
  });
}

const box = (left: number, top: number, width: number): Box => ({ left, right: left + width, top, bottom: top + LINE });

const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
