/** Curves over epochs in one plot or several, each plot with its own scales. */
import { type Plot, xAxis, yAxis } from "./axes.ts";
import { element, page, text } from "./draw.ts";
import { keepApart } from "./keep-apart.ts";
import { legend } from "./legend.ts";
import { linear, type Scale, spanned } from "./scale.ts";

export interface Curve {
  name: string;
  colour: string;
  points: readonly (readonly [x: number, y: number])[];
  /** Whether each point is marked; they are unless told otherwise. */
  dots?: boolean;
}

export interface Panel {
  title: string;
  yTitle: string;
  curves: readonly Curve[];
}

export interface Curves {
  title: string;
  subtitle: string;
  xTitle: string;
  /** Of all panels, from the left pixel to the right one; from nought to the last point unless told otherwise. */
  xScale?: (from: number, to: number) => Scale;
  panels: readonly Panel[];
  columns: number;
  panelHeight: number;
  /** One for all panels. */
  legend?: readonly { name: string; colour: string }[];
  /** Whether each curve has its name at its end. */
  named?: boolean;
  yTicks?: number;
}

const WIDTH = 960;
const NAMES = 190;

export function curves({
  title,
  subtitle,
  xTitle,
  xScale,
  panels,
  columns,
  panelHeight,
  named = false,
  yTicks,
  ...rest
}: Curves): string {
  const shared = rest.legend;
  const rows = Math.ceil(panels.length / columns);
  const width = (WIDTH - 24) / columns;
  const top = shared ? 96 : named ? 70 : 84;
  return page(
    { width: WIDTH, height: top + rows * panelHeight + 8, title, subtitle },
    ...(shared ? legend(shared, WIDTH - 24, 82) : []),
    ...panels.flatMap((panel, i) => {
      const [left, above] = [12 + (i % columns) * width, top + Math.floor(i / columns) * panelHeight];
      const plot: Plot = {
        left: left + 48,
        right: left + width - (named ? NAMES : 12),
        top: above + (panel.title ? 20 : 4) + (panel.yTitle ? 24 : 4),
        bottom: above + panelHeight - 52,
      };
      return [
        ...(panel.title ? [text(left + 12, above + 12, panel.title, { "font-weight": 600 })] : []),
        ...drawPanel(panel, plot, { xTitle, xScale, named, yTicks }),
      ];
    }),
  );
}

function drawPanel(
  { yTitle, curves: all }: Panel,
  plot: Plot,
  { xTitle, xScale, named = false, yTicks = 5 }: Pick<Curves, "xTitle" | "xScale" | "named" | "yTicks">,
): string[] {
  const points = all.flatMap((curve) => curve.points);
  const last = Math.max(...points.map(([x]) => x));
  const x = xScale?.(plot.left, plot.right) ?? linear([0, last * 1.02], plot.left, plot.right, named ? 8 : 5);
  const y = linear(spanned(points.map(([, value]) => value)), plot.bottom, plot.top, yTicks);
  const ends = all.map((curve) => curve.points.at(-1)!);
  const heights = keepApart(
    ends.map(([, value]) => y.at(value)),
    15,
  );
  return [
    ...xAxis(plot, x, xTitle),
    ...yAxis(plot, y, yTitle),
    ...all.flatMap(({ name, colour, points: own, dots = true }, i) => {
      const drawn = own.map(([a, b]) => [x.at(a), y.at(b)] as const);
      const [endX, endY] = drawn.at(-1)!;
      const toName = `M${endX.toFixed(1)} ${endY.toFixed(1)}L${plot.right + 8} ${heights[i]!.toFixed(1)}`;
      return [
        element("path", {
          d: path(drawn),
          fill: "none",
          stroke: colour,
          "stroke-width": 1.8,
          "stroke-linejoin": "round",
          ...dashOf(all, i, named),
        }),
        ...(dots ? drawn.map(([cx, cy]) => element("circle", { cx, cy, r: 2.4, fill: colour })) : []),
        ...(named
          ? [
              element("path", {
                d: toName,
                fill: "none",
                stroke: colour,
                "stroke-width": 0.6,
                "stroke-dasharray": "2 3",
              }),
              text(plot.right + 12, heights[i]! + 4, name, { fill: colour }),
            ]
          : []),
      ];
    }),
  ];
}

/** Named curves of one colour differ in their dashes. */
function dashOf(all: readonly Curve[], i: number, named: boolean): { "stroke-dasharray"?: string } {
  const before = all.slice(0, i).filter(({ colour }) => colour === all[i]!.colour).length;
  const dash = named ? DASHES[before] : undefined;
  return dash === undefined ? {} : { "stroke-dasharray": dash };
}

const DASHES = [undefined, "8 3", "2 3", "8 3 2 3"];

const path = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
