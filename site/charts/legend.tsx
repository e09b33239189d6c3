/** The names of curves with their colours, in rows above the picture, where they lie on nothing. */
import { CHARACTER } from "./place-labels.ts";

export const LEGEND_ROW = 18;
const SWATCH = 22;
const GAP = 18;

export interface LegendPlace {
  x: number;
  row: number;
}

/** Where each name stands: one after the other, in as many rows as a width needs. */
export function legendPlaces(names: readonly string[], width: number): { places: LegendPlace[]; rows: number } {
  let [x, row] = [0, 0];
  const places = names.map((name) => {
    const wide = SWATCH + name.length * CHARACTER;
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    const place = { x, row };
    x += wide + GAP;
    return place;
  });
  return { places, rows: names.length === 0 ? 0 : row + 1 };
}

interface Props {
  curves: readonly { name: string; series: number }[];
  places: readonly LegendPlace[];
  x: number;
  y: number;
}

export function Legend({ curves, places, x, y }: Props) {
  return (
    <g aria-hidden="true">
      {curves.map(({ name, series }, i) => {
        const place = places[i]!;
        const [left, middle] = [x + place.x, y + place.row * LEGEND_ROW];
        return (
          <g key={name} class={`series-${series}`}>
            <line class="line" x1={left} x2={left + SWATCH - 6} y1={middle} y2={middle} />
            <text x={left + SWATCH} y={middle} dy="0.32em">
              {name}
            </text>
          </g>
        );
      })}
    </g>
  );
}
