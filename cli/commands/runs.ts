import { join } from "node:path";
import type { Command } from "commander";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { CliError } from "../cli-error.ts";
import { followEvaluation } from "../evaluation/follow-evaluations.ts";
import { conditions, nameOf, runReport } from "../evaluation/run-report.ts";
import { saveRun } from "../evaluation/save-run.ts";
import { type ApiClient, apiClient, HttpError, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";
import { projectRoot } from "../project-root.ts";
import { type Report, section } from "../report/report.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";

interface RunsOptions extends ServerOptions, ReportOptions {
  suite?: string;
  model?: string;
  limit: number;
  save?: boolean;
  assets: string;
}

export default function runsCommand(program: Command): void {
  const command = program
    .command("runs")
    .description("List recorded evaluations, newest first; or print one, following it first where it is under way.")
    .argument("[run]", "the id of a run")
    .option("--suite <suite>", "only those on this suite")
    .option("--model <id>", "only those of this model")
    .option(
      "--save",
      "with a run: keep its record, its predictions and what its suite is in r2-assets, for fresh clones",
    )
    .option("--assets <dir>", "with --save: another folder than r2-assets", join(projectRoot, "r2-assets"))
    .option("--limit <n>", "at most so many", wholeNumber(1, 100), 20);
  withReport(withServer(command)).action(runs);
}

async function runs(id: string | undefined, options: RunsOptions): Promise<void> {
  if (id === undefined && options.save) throw new CliError("--save wants the id of a run");
  const api = await apiClient(options);
  if (id === undefined) return giveReport(overview(await listRuns(api, options), options.limit), options);
  const run = await oneRun(api, id);
  if (options.save) console.error(`saved in ${await saveRun(api, run, options.assets)}`);
  await giveReport(runReport(run), options);
}

async function listRuns(api: ApiClient, { suite, model, limit }: RunsOptions): Promise<RunRecord[]> {
  const query = new URLSearchParams({ limit: String(limit), ...(suite && { suite }), ...(model && { model }) });
  const { runs } = await api.get<{ runs: RunRecord[] }>(`/v1/runs?${query}`);
  if (runs.length === 0 && suite !== undefined) await api.get(`/v1/suites/${suite}`); // a misspelt one is an error
  return runs;
}

/** A run is recorded when it is complete; before that there is only its evaluation. */
async function oneRun(api: ApiClient, id: string): Promise<RunRecord> {
  try {
    return await api.get<RunRecord>(`/v1/runs/${encodeURIComponent(id)}`);
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 404) throw error;
    return followEvaluation(api, id);
  }
}

const overview = (runs: readonly RunRecord[], limit: number): Report => ({
  title: runs.length === 0 ? "no runs" : "runs, newest first",
  lines: [],
  sections: [
    section<RunRecord>(
      "runs",
      [
        { title: "run", name: "run", format: "text", of: ({ id }) => id },
        { title: "model", name: "model", format: "text", of: nameOf },
        { title: "suite", name: "suite", format: "text", of: (run) => `${run.suite}${conditions(run)}` },
        { title: "metric", name: "metric", format: "text", of: ({ primary }) => primary },
        {
          title: "value [95 % interval]",
          name: "value",
          format: "figure",
          of: ({ primary, metrics }) => metrics[primary],
        },
        { title: "n", name: "rows", format: "count", of: ({ rows }) => rows },
        { title: "errors", name: "errors", format: "count", of: ({ errors }) => errors },
        { title: "made", name: "created_at", format: "text", of: ({ created_at }) => created_at },
      ],
      runs,
      { notes: runs.length === limit ? [`at most ${limit} are shown, by --limit`] : [] },
    ),
  ],
  json: runs,
});
