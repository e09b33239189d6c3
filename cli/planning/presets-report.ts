import { lowRankAtEqualSize } from "../../trainer/models/bert/bert-plan.ts";
import { type BertPlan, DENSE } from "../../trainer/models/bert/config.ts";
import { type ColumnOf, type Report, type Section, section } from "../report/report.ts";
import { MODEL_FAMILIES, type ModelFamily } from "./model-families.ts";
import { type PlanCost, planCost } from "./plan-cost.ts";

interface Line {
  model: string;
  cost: PlanCost;
}

/** Every preset with what it costs, beside the dense model and the truncated SVD of equal size. */
export function presetsReport(): Report {
  const tables = MODEL_FAMILIES.map((family) => ({ family, lines: linesOf(family) }));
  return {
    title: "presets and what they cost; `retort plan <preset>` shows one part by part",
    lines: [
      "smaller: the dense model with its pooler, as papers count it, over this without; both: over this with pooler; as counted: both without",
      "FLOPs: of a token in the encoder's linear layers; MB: of the tensors; SVD: every matrix of the line above at the largest rank that stores no more",
    ],
    sections: tables.map(({ family, lines }) => familySection(family, lines)),
    json: {
      families: tables.map(({ family: { title, counting, printed }, lines }) => ({
        title,
        counting,
        models: lines.map(({ model, cost }) => ({
          model,
          ...cost,
          ...(printed[model] && { printed: printed[model] }),
        })),
      })),
    },
  };
}

function linesOf({ config, presets }: ModelFamily): Line[] {
  const line = (model: string, plan: BertPlan): Line => ({ model, cost: planCost(config, plan) });
  return [
    line("dense", DENSE),
    ...Object.entries(presets).flatMap(([name, plan]) => [
      line(name, plan),
      line(`${name} SVD`, lowRankAtEqualSize(config, plan)),
    ]),
  ];
}

const familySection = ({ title, counting, printed }: ModelFamily, lines: readonly Line[]): Section =>
  section(title, COLUMNS, lines, {
    notes: [counting, ...Object.entries(printed).map(([model, note]) => `${model}: ${note}`)],
  });

const COLUMNS: readonly ColumnOf<Line>[] = [
  { title: "model", name: "model", format: "text", of: ({ model }) => model },
  { title: "parameters", name: "parameters", format: "count", of: ({ cost }) => cost.parameters },
  { title: "with pooler", name: "with_pooler", format: "count", of: ({ cost }) => cost.with_pooler },
  {
    title: "smaller",
    name: "to_dense_with_pooler",
    format: "ratio",
    of: ({ cost }) => cost.compression.to_dense_with_pooler,
  },
  {
    title: "both",
    name: "both_with_pooler",
    format: "ratio",
    of: ({ cost }) => cost.compression.both_with_pooler,
  },
  { title: "as counted", name: "as_counted", format: "ratio", of: ({ cost }) => cost.compression.as_counted },
  { title: "FLOPs", name: "flops", format: "count", of: ({ cost }) => cost.flops },
  { title: "MB f32", name: "megabytes_f32", format: "tenths", of: ({ cost }) => cost.bytes.f32 / 1e6 },
  { title: "f16", name: "megabytes_f16", format: "tenths", of: ({ cost }) => cost.bytes.f16 / 1e6 },
  { title: "i8", name: "megabytes_i8", format: "tenths", of: ({ cost }) => cost.bytes.i8 / 1e6 },
];
