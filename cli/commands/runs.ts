import type { Command } from "commander";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { followEvaluation } from "../evaluation/follow-evaluation.ts";
import { nameOf, runReport } from "../evaluation/report.ts";
import { type ApiClient, apiClient, HttpError, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";
import { figure } from "../ui/figures.ts";
import { table } from "../ui/table.ts";

interface RunsOptions extends ServerOptions {
  suite?: string;
  model?: string;
  limit: number;
  json?: boolean;
}

export default function runsCommand(program: Command): void {
  const command = program
    .command("runs")
    .description("List recorded evaluations, newest first; or print one, following it first where it is under way.")
    .argument("[run]", "the id of a run")
    .option("--suite <suite>", "only those on this suite")
    .option("--model <id>", "only those of this model")
    .option("--limit <n>", "at most so many", wholeNumber(1, 100), 20);
  withServer(command).option("--json", "print them as JSON").action(runs);
}

async function runs(id: string | undefined, { json, ...options }: RunsOptions): Promise<void> {
  const api = await apiClient(options);
  const found = id === undefined ? await listRuns(api, options) : await oneRun(api, id);
  if (json) console.log(JSON.stringify(found, null, 2));
  else console.log(Array.isArray(found) ? overview(found) : runReport(found));
}

async function listRuns(api: ApiClient, { suite, model, limit }: RunsOptions): Promise<RunRecord[]> {
  const query = new URLSearchParams({ limit: String(limit), ...(suite && { suite }), ...(model && { model }) });
  return (await api.get<{ runs: RunRecord[] }>(`/v1/runs?${query}`)).runs;
}

/** A run is recorded when it is complete; before that there is only its evaluation. */
async function oneRun(api: ApiClient, id: string): Promise<RunRecord> {
  try {
    return await api.get<RunRecord>(`/v1/runs/${encodeURIComponent(id)}`);
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 404) throw error;
    return followEvaluation(api, encodeURIComponent(id));
  }
}

const overview = (runs: RunRecord[]) =>
  table<RunRecord>(
    [
      { title: "run", cell: ({ id }) => id },
      { title: "model", cell: nameOf },
      { title: "suite", cell: ({ suite }) => suite },
      { title: "primary metric", cell: ({ primary, metrics }) => `${primary} ${figure(metrics[primary] ?? ABSENT)}` },
      { title: "n", cell: ({ rows }) => rows, align: "right" },
      { title: "errors", cell: ({ errors }) => errors, align: "right" },
      { title: "made", cell: ({ created_at }) => created_at },
    ],
    runs,
  );

const ABSENT = { value: null, ci95: null };
