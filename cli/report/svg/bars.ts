/** Bars side by side, with intervals: what each perturbation costs each model. */
import { type Plot, xAxis } from "./axes.ts";
import { element, INK, line, page, text } from "./draw.ts";
import { legend } from "./legend.ts";
import { linear, spanned } from "./scale.ts";

export interface Bar {
  value: number;
  ci95: readonly [number, number];
}

export interface Bars {
  title: string;
  subtitle: string;
  xTitle: string;
  series: readonly { name: string; colour: string }[];
  /** A bar of each series, in their order. */
  groups: readonly { name: string; bars: readonly (Bar | null)[] }[];
}

const [WIDTH, BAR, BETWEEN] = [960, 13, 14];

export function bars({ title, subtitle, xTitle, series, groups }: Bars): string {
  const step = series.length * BAR + BETWEEN;
  const plot: Plot = { left: 130, right: WIDTH - 32, top: 96, bottom: 96 + groups.length * step };
  const all = groups.flatMap((group) => group.bars.flatMap((bar) => (bar === null ? [] : [...bar.ci95, bar.value])));
  const x = linear(spanned([0, ...all]), plot.left, plot.right, 8);
  return page(
    { width: WIDTH, height: plot.bottom + 60, title, subtitle },
    ...legend(series, plot.right, 82),
    ...xAxis(plot, x, xTitle),
    ...groups.flatMap((group, g) => {
      const top = plot.top + g * step + BETWEEN / 2;
      return [
        text(plot.left - 10, top + (step - BETWEEN) / 2 + 4, group.name, { "text-anchor": "end" }),
        ...group.bars.flatMap((bar, s) => (bar ? drawn(bar, x.at, top + s * BAR, series[s]!.colour) : [])),
      ];
    }),
    line(x.at(0), plot.top, x.at(0), plot.bottom, { stroke: INK }),
  );
}

function drawn(
  { value, ci95: [low, high] }: Bar,
  at: (value: number) => number,
  top: number,
  colour: string,
): string[] {
  const middle = top + BAR / 2;
  const [start, end] = [Math.min(at(0), at(value)), Math.max(at(0), at(value))];
  return [
    element("rect", { x: start, y: top + 1, width: end - start, height: BAR - 2, fill: colour, opacity: 0.75 }),
    line(at(low), middle, at(high), middle, { stroke: INK, "stroke-width": 1.2 }),
    ...[low, high].map((edge) =>
      line(at(edge), middle - 3, at(edge), middle + 3, { stroke: INK, "stroke-width": 1.2 }),
    ),
  ];
}
