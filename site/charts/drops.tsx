/** From the score on texts as they are to the score on changed ones: a bar a model, the teacher's below. */
import { scaleLinear } from "d3-scale";
import type { RobustnessReport } from "../../eval/reports/robustness-report.ts";
import { fraction, interval } from "../format.ts";
import { Axes } from "./axes.tsx";
import { Chart } from "./chart.tsx";
import { Legend, layLegend } from "./legend.tsx";
import { shapeOf } from "./shapes.ts";
import { extent } from "./ticks.ts";

type Perturbed = RobustnessReport["perturbations"][number];
type Stressed = Pick<Perturbed, "clean" | "score" | "ci95" | "drop">;

interface Props {
  perturbations: readonly Perturbed[];
  model: string;
  teacher: string | null;
  metric: string;
}

const ROW = 38;
const BAR = 9;
const BOTTOM = 42;

export function Drops({ perturbations, model, teacher, metric }: Props) {
  const series = [
    { name: model, series: 1, of: (row: Perturbed): Stressed | null => row },
    ...(teacher === null ? [] : [{ name: teacher, series: 0, of: (row: Perturbed): Stressed | null => row.teacher }]),
  ];
  const legendFor = (width: number) => layLegend(series, width - 8);
  const topFor = (width: number) => legendFor(width).height + 8;
  const levels = perturbations.flatMap((row) =>
    series.flatMap(({ of }) => numbers([of(row)?.clean, of(row)?.score, ...(of(row)?.ci95 ?? [])])),
  );
  return (
    <Chart
      title="Scores on changed texts"
      says="A bar reaches from the score on the rows as they are (the thin end) to that on the same rows changed (the mark, with its 95 % interval)."
      file={`${model}-perturbations`}
      heightFor={(width) => topFor(width) + BOTTOM + perturbations.length * ROW}
    >
      {({ width, height }) => {
        const [top, left] = [topFor(width), Math.min(130, width * 0.34)];
        const x = scaleLinear()
          .domain(extent(levels))
          .nice()
          .range([left, width - 24]);
        const y = scaleLinear()
          .domain([0, 0])
          .range([height - BOTTOM, top]);
        return (
          <>
            <Axes x={x} y={y} xTitle={metric} xFormat={(value) => fraction(value, 2)} yTicks={[]} />
            <Legend placed={legendFor(width).placed} left={4} top={0} shaped />
            {perturbations.map((row, i) => (
              <g key={row.name}>
                <text x={left - 10} y={top + (i + 0.5) * ROW} dy="0.32em" text-anchor="end">
                  {row.name}
                </text>
                {series.map(({ name, series: colour, of }, j) => {
                  const stressed = of(row);
                  if (stressed?.score == null) return null;
                  const at = top + (i + 0.5) * ROW + (series.length === 1 ? 0 : (j - 0.5) * (BAR + 6));
                  const says = `${row.name}, ${name}: ${inWords(stressed)}`;
                  return (
                    <g key={name} class={`series-${colour}`} role="img" aria-label={says}>
                      <title>{says}</title>
                      {bar(x, at, colour, stressed)}
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

function bar(x: (value: number) => number, at: number, series: number, { clean, score, ci95 }: Stressed) {
  const [from, to] = [x(clean ?? score!), x(score!)];
  return (
    <>
      <rect class="bar" x={Math.min(from, to)} y={at - BAR / 2} width={Math.abs(to - from)} height={BAR} />
      {clean !== null && <line class="whisker" x1={from} x2={from} y1={at - BAR / 2 - 1} y2={at + BAR / 2 + 1} />}
      {ci95 && <line class="whisker thin" x1={x(ci95[0])} x2={x(ci95[1])} y1={at} y2={at} />}
      <path class="full" d={shapeOf(series)(to, at)} />
    </>
  );
}

const inWords = ({ clean, score, ci95, drop }: Stressed) =>
  `${fraction(clean)} as they are, ${fraction(score)} changed (${interval(ci95)}), a drop of ${fraction(drop)}`;

const numbers = (values: readonly (number | null | undefined)[]): number[] =>
  values.filter((value) => value !== null && value !== undefined);
