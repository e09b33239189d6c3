/** Curves over a common axis, each with a band where it has an interval. */
import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { useId } from "preact/hooks";
import { Axes } from "./axes.tsx";
import { Chart } from "./chart.tsx";
import { Legend, layLegend } from "./legend.tsx";
import { type Level, LevelMarks } from "./level-marks.tsx";
import { extent, logTicks } from "./ticks.ts";

export interface CurvePoint {
  x: number;
  y: number;
  interval?: readonly [number, number] | null;
}

export interface Curve {
  name: string;
  series: number;
  points: readonly CurvePoint[];
}

interface Props {
  title: string;
  says: string;
  file: string;
  curves: readonly Curve[];
  xTitle: string;
  yTitle: string;
  xFormat: (value: number) => string;
  yFormat: (value: number) => string;
  logarithmic?: boolean;
  /** Levels that mean something: no difference, a margin. */
  marks?: readonly Level[];
  /** What of the upright axis is shown, where curves leave it; all of them unless given. */
  yDomain?: readonly [number, number];
}

const MARGIN = { top: 30, right: 24, bottom: 42, left: 56 };

export function Lines({ title, says, file, curves, logarithmic = false, marks = [], yDomain, ...axes }: Props) {
  const clip = useId();
  const legendFor = (width: number) => layLegend(curves, width - 8);
  return (
    <Chart
      title={title}
      says={says}
      file={file}
      heightFor={(width) => (width < 500 ? 280 : 340) + legendFor(width).height}
    >
      {({ width, height }) => {
        const legend = legendFor(width);
        const points = curves.flatMap((curve) => curve.points);
        const x = (logarithmic ? scaleLog() : scaleLinear())
          .domain(extent(points.map((point) => point.x)))
          .range([MARGIN.left, width - MARGIN.right]);
        const levels = yDomain ?? points.flatMap((point) => [point.y, ...(point.interval ?? [])]);
        const y = scaleLinear()
          .domain(extent([...levels, ...marks.map(({ at }) => at)]))
          .nice()
          .range([height - MARGIN.bottom, MARGIN.top + legend.height]);
        const draw = line<CurvePoint>(
          (point) => x(point.x),
          (point) => y(point.y),
        );
        const band = area<CurvePoint>(
          (point) => x(point.x),
          (point) => y(point.interval![0]),
          (point) => y(point.interval![1]),
        ).defined((point) => Boolean(point.interval));
        return (
          <>
            <clipPath id={clip}>
              <rect
                x={MARGIN.left}
                y={MARGIN.top + legend.height}
                width={width - MARGIN.left - MARGIN.right}
                height={height - MARGIN.top - legend.height - MARGIN.bottom}
              />
            </clipPath>
            <Legend placed={legend.placed} left={4} top={0} shaped={false} />
            <Axes x={x} y={y} {...axes} {...(logarithmic && { xTicks: logTicks(x.domain() as [number, number]) })} />
            {curves.map((curve) => (
              <g key={curve.name} class={`series-${curve.series}`} role="img" aria-label={curve.name}>
                <g clip-path={`url(#${clip})`}>
                  <path class="band" d={band(curve.points) ?? ""} />
                  <path class="line" d={draw(curve.points) ?? ""} />
                </g>
                {/* A line through one point is nothing. */}
                {curve.points.length === 1 &&
                  curve.points.map((point) => (
                    <circle key={point.x} class="full" cx={x(point.x)} cy={y(point.y)} r={4} />
                  ))}
              </g>
            ))}
            <LevelMarks marks={marks} y={y} left={MARGIN.left} right={width - MARGIN.right} />
          </>
        );
      }}
    </Chart>
  );
}
