import type { Command } from "commander";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { fraction } from "../ui/figures.ts";
import { table } from "../ui/table.ts";

interface Model {
  id: string;
  version: string;
  task: string;
  subset: string | null;
  method: string;
  /** Absent on servers from before it. */
  taught_by_answers_of?: string[];
  parameters: number;
  bytes: number;
  compression: { parameters: number; bytes: number } | null;
  results: { suite: string; metric: string; value: number | null }[];
}

export default function modelsCommand(program: Command): void {
  const command = program.command("models").description("List the models that are served.");
  withServer(command).option("--json", "print them as JSON").action(listModels);
}

async function listModels({ json, ...server }: ServerOptions & { json?: boolean }): Promise<void> {
  const { models } = await (await apiClient(server)).get<{ models: Model[] }>("/v1/models");
  if (json) return console.log(JSON.stringify(models, null, 2));
  const notes = models.flatMap(({ id, subset, taught_by_answers_of: answerers = [] }) => [
    ...(subset === null ? [] : [`${id}: trained on ${subset}`]),
    ...(answerers.length === 0 ? [] : [`${id}: taught by the answers of ${answerers.join(", ")}`]),
  ]);
  const list = [
    table<Model>(
      [
        { title: "model", cell: ({ id, version }) => `${id}@${version}` },
        { title: "task", cell: ({ task }) => task },
        { title: "method", cell: ({ method }) => method },
        { title: "parameters", cell: ({ parameters }) => parameters, align: "right" },
        { title: "MB", cell: ({ bytes }) => (bytes / 1e6).toFixed(1), align: "right" },
        { title: "smaller", cell: ({ compression: c }) => c && `${c.bytes.toFixed(1)}x`, align: "right" },
        { title: "results", cell: ({ results }) => results.map((r) => `${r.suite} ${fraction(r.value)}`).join(", ") },
      ],
      models,
    ),
    ...notes,
  ];
  console.log(list.join("\n"));
}
