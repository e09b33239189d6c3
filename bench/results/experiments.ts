/** `bench/experiments/results.json`: online A/B by simulation, as tables in `docs/experiments.md` and a picture. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { type Curve, curves } from "../../cli/report/svg/curves.ts";
import { logarithmic } from "../../cli/report/svg/scale.ts";
import { count, link, table } from "../markdown.ts";

const Spread = z.object({ mean: z.number(), p50: z.number(), p80: z.number(), p95: z.number() });
const Share = z.object({
  rate: z.number(),
  ci95: z.tuple([z.number(), z.number()]),
  by: z.array(z.tuple([z.number(), z.number()])).optional(),
});
const Study = z.object({
  group: z.enum(["decisions", "samples", "feedback"]),
  name: z.string(),
  title: z.string(),
  fixed: z.number().optional(),
  runs: z.int(),
  found: z.record(z.string(), z.union([Spread, Share])),
});
type Study = z.infer<typeof Study>;
const Experiments = z.object({ machine: z.string(), studies: z.array(Study) });
export type Experiments = z.infer<typeof Experiments>;

const PATH = "bench/experiments/results.json";

/** Undefined where nothing has been simulated. */
export async function readExperiments(root: string): Promise<Experiments | undefined> {
  const path = join(root, PATH);
  return existsSync(path) ? Experiments.parse(JSON.parse(await readFile(path, "utf8"))) : undefined;
}

const shareOf = ({ found }: Study, key: string) => Share.safeParse(found[key]).data;
const spreadOf = ({ found }: Study, key: string) => Spread.safeParse(found[key]).data;

const percent = (share: number | undefined) => (share === undefined ? null : `${(100 * share).toFixed(1)} %`);
const rate = (key: string) => (study: Study) => percent(shareOf(study, key)?.rate);
const times = (which: "mean" | "p50" | "p80" | "p95") => (study: Study) =>
  spreadOf(study, "times_fixed")?.[which].toFixed(2);

const decisionTable = (studies: readonly Study[]) =>
  table<Study>(
    [
      { title: "accuracy", of: ({ title }) => title },
      { title: "difference", right: true, of: ({ name }) => (name.endsWith("-at-margin") ? "-2 points" : "0") },
      { title: "false verdict", right: true, of: rate("false_verdict") },
      { title: "interval lost the truth", right: true, of: rate("lost_difference") },
      { title: "accuracy's interval did", right: true, of: (study) => percent(spreadOf(study, "lost_accuracy")?.mean) },
      { title: "z test did", right: true, of: rate("naive") },
      { title: "z test at the end", right: true, of: rate("naive_at_end") },
    ],
    studies,
  );

const sampleTable = (studies: readonly Study[]) =>
  table<Study>(
    [
      { title: "accuracies, and the verdict waited for", of: ({ title }) => title },
      { title: "fixed size", right: true, of: ({ fixed }) => count(fixed) },
      { title: "mean", right: true, of: times("mean") },
      { title: "median", right: true, of: times("p50") },
      { title: "80 %", right: true, of: times("p80") },
      { title: "95 %", right: true, of: times("p95") },
    ],
    studies,
  );

const feedbackTable = (studies: readonly Study[]) =>
  table<Study>(
    [
      { title: "feedback", of: ({ title }) => title },
      { title: "judged", right: true, of: (study) => count(spreadOf(study, "judged")?.p50) },
      {
        title: "estimate off, points",
        right: true,
        of: (study) => (100 * (spreadOf(study, "off")?.mean ?? 0)).toFixed(1).replace("-0.0", "0.0"),
      },
      { title: "false verdict", right: true, of: rate("false_verdict") },
      { title: "interval lost the truth", right: true, of: rate("lost_difference") },
      { title: "alarm", right: true, of: rate("alarm") },
    ],
    studies,
  );

const TABLES = { decisions: decisionTable, samples: sampleTable, feedback: feedbackTable };

/**
 * The page with its tables as the simulation has them, between `<!-- decisions -->` and `<!-- end -->` and so on.
 * Throws an Error where the marks are missing.
 */
export function withTables(page: string, { machine, studies }: Experiments): string {
  return (["decisions", "samples", "feedback"] as const).reduce((text, group) => {
    const [start, end] = [`<!-- ${group} -->`, "<!-- end -->"];
    const from = text.indexOf(start) + start.length;
    const to = text.indexOf(end, from);
    if (from < start.length || to < 0) throw new Error(`docs/experiments.md lacks ${start} or ${end} behind it`);
    const own = studies.filter((study) => study.group === group);
    const about = `\`node bench/experiments/simulate.ts\`, ${count(own[0]?.runs)} runs a line, on ${machine} (${link("results.json", PATH)}).`;
    return `${text.slice(0, from)}\n${about}\n\n${TABLES[group](own)}\n${text.slice(to)}`;
  }, page);
}

const CURVES = [
  { key: "naive", name: "z test", colour: "#d55e00" },
  { key: "lost_difference", name: "confidence sequence", colour: "#0072b2" },
] as const;

/** The share of runs in which one who looks after every answer has once been misled. */
export function lookingPicture({ studies }: Experiments): string {
  const shown = ["steady", "wandering", "jumping", "ramp-up"].flatMap((name) => studies.filter((s) => s.name === name));
  return curves({
    title: "Misled by looking after every answer",
    subtitle: `Share of ${count(shown[0]?.runs)} runs without any difference whose 95 % interval has once left out the truth by then.`,
    xTitle: "units judged, logarithmic",
    xScale: (from, to) => ({ ...logarithmic([90, 38_000], from, to), ticks: [100, 1000, 10_000] }),
    columns: 4,
    panelHeight: 250,
    legend: CURVES,
    panels: shown.map((study) => ({
      title: study.name,
      yTitle: "share of runs",
      curves: CURVES.map(
        ({ key, name, colour }): Curve => ({ name, colour, points: shareOf(study, key)?.by ?? [], dots: false }),
      ),
    })),
  });
}
