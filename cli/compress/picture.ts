/** `compress.svg`: score against size, with the limits and who is on the front. */
import { metrics } from "../../eval/metrics/registry.ts";
import { colourOf } from "../report/svg/colours.ts";
import { logarithmic } from "../report/svg/scale.ts";
import { type Point, scatter } from "../report/svg/scatter.ts";
import type { Compression } from "./result.ts";
import { megabytes } from "./words.ts";

/** Null where no score is defined. */
export function compressPicture({ task, metric, models, budget, measured_on, smoke }: Compression): string | null {
  const points = models.flatMap(({ name, method, bytes, score, latency, front }): Point[] => {
    if (score.value === null || score.ci95 === null) return [];
    return [
      {
        name: `${name}, ${latency.p50.toFixed(1)} ms`,
        colour: colourOf(method),
        x: bytes / 1e6,
        y: score.value,
        ci95: score.ci95,
        hollow: !front,
      },
    ];
  });
  if (points.length === 0) return null;
  const [teacher] = models;
  const sizes = [...points.map(({ x }) => x), ...(budget.bytes === null ? [] : [budget.bytes / 1e6])];
  const least = teacher!.score.value === null ? null : teacher!.score.value - budget.loss;
  const { title, better } = metrics[metric];
  return scatter({
    title: `${title} against size, ${task}${smoke ? " (smoke: the figures mean nothing)" : ""}`,
    subtitle: `As served, ${measured_on.rows} ${measured_on.split} rows. Lines are 95 % intervals. Rings: another model is as small, as good and as fast, and better in one.`,
    xTitle: "size of the weights, MB, logarithmic",
    yTitle: title,
    xScale: (from, to) => logarithmic([Math.min(...sizes) / 1.6, Math.max(...sizes) * 2.5], from, to),
    points,
    limits: {
      ...(budget.bytes !== null && { x: { at: budget.bytes / 1e6, name: `at most ${megabytes(budget.bytes)}` } }),
      ...(least !== null && better === "higher" && { y: { at: least, name: `the teacher less ${budget.loss}` } }),
    },
  });
}
