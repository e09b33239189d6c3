/** Points with intervals upwards, over a logarithmic or plain axis; those on the frontier are joined by its steps. */
import { scaleLinear, scaleLog } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import { Axes } from "./axes.tsx";
import { Chart } from "./chart.tsx";
import { placeLabels } from "./place-labels.ts";

export interface Point {
  key: string;
  label: string;
  /** What is said of it when it is pointed at or read out. */
  says: string;
  href: string;
  x: number;
  y: number;
  interval: readonly [number, number] | null;
  /** Which colour: series 0 to 7. */
  series: number;
  /** Whether no other is better in both. */
  pareto: boolean;
}

interface Props {
  title: string;
  says: string;
  file: string;
  points: readonly Point[];
  xTitle: string;
  yTitle: string;
  xFormat: (value: number) => string;
  yFormat: (value: number) => string;
  logarithmic?: boolean;
}

const MARGIN = { top: 28, right: 16, bottom: 42, left: 48 };

export function Scatter({ title, says, file, points, xTitle, yTitle, xFormat, yFormat, logarithmic = false }: Props) {
  return (
    <Chart title={title} says={says} file={file} heightFor={(width) => (width < 500 ? 340 : 420)}>
      {({ width, height }) => {
        const [lowest, highest] = extent(points.map((point) => point.x));
        const x = (logarithmic ? scaleLog() : scaleLinear())
          .domain(logarithmic ? [lowest / 1.3, highest * 1.5] : [Math.min(0, lowest), highest * 1.08])
          .range([MARGIN.left, width - MARGIN.right]);
        const y = scaleLinear()
          .domain(extent(points.flatMap((point) => [point.y, ...(point.interval ?? [])])))
          .nice()
          .range([height - MARGIN.bottom, MARGIN.top]);
        const frontier = points.filter(({ pareto }) => pareto).toSorted((a, b) => a.x - b.x);
        const steps = line<Point>(
          (point) => x(point.x),
          (point) => y(point.y),
        ).curve(curveStepAfter);
        const placed = placeLabels(
          points.map((point) => ({ x: x(point.x), y: y(point.y), text: point.label })),
          { left: MARGIN.left, right: width - 2, top: MARGIN.top - 12, bottom: height - MARGIN.bottom },
        );
        return (
          <>
            <Axes
              x={x}
              y={y}
              xTitle={xTitle}
              yTitle={yTitle}
              xFormat={xFormat}
              yFormat={yFormat}
              {...(logarithmic && { xTicks: logTicks(x.domain() as [number, number]) })}
            />
            <path class="frontier" d={steps(frontier) ?? ""} />
            {points.map((point, i) => (
              <a key={point.key} href={point.href} aria-label={point.says} class={`series-${point.series} point`}>
                <title>{point.says}</title>
                {point.interval && (
                  <line
                    class="whisker"
                    x1={x(point.x)}
                    x2={x(point.x)}
                    y1={y(point.interval[0])}
                    y2={y(point.interval[1])}
                  />
                )}
                <circle class={point.pareto ? "full" : "hollow"} cx={x(point.x)} cy={y(point.y)} r={5} />
                {placed[i] && (
                  <text x={placed[i].x} y={placed[i].y} text-anchor={placed[i].anchor}>
                    {point.label}
                  </text>
                )}
              </a>
            ))}
          </>
        );
      }}
    </Chart>
  );
}

const extent = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** 1, 2 and 5 of every decade, where there are few; else its powers alone. */
function logTicks([from, to]: [number, number]): number[] {
  const decades = Math.log10(to / from);
  const steps = decades > 3 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++)
    ticks.push(...steps.map((step) => step * 10 ** power));
  return ticks.filter((tick) => tick >= from && tick <= to);
}
