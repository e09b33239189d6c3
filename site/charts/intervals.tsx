/** One line a row: a point with its interval, and where it is wanted another's beside it. What differences are drawn from is marked. */
import { scaleLinear } from "d3-scale";
import { Axes } from "./axes.tsx";
import { Chart } from "./chart.tsx";
import { LEGEND_ROW, Legend, legendPlaces } from "./legend.tsx";

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
  xTitle: string;
  xFormat: (value: number) => string;
  /** Where no difference is, or what is asked for. */
  marks?: readonly { at: number; label: string }[];
  /** What colours mean, where rows have several estimates. */
  names?: readonly { name: string; series: number }[];
}

const ROW = 34;

export function Intervals({ title, says, file, rows, xTitle, xFormat, marks = [], names = [] }: Props) {
  const legendFor = (width: number) =>
    legendPlaces(
      names.map(({ name }) => name),
      width - 8,
    );
  const topFor = (width: number) => 20 + legendFor(width).rows * LEGEND_ROW;
  return (
    <Chart title={title} says={says} file={file} heightFor={(width) => topFor(width) + 44 + rows.length * ROW}>
      {({ width, height }) => {
        const top = topFor(width);
        const left = Math.min(180, width * 0.42);
        const all = rows.flatMap(({ estimates }) =>
          estimates.flatMap((each) => [each.value, ...(each.interval ?? [])]),
        );
        const x = scaleLinear()
          .domain([Math.min(...all, ...marks.map(({ at }) => at)), Math.max(...all, ...marks.map(({ at }) => at))])
          .nice()
          .range([left, width - 24]);
        const y = scaleLinear().range([height - 42, top]);
        return (
          <>
            <Axes x={x} xTitle={xTitle} xFormat={xFormat} y={y} />
            <Legend curves={names} places={legendFor(width).places} x={4} y={10} />
            {marks.map(({ at, label }) => (
              <g key={label} class="mark">
                <line x1={x(at)} x2={x(at)} y1={top} y2={height - 42} />
                <text x={x(at)} y={top - 6} text-anchor="middle">
                  {label}
                </text>
              </g>
            ))}
            {rows.map(({ key, label, estimates }, i) => (
              <g key={key}>
                <text x={left - 10} y={top + (i + 0.5) * ROW} dy="0.32em" text-anchor="end">
                  {shortened(label, left - 14)}
                  <title>{label}</title>
                </text>
                {estimates.map((each, j) => {
                  const at = top + (i + (j + 1) / (estimates.length + 1)) * ROW;
                  return (
                    <g key={each.says} class={`series-${each.series}`} role="img" aria-label={each.says}>
                      <title>{each.says}</title>
                      {each.interval && (
                        <line class="whisker" x1={x(each.interval[0])} x2={x(each.interval[1])} y1={at} y2={at} />
                      )}
                      <circle class="full" cx={x(each.value)} cy={at} r={4.5} />
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

const shortened = (label: string, pixels: number): string => {
  const room = Math.floor(pixels / 6.4);
  return label.length <= room ? label : `${label.slice(0, Math.max(1, room - 1))}…`;
};
