/** `bench/low-resource/sst2.json`: accuracy by the number of labels and by what a BiLSTM learns from. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { type Curve, curves } from "../../cli/report/svg/curves.ts";
import { logarithmic } from "../../cli/report/svg/scale.ts";
import { STRATEGIES, type Strategy } from "../low-resource/cells.ts";
import { count, interval, link, score, table } from "../markdown.ts";

const LowResource = z.object({
  /** Unlabelled sentences for each student. */
  texts: z.int(),
  /** Rows of the whole training split. */
  rows: z.int(),
  machine: z.string(),
  cells: z.array(
    z.object({
      /** Null: all. */
      labels: z.int().nullable(),
      strategy: z.enum(Object.keys(STRATEGIES) as [Strategy, ...Strategy[]]),
      accuracy: z.number(),
      ci95: z.tuple([z.number(), z.number()]),
    }),
  ),
});
export type LowResource = z.infer<typeof LowResource>;
type Cell = LowResource["cells"][number];

const PATH = "bench/low-resource/sst2.json";

/** Undefined where the curve has not been measured. */
export async function readLowResource(root: string): Promise<LowResource | undefined> {
  const path = join(root, PATH);
  return existsSync(path) ? LowResource.parse(JSON.parse(await readFile(path, "utf8"))) : undefined;
}

const SHOWN: Readonly<Record<Strategy, { title: string; colour: string }>> = {
  teacher: { title: "MiniLM, the teacher", colour: "#1f2328" },
  full: { title: "BiLSTM, D4.1", colour: "#d55e00" },
  soft: { title: "BiLSTM, logits", colour: "#0072b2" },
  hard: { title: "BiLSTM, guesses", colour: "#56b4e9" },
  supervised: { title: "BiLSTM, labels alone", colour: "#8c959f" },
};
const TICKS = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];

/** Accuracy over the number of labels, a curve a strategy. */
export const lowResourcePicture = ({ cells, texts, rows }: LowResource): string =>
  curves({
    title: "Few labels, SST-2 dev",
    subtitle: `Teacher and student know so many labels; students read ${count(texts)} sentences without labels, too. One seed; ± 2 to 3 points, 95 %.`,
    xTitle: "labelled rows, logarithmic",
    xScale: (from, to) => ({ ...logarithmic([90, rows * 1.05], from, to), ticks: TICKS }),
    columns: 1,
    panelHeight: 380,
    named: true,
    yTicks: 8,
    panels: [
      {
        title: "",
        yTitle: "accuracy",
        curves: Object.entries(SHOWN).flatMap(([strategy, { title, colour }]): Curve[] => {
          const own = cells.filter((cell) => cell.strategy === strategy);
          const points = own.map(({ labels, accuracy }) => [labels ?? rows, accuracy] as const);
          return own.length === 0 ? [] : [{ name: title, colour, points: points.sort(([a], [b]) => a - b) }];
        }),
      },
    ],
  });

/** The section of the page of results. */
export function lowResourcePart(measured: LowResource | undefined): string[] {
  if (measured === undefined) return [];
  const { cells, texts, machine } = measured;
  const drawn = table<Cell>(
    [
      { title: "labels", right: true, of: ({ labels }) => (labels === null ? "all" : count(labels)) },
      { title: "learns from", of: ({ strategy }) => SHOWN[strategy].title },
      { title: "accuracy", right: true, of: ({ accuracy }) => score(accuracy) },
      { title: "95 % interval", of: ({ ci95 }) => interval(ci95) },
    ],
    cells,
  );
  return [
    "## Few labels",
    `\`node bench/low-resource/run.ts\`, on ${machine} (${link("sst2.json", PATH)}). The teacher is fine-tuned on the same labels.
Students read ${count(texts)} sentences of IMDb without labels beside them. Dev chose the look, and there were more looks at some than
at others.`,
    "![Accuracy by the number of labels](pictures/low-resource-sst2.svg)",
    drawn,
  ];
}
