import type { Command } from "commander";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { fraction, interval, pValue } from "../ui/figures.ts";
import { table } from "../ui/table.ts";

interface Side {
  model: string;
  version: string | null;
  run: string;
  ci95: [number, number];
}

interface Comparison {
  suite: string;
  metric: string;
  n: number;
  a: number;
  b: number;
  difference: number;
  ci95: [number, number];
  test: string;
  p_value: number;
  discordant: { a_only: number; b_only: number };
  agreement: number;
  models: { a: Side; b: Side };
}

export default function compareCommand(program: Command): void {
  const command = program
    .command("compare")
    .description("Compare two models on a suite, row by row, from the newest complete run of each.")
    .argument("<a>", "a model, as sst2-teacher")
    .argument("<b>", "another")
    .requiredOption("--suite <suite>", "as glue/sst2");
  withServer(command).option("--json", "print the comparison as JSON").action(compare);
}

type CompareOptions = ServerOptions & { suite: string; json?: boolean };

async function compare(a: string, b: string, { suite, json, ...server }: CompareOptions): Promise<void> {
  const api = await apiClient(server);
  const comparison = await api.get<Comparison>(`/v1/comparisons?${new URLSearchParams({ a, b, suite })}`);
  console.log(json ? JSON.stringify(comparison, null, 2) : report(comparison));
}

function report({
  suite,
  metric,
  n,
  a,
  b,
  difference,
  ci95,
  test,
  p_value,
  discordant,
  agreement,
  models,
}: Comparison) {
  const sides = [
    { name: models.a.model, value: a, only: discordant.a_only, ...models.a },
    { name: models.b.model, value: b, only: discordant.b_only, ...models.b },
  ];
  return [
    `${suite}, ${n} rows`,
    table<(typeof sides)[number]>(
      [
        { title: "model", cell: ({ model, version }) => (version === null ? model : `${model}@${version}`) },
        { title: metric, cell: ({ value }) => fraction(value) },
        { title: "95 % interval", cell: (side) => interval(side.ci95) },
        { title: "right alone", cell: ({ only }) => only, align: "right" },
        { title: "run", cell: ({ run }) => run },
      ],
      sides,
    ),
    `difference ${fraction(difference)} ${interval(ci95)}, ${test} p = ${pValue(p_value)}, agreement ${fraction(agreement)}`,
  ].join("\n");
}
