/** A score with its interval against what a model costs: one point a model, its name beside it. */
import { type Plot, xAxis, yAxis } from "./axes.ts";
import { element, line, PALE, page, text } from "./draw.ts";
import { keepApart } from "./keep-apart.ts";
import { linear, type Scale, spanned } from "./scale.ts";

export interface Point {
  name: string;
  colour: string;
  x: number;
  y: number;
  ci95: readonly [number, number];
  /** Drawn as a ring: there is a better one in every respect, say. */
  hollow?: boolean;
}

export interface Scatter {
  title: string;
  subtitle: string;
  xTitle: string;
  yTitle: string;
  xScale(from: number, to: number): Scale;
  points: readonly Point[];
  /** What a model may cost at most, and the least that it must score, as dashed lines with their words. */
  limits?: { x?: Limit; y?: Limit };
}

interface Limit {
  at: number;
  name: string;
}

const [WIDTH, HEIGHT] = [960, 520];
const PLOT: Plot = { left: 64, right: WIDTH - 24, top: 100, bottom: HEIGHT - 56 };
/** Points of nearly the same cost stand side by side, so that their intervals can be seen. */
const BESIDE = 10;
/** Points nearer than that share a column of names. */
const NEAR = 40;
const LINE = 16;
/** About the width of a letter. */
const LETTER = 6;

export function scatter({ title, subtitle, xTitle, yTitle, xScale, points, limits = {} }: Scatter): string {
  const x = xScale(PLOT.left, PLOT.right);
  const y = linear(
    spanned([...points.flatMap(({ ci95 }) => ci95), ...(limits.y ? [limits.y.at] : [])]),
    PLOT.bottom,
    PLOT.top,
    9,
  );
  const byCost = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const places = keepApart(
    byCost.map((point) => x.at(point.x)),
    BESIDE,
  );
  const placed = byCost.map((point, i) => ({ ...point, at: places[i]!, height: y.at(point.y) }));
  return page(
    { width: WIDTH, height: HEIGHT, title, subtitle },
    ...xAxis(PLOT, x, xTitle),
    ...yAxis(PLOT, y, yTitle),
    ...limitLines(limits, x, y),
    ...placed.flatMap(({ at, height, colour, ci95, hollow }) => [
      line(at, y.at(ci95[0]), at, y.at(ci95[1]), { stroke: colour, "stroke-width": 2, opacity: 0.55 }),
      element("circle", {
        ...{ cx: at, cy: height, r: 4.5 },
        ...(hollow ? { fill: "#fff", stroke: colour, "stroke-width": 2 } : { fill: colour, stroke: "#fff" }),
      }),
    ]),
    ...names(placed, y),
  );
}

function limitLines({ x: cost, y: score }: NonNullable<Scatter["limits"]>, x: Scale, y: Scale): string[] {
  const dashed = { stroke: PALE, "stroke-width": 1.2, "stroke-dasharray": "5 4" };
  const words = { fill: PALE, "font-size": 11.5 };
  return [
    ...(cost
      ? [
          line(x.at(cost.at), PLOT.top, x.at(cost.at), PLOT.bottom, dashed),
          text(x.at(cost.at) + 4, PLOT.bottom - 6, cost.name, words),
        ]
      : []),
    ...(score
      ? [
          line(PLOT.left, y.at(score.at), PLOT.right, y.at(score.at), dashed),
          text(PLOT.right - 4, y.at(score.at) + 14, score.name, { ...words, "text-anchor": "end" }),
        ]
      : []),
  ];
}

interface Placed extends Point {
  at: number;
  height: number;
}

/** Each group of neighbours has its names in a column at its right or left: where they cross less, then where more room is. */
function names(placed: readonly Placed[], y: Scale): string[] {
  const groups: Placed[][] = [];
  for (const point of placed) {
    const last = groups.at(-1);
    if (last && point.at - last.at(-1)!.at < NEAR) last.push(point);
    else groups.push([point]);
  }
  return groups.flatMap((group, i) => {
    const sides = [1, -1].map((side) => {
      const column = columnOf(group, side);
      const others = placed.filter((point) => !group.includes(point));
      const crossed = column.filter((box) => others.some((other) => isCrossed(box, other, y)) || !isInside(box)).length;
      const next = groups[i + side] ?? [];
      const edge = side === 1 ? (next[0]?.at ?? PLOT.right) : (next.at(-1)?.at ?? PLOT.left);
      return { side, column, crossed, room: side * (edge - (side === 1 ? group.at(-1)! : group[0]!).at) };
    });
    const { side, column } = sides.sort((a, b) => a.crossed - b.crossed || b.room - a.room)[0]!;
    return group.flatMap(({ name, at, height, colour }, k) => {
      const edge = side === 1 ? column[k]!.left : column[k]!.right;
      const middle = column[k]!.middle;
      return [
        line(at + side * 6, height, edge - side * 2, middle, { stroke: colour, "stroke-width": 0.8 }),
        text(edge, middle + 4, name, { fill: colour, "text-anchor": side === 1 ? "start" : "end", ...NAME }),
      ];
    });
  });
}

/** Where a name stands. */
interface Box {
  left: number;
  right: number;
  middle: number;
}

function columnOf(group: readonly Placed[], side: number): Box[] {
  const heights = keepApart(
    group.map(({ height }) => height),
    LINE,
  );
  const edge = side === 1 ? group.at(-1)!.at + 12 : group[0]!.at - 12;
  return group.map(({ name }, k) => {
    const width = name.length * LETTER;
    const [left, right] = side === 1 ? [edge, edge + width] : [edge - width, edge];
    return { left, right, middle: heights[k]! };
  });
}

/** Whether another model's interval runs through the name. */
const isCrossed = ({ left, right, middle }: Box, { at, ci95 }: Placed, y: Scale) =>
  at > left - 4 && at < right + 4 && y.at(ci95[1]) < middle + LINE / 2 && y.at(ci95[0]) > middle - LINE / 2;

const isInside = ({ left, right }: Box) => left >= PLOT.left && right <= WIDTH - 8;

/** Small letters, with white around them where a line runs behind them. */
const NAME = { "font-size": 11.5, stroke: "#fff", "stroke-width": 3, "paint-order": "stroke" };
