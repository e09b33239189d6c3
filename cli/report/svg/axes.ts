/** Grid lines, ticks and titles around a plot. */
import { GRID, line, PALE, text } from "./draw.ts";
import type { Scale } from "./scale.ts";

/** The plot's edges, in pixels. */
export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function xAxis(plot: Plot, { at, ticks, show }: Scale, title: string): string[] {
  return [
    ...ticks.flatMap((tick) => [
      line(at(tick), plot.top, at(tick), plot.bottom, { stroke: GRID }),
      text(at(tick), plot.bottom + 18, show(tick), { "text-anchor": "middle", fill: PALE }),
    ]),
    text((plot.left + plot.right) / 2, plot.bottom + 40, title, { "text-anchor": "middle" }),
  ];
}

/** Its title stands upright over the ticks, where nobody has to turn the head. */
export function yAxis(plot: Plot, { at, ticks, show }: Scale, title: string): string[] {
  return [
    ...ticks.flatMap((tick) => [
      line(plot.left, at(tick), plot.right, at(tick), { stroke: GRID }),
      text(plot.left - 8, at(tick) + 4, show(tick), { "text-anchor": "end", fill: PALE }),
    ]),
    text(plot.left, plot.top - 12, title),
  ];
}
