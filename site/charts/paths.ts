/** What SVG paths are drawn by (https://www.w3.org/TR/SVG2/paths.html#PathData): places in pixels, straight from one to the next. */
export type Pixels = readonly [x: number, y: number];

const joined = (places: readonly Pixels[]) => places.map(([x, y]) => `${x} ${y}`).join("L");

/** Through all places; empty through none. */
export const linePath = (places: readonly Pixels[]): string => (places.length === 0 ? "" : `M${joined(places)}`);

/** Level until the next place is below or above, then straight to it. */
export const stepPath = (places: readonly Pixels[]): string =>
  linePath(
    places.flatMap(([x, y], i): Pixels[] =>
      i === 0
        ? [[x, y]]
        : [
            [x, places[i - 1]![1]],
            [x, y],
          ],
    ),
  );

/** What lies between a lower and an upper line; a place without both ends one piece, and the next begins another. */
export function bandPath(places: readonly { x: number; between: readonly [number, number] | null }[]): string {
  const pieces: { x: number; between: readonly [number, number] }[][] = [[]];
  for (const { x, between } of places) {
    if (between === null) pieces.push([]);
    else pieces.at(-1)!.push({ x, between });
  }
  return pieces
    .filter((piece) => piece.length > 0)
    .map((piece) => {
      const there = piece.map(({ x, between }): Pixels => [x, between[0]]);
      const back = piece.map(({ x, between }): Pixels => [x, between[1]]).toReversed();
      return `${linePath([...there, ...back])}Z`;
    })
    .join("");
}
