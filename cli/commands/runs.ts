import { join } from "node:path";
import type { Command } from "commander";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { CliError } from "../cli-error.ts";
import { followEvaluation } from "../evaluation/follow-evaluation.ts";
import { nameOf, runReport } from "../evaluation/report.ts";
import { saveRun } from "../evaluation/save-run.ts";
import { type ApiClient, apiClient, HttpError, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";
import { projectRoot } from "../project-root.ts";
import { figure } from "../ui/figures.ts";
import { table } from "../ui/table.ts";

interface RunsOptions extends ServerOptions {
  suite?: string;
  model?: string;
  limit: number;
  save?: boolean;
  assets: string;
  json?: boolean;
}

export default function runsCommand(program: Command): void {
  const command = program
    .command("runs")
    .description("List recorded evaluations, newest first; or print one, following it first where it is under way.")
    .argument("[run]", "the id of a run")
    .option("--suite <suite>", "only those on this suite")
    .option("--model <id>", "only those of this model")
    .option("--save", "with a run: keep its record and predictions in r2-assets/runs, for fresh clones")
    .option("--assets <dir>", "with --save: another folder than r2-assets", join(projectRoot, "r2-assets"))
    .option("--limit <n>", "at most so many", wholeNumber(1, 100), 20);
  withServer(command).option("--json", "print them as JSON").action(runs);
}

async function runs(id: string | undefined, { json, ...options }: RunsOptions): Promise<void> {
  const api = await apiClient(options);
  if (options.save && id === undefined) throw new CliError("--save wants the id of a run");
  const found = id === undefined ? await listRuns(api, options) : await oneRun(api, id);
  if (options.save && !Array.isArray(found)) console.error(`saved in ${await saveRun(api, found, options.assets)}`);
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
