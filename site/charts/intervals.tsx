/** One line a row: a point with its interval, and where it is wanted another's beside it. What differences are drawn from is marked. */
import { scaleLinear } from "d3-scale";
import { Axes } from "./axes.tsx";
import { Chart } from "./chart.tsx";
import { Legend, type LegendEntry, layLegend } from "./legend.tsx";
import { CHARACTER } from "./place-labels.ts";
import { shapeOf } from "./shapes.ts";
import { extent } from "./ticks.ts";

export interface Estimate {
  value: number;
  interval: readonly [number, number] | null;
  /** Which colour: series 0 to 7. */
  series: number;
  says: string;
}

export interface IntervalRow {
  key: string;
  label: string;
  estimates: readonly Estimate[];
}

interface Props {
  title: string;
  says: string;
  file: string;
  rows: readonly IntervalRow[];
  /** Where rows have several estimates: what each colour stands for. */
  legend?: readonly LegendEntry[];
  xTitle: string;
  xFormat: (value: number) => string;
  /** Where no difference is, or what is asked for. */
  marks?: readonly { at: number; label: string }[];
}

const BOTTOM = 42;

export function Intervals({ title, says, file, rows, legend = [], xTitle, xFormat, marks = [] }: Props) {
  const most = Math.max(1, ...rows.map(({ estimates }) => estimates.length));
  const rowHeight = 12 + 14 * most;
  const longest = Math.max(0, ...rows.map(({ label }) => label.length));
  const topFor = (width: number) => layLegend(legend, width).height + 24;
  return (
    <Chart
      title={title}
      says={says}
      file={file}
      heightFor={(width) => topFor(width) + rows.length * rowHeight + BOTTOM}
    >
      {({ width, height }) => {
        const left = Math.min(longest * CHARACTER + 14, width * 0.42);
        const top = topFor(width);
        const all = rows.flatMap(({ estimates }) =>
          estimates.flatMap((each) => [each.value, ...(each.interval ?? [])]),
        );
        const x = scaleLinear()
          .domain(extent([...all, ...marks.map(({ at }) => at)]))
          .nice()
          .range([left, width - 24]);
        return (
          <>
            <Legend placed={layLegend(legend, width).placed} left={4} top={0} shaped />
            <Axes x={x} xTitle={xTitle} xFormat={xFormat} y={scaleLinear().range([height - BOTTOM, top])} yTicks={[]} />
            {marks.map(({ at, label }) => (
              <g key={label} class="mark">
                <line x1={x(at)} x2={x(at)} y1={top} y2={height - BOTTOM} />
                <text
                  x={x(at)}
                  y={top - 6}
                  text-anchor={
                    x(at) > width - 24 - label.length * (CHARACTER / 2)
                      ? "end"
                      : sideOf(
                          x(at),
                          marks.map((each) => x(each.at)),
                        )
                  }
                >
                  {label}
                </text>
              </g>
            ))}
            {rows.map(({ key, label, estimates }, i) => (
              <g key={key}>
                <text x={left - 10} y={top + (i + 0.5) * rowHeight} dy="0.32em" text-anchor="end">
                  {shortened(label, left - 12)}
                  <title>{label}</title>
                </text>
                {estimates.map((each, j) => {
                  const at = top + (i + (j + 1) / (estimates.length + 1)) * rowHeight;
                  return (
                    <g key={each.says} class={`series-${each.series}`} role="img" aria-label={each.says}>
                      <title>{each.says}</title>
                      {each.interval && (
                        <line class="whisker" x1={x(each.interval[0])} x2={x(each.interval[1])} y1={at} y2={at} />
                      )}
                      <path class="full" d={shapeOf(each.series)(x(each.value), at)} />
                    </g>
                  );
                })}
              </g>
            ))}
          </>
        );
      }}
    </Chart>
  );
}

/** Pixels that two names of marks need to stand in the middle of theirs. */
const NEAR = 110;

/** On which side of its mark a name stands: away from a mark that is near. */
function sideOf(at: number, all: readonly number[]): "start" | "middle" | "end" {
  const near = all.find((other) => other !== at && Math.abs(other - at) < NEAR);
  if (near === undefined) return "middle";
  return near > at ? "end" : "start";
}

const shortened = (label: string, pixels: number): string => {
  const room = Math.floor(pixels / CHARACTER);
  return label.length <= room ? label : `${label.slice(0, Math.max(1, room - 1))}…`;
};
