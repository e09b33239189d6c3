/** How long each engine takes over a text, by model and length: a dot an engine, on a logarithmic scale. */
import { type Plot, xAxis } from "../../../cli/report/svg/axes.ts";
import { element, GRID, line, PALE, page, text } from "../../../cli/report/svg/draw.ts";
import { legend } from "../../../cli/report/svg/legend.ts";
import { logarithmic } from "../../../cli/report/svg/scale.ts";
import { type Figures, timeOf } from "./figures.ts";

/** Okabe and Ito's palette, as in the other pictures, and two of Tol's. */
const COLOURS: Readonly<Record<string, string>> = {
  own: "#d55e00",
  "own-plain": "#e69f00",
  ort: "#0072b2",
  "ort-prepacked": "#56b4e9",
  "ort-dev": "#332288",
  "transformers-js": "#cc79a7",
  tract: "#009e73",
  fasttextembed: "#882255",
  "tfjs-wasm": "#8c959f",
};

const [WIDTH, ROW, BETWEEN, RADIUS] = [960, 19, 12, 4.5];

export function picture({ engines, speed = [], machine }: Figures, cpu: boolean): string {
  const groups = [...Map.groupBy(speed, ({ model }) => model)].map(([model, all]) => ({
    model,
    rows: [...Map.groupBy(all, ({ tokens }) => tokens)],
  }));
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const top = 112;
  const plot: Plot = { left: 220, right: WIDTH - 32, top, bottom: top + rows * ROW + groups.length * BETWEEN };
  const all = speed.map((one) => timeOf(one, cpu));
  const x = logarithmic([0.8 * Math.min(...all), 1.25 * Math.max(...all)], plot.left, plot.right);
  const names = Object.keys(COLOURS).filter((name) => speed.some(({ engine }) => engine === name));
  const entries = names.map((name) => ({ name: engines[name]!.name, colour: COLOURS[name]! }));
  const half = Math.ceil(entries.length / 2);

  let at = plot.top + BETWEEN / 2;
  const drawn = groups.flatMap(({ model, rows: own }) => {
    const first = at;
    const parts = own.flatMap(([tokens, timed]) => {
      const middle = at + ROW / 2;
      at += ROW;
      const places = timed.map((one) => x.at(timeOf(one, cpu)));
      return [
        text(plot.left - 10, middle + 4, `${tokens}`, { "text-anchor": "end", fill: PALE }),
        line(Math.min(...places), middle, Math.max(...places), middle, { stroke: GRID, "stroke-width": 2 }),
        // Ours last, so that it lies on top.
        ...timed.toReversed().map((one) =>
          element("circle", {
            cx: x.at(timeOf(one, cpu)),
            cy: middle,
            r: RADIUS,
            fill: COLOURS[one.engine],
            stroke: "#fff",
          }),
        ),
      ];
    });
    const name = text(plot.left - 48, (first + at) / 2 + 4, model, { "text-anchor": "end" });
    at += BETWEEN;
    return [name, ...parts];
  });
  return page(
    {
      width: WIDTH,
      height: plot.bottom + 60,
      title: "One text in engines of WebAssembly, by model and tokens",
      subtitle: `Medians${cpu ? " of CPU time" : ""}, all engines in turn in one process, one thread. ${machine}.`,
    },
    ...legend(entries.slice(0, half), WIDTH - 24, 78),
    ...legend(entries.slice(half), WIDTH - 24, 96),
    ...xAxis(plot, x, "milliseconds, logarithmic: less is better"),
    ...drawn,
  );
}
