/** Which mark and colour stands for what: in the picture itself, so that its files have it, too. */
import { CHARACTER } from "./place-labels.ts";
import { shapeOf } from "./shapes.ts";

export interface LegendEntry {
  name: string;
  /** Which colour: series 0 to 7. */
  series: number;
}

const ROW = 18;

interface Placed extends LegendEntry {
  x: number;
  y: number;
}

/** The entries one after another, in as many rows as so many pixels need, and how high that is. Nothing for a single one. */
export function layLegend(entries: readonly LegendEntry[], width: number): { placed: Placed[]; height: number } {
  if (entries.length < 2) return { placed: [], height: 0 };
  let [x, y] = [0, 0];
  const placed = entries.map((entry) => {
    const own = 30 + entry.name.length * CHARACTER;
    if (x > 0 && x + own > width) [x, y] = [0, y + ROW];
    const here = { ...entry, x, y };
    x += own;
    return here;
  });
  return { placed, height: y + ROW + 4 };
}

/** `top` is where its first row begins; `shaped`: with each series' mark, else a line. */
export function Legend({
  placed,
  left,
  top,
  shaped,
}: {
  placed: Placed[];
  left: number;
  top: number;
  shaped: boolean;
}) {
  return (
    <g class="legend" aria-hidden="true">
      {placed.map(({ name, series, x, y }) => (
        <g key={name} class={`series-${series}`} transform={`translate(${left + x} ${top + y})`}>
          {shaped ? (
            <path class="full" d={shapeOf(series)(7, 9)} />
          ) : (
            <line class="whisker" x1={0} x2={14} y1={9} y2={9} />
          )}
          <text x={18} y={9} dy="0.35em">
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}
