import { type ColumnOf, type Report, section } from "../report/report.ts";
import type { Preset } from "./find-preset.ts";
import { fitSection } from "./fit-section.ts";
import { PART_NAMES, type PlannedPart, plannedParts } from "./model-parts.ts";
import type { PartFit } from "./part-fits.ts";
import { planCost } from "./plan-cost.ts";
import { planText, times } from "./plan-text.ts";

/** One preset, part by part; with `fits` also how near its start comes to real weights. */
export function presetReport({ name, plan, family }: Preset, fits?: readonly PartFit[]): Report {
  const { config, title, counting, printed } = family;
  const cost = planCost(config, plan);
  const parts = plannedParts(config, plan);
  const rest = cost.parameters - parts.reduce((sum, { parameters }) => sum + parameters, 0);
  const { to_dense_with_pooler, as_counted } = cost.compression;
  return {
    title: `${name} for ${title}: ${cost.parameters} parameters, ${times(to_dense_with_pooler)} times fewer than dense with its pooler, ${times(as_counted)} as counted`,
    lines: [counting, ...(printed[name] ? [`the paper: ${printed[name]}`] : [])],
    sections: [
      section(
        "parts",
        COLUMNS,
        [
          ...parts.map((part): Line => ({ ...part, name: PART_NAMES[part.part], matrix: part })),
          { name: "all that stays dense", matrix: null, parameters: rest, share: rest / cost.parameters },
        ],
        {
          notes: [
            `FLOPs: of a token in all matrices of the part, ${cost.flops} in the model`,
            "rank: the most that one of the matrices can have; SVD: the rank that stores no more numbers",
          ],
        },
      ),
      ...(fits === undefined ? [] : [fitSection(fits)]),
    ],
    json: { preset: name, model: title, ...cost, parts, rest, ...(fits && { fits }) },
  };
}

interface Line {
  name: string;
  /** Null of what no plan decides about. */
  matrix: PlannedPart | null;
  parameters: number;
  share: number;
}

const COLUMNS: readonly ColumnOf<Line>[] = [
  { title: "part", name: "part", format: "text", of: ({ name }) => name },
  { title: "matrices", name: "matrices", format: "count", of: ({ matrix }) => matrix?.matrices },
  { title: "each", name: "matrix", format: "text", of: ({ matrix }) => matrix?.matrix.join("x") },
  { title: "stored as", name: "plan", format: "text", of: ({ matrix }) => matrix && planText(matrix.plan) },
  { title: "parameters", name: "parameters", format: "count", of: ({ parameters }) => parameters },
  { title: "share", name: "share", format: "fraction", of: ({ share }) => share },
  { title: "FLOPs", name: "flops", format: "count", of: ({ matrix }) => matrix?.flops },
  { title: "rank", name: "rank", format: "count", of: ({ matrix }) => matrix?.rank },
  { title: "SVD", name: "svd_rank", format: "count", of: ({ matrix }) => matrix?.svd_rank },
];
