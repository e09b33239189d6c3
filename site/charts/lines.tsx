/** Curves over a common axis, each with a band where it has an interval. */
import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { useId } from "preact/hooks";
import { Axes } from "./axes.tsx";
import { Chart } from "./chart.tsx";
import { LEGEND_ROW, Legend, legendPlaces } from "./legend.tsx";
import { type Level, LevelMarks } from "./level-marks.tsx";

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
  /** What of the upright axis is shown, where curves leave it: all of them unless given. */
  yDomain?: readonly [number, number];
}

const MARGIN = { right: 24, bottom: 42, left: 56 };
/** Above the picture: the axis's title, then names. */
const TITLE = 30;

export function Lines(props: Props) {
  const { title, says, file, curves, xTitle, yTitle, xFormat, yFormat, logarithmic, marks = [], yDomain } = props;
  const clip = useId();
  return (
    <Chart title={title} says={says} file={file} heightFor={(width) => (width < 500 ? 280 : 340)}>
      {({ width, height }) => {
        const [left, right] = [MARGIN.left, width - MARGIN.right];
        const legend = legendPlaces(curves.length > 1 ? curves.map(({ name }) => name) : [], right - left);
        const top = TITLE + legend.rows * LEGEND_ROW;
        const points = curves.flatMap((curve) => curve.points);
        const x = (logarithmic ? scaleLog() : scaleLinear())
          .domain([Math.min(...points.map((point) => point.x)), Math.max(...points.map((point) => point.x))])
          .range([left, right]);
        const levels = [
          ...(yDomain ?? points.flatMap((point) => [point.y, ...(point.interval ?? [])])),
          ...marks.map(({ at }) => at),
        ];
        const y = scaleLinear()
          .domain([Math.min(...levels), Math.max(...levels)])
          .nice()
          .range([height - MARGIN.bottom, top]);
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
              <rect x={left} y={top} width={right - left} height={height - MARGIN.bottom - top} />
            </clipPath>
            <Axes x={x} y={y} xTitle={xTitle} yTitle={yTitle} xFormat={xFormat} yFormat={yFormat} top={14} />
            {curves.length > 1 && <Legend curves={curves} places={legend.places} x={left} y={TITLE - 2} />}
            {curves.map((curve) => (
              <g key={curve.name} class={`series-${curve.series}`} role="img" aria-label={curve.name}>
                <g clip-path={`url(#${clip})`}>
                  <path class="band" d={band(curve.points) ?? ""} />
                  <path class="line" d={draw(curve.points) ?? ""} />
                </g>
                {curve.points.slice(-1).map((last) => (
                  <circle key="last" class="full" cx={x(last.x)} cy={y(last.y)} r={3} />
                ))}
              </g>
            ))}
            <LevelMarks marks={marks} y={y} left={left} right={right} />
          </>
        );
      }}
    </Chart>
  );
}
