/**
 * Points with intervals upwards, over a logarithmic or plain axis; those on the frontier are full, named first, and joined by its steps.
 * What is not named for want of room is named when it is pointed at or reached by Tab.
 */
import { scaleLinear, scaleLog } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import { useLocation } from "preact-iso/router";
import { Axes } from "./axes.tsx";
import { Chart } from "./chart.tsx";
import { Legend, layLegend } from "./legend.tsx";
import { placeLabels } from "./place-labels.ts";
import { shapeOf } from "./shapes.ts";
import { extent, logTicks } from "./ticks.ts";

export interface Point {
  key: string;
  label: string;
  /** What is said of it when it is pointed at or read out. */
  says: string;
  /** Where it leads; nowhere where there is nothing. */
  href?: string | undefined;
  x: number;
  y: number;
  interval: readonly [number, number] | null;
  /** Which colour and mark: series 0 to 7. */
  series: number;
  /** Whether no other is better in both. */
  pareto: boolean;
}

interface Props {
  title: string;
  says: string;
  file: string;
  points: readonly Point[];
  /** What the series are called, by number; a single one needs no legend. */
  series?: readonly string[];
  xTitle: string;
  yTitle: string;
  xFormat: (value: number) => string;
  yFormat: (value: number) => string;
  logarithmic?: boolean;
}

const MARGIN = { top: 28, right: 16, bottom: 42, left: 48 };

export function Scatter({ title, says, file, points, series = [], logarithmic = false, ...axes }: Props) {
  const entries = series
    .map((name, i) => ({ name, series: i }))
    .filter((entry) => points.some((point) => point.series === entry.series));
  const legendFor = (width: number) => layLegend(entries, width - 8);
  // Who comes first is named first, and drawn last.
  const inTurn = points.toSorted((a, b) => Number(b.pareto) - Number(a.pareto) || b.y - a.y);
  return (
    <Chart
      title={title}
      says={says}
      file={file}
      heightFor={(width) => (width < 500 ? 340 : 420) + legendFor(width).height}
    >
      {({ width, height }) => {
        const legend = legendFor(width);
        const top = MARGIN.top + legend.height;
        const [lowest, highest] = extent(points.map((point) => point.x));
        const x = (logarithmic ? scaleLog() : scaleLinear())
          .domain(logarithmic ? [lowest / 1.3, highest * 1.5] : [Math.min(0, lowest), highest * 1.08])
          .range([MARGIN.left, width - MARGIN.right]);
        const y = scaleLinear()
          .domain(extent(points.flatMap((point) => [point.y, ...(point.interval ?? [])])))
          .nice()
          .range([height - MARGIN.bottom, top]);
        const steps = line<Point>(
          (point) => x(point.x),
          (point) => y(point.y),
        ).curve(curveStepAfter);
        const labels = placeLabels(
          inTurn.map((point) => ({ x: x(point.x), y: y(point.y), text: point.label })),
          { left: MARGIN.left, right: width - 2, top: top - 12, bottom: height - MARGIN.bottom },
        );
        return (
          <>
            <Legend placed={legend.placed} left={4} top={0} shaped />
            <Axes x={x} y={y} {...axes} {...(logarithmic && { xTicks: logTicks(x.domain() as [number, number]) })} />
            <path
              class="frontier"
              d={steps(inTurn.filter(({ pareto }) => pareto).toSorted((a, b) => a.x - b.x)) ?? ""}
            />
            {inTurn
              .map((point, i) => <Mark key={point.key} point={point} x={x} y={y} label={labels[i]!} right={width} />)
              .toReversed()}
          </>
        );
      }}
    </Chart>
  );
}

interface MarkProps {
  point: Point;
  x: (value: number) => number;
  y: (value: number) => number;
  label: { x: number; y: number; anchor: "start" | "middle" | "end" } | null;
  right: number;
}

function Mark({ point, x, y, label, right }: MarkProps) {
  const { route } = useLocation();
  const [left, top] = [x(point.x), y(point.y)];
  // Where there is no room for a name it lies over others, on the side that has more place.
  const over = {
    x: left < right / 2 ? left + 10 : left - 10,
    y: top + 4,
    anchor: left < right / 2 ? "start" : "end",
  } as const;
  const { anchor, ...at } = label ?? over;
  const content = (
    <>
      <title>{point.says}</title>
      {point.interval && (
        <line class="whisker" x1={left} x2={left} y1={y(point.interval[0])} y2={y(point.interval[1])} />
      )}
      <path class={point.pareto ? "full" : "hollow"} d={shapeOf(point.series)(left, top)} />
      <text class={label ? "name" : "name asked"} {...at} text-anchor={anchor}>
        {point.label}
      </text>
    </>
  );
  const className = `series-${point.series} point`;
  return point.href === undefined ? (
    <g role="img" tabIndex={0} aria-label={point.says} class={className}>
      {content}
    </g>
  ) : (
    <a href={point.href} class={className} onClick={(event) => follow(event, point.href!, route)}>
      {content}
    </a>
  );
}

/** Links in pictures are not seen by the router, which looks for HTML's; whoever opens another tab is left alone. */
function follow(event: MouseEvent, href: string, route: (url: string) => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
  event.preventDefault();
  route(href);
}
