import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExperimentReport, ExperimentSummary } from "../../eval/reports/experiment.ts";
import { SuiteTask } from "../../r2-assets/format/names.ts";
import { experimentReport, experimentsReport } from "../experiments/experiment-report.ts";
import { pathOf } from "../experiments/find-experiment.ts";
import { readVariants, readWeights } from "../experiments/variants.ts";
import { writeAnswers } from "../experiments/write-answers.ts";
import { type ApiClient, apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";

type ShownOptions = ServerOptions & ReportOptions;
type NewOptions = ShownOptions & { task?: SuiteTask; shadow?: boolean; margin?: number; feedbackDays?: number };
type ExportOptions = ServerOptions & { csv?: boolean; out?: string };

const EXPERIMENT = "its id, or its name";

export default function experimentCommand(program: Command): void {
  const experiment = program
    .command("experiment")
    .description(
      "Online A/B: which of several models is right more often, by what your traffic says. Reports may be looked at as often as one likes.",
    );
  const shown = (command: Command) => withReport(withServer(command));

  shown(experiment.command("create").description("Begin an experiment. Needs a key with the scope write."))
    .argument("<name>")
    .argument(
      "<variants...>",
      "[name:]model[@version][/runtime][=weight], the control first; without weights all have the same",
    )
    .addOption(
      new Option("--task <task>", "what the models are asked; the control's own unless given").choices(
        SuiteTask.options,
      ),
    )
    .option("--shadow", "the control answers every unit, the others are asked behind it")
    .option("--margin <accuracy>", "what a good enough candidate may lose; 0.02 unless given", number)
    .option(
      "--feedback-days <days>",
      "how long answers take feedback, and are stored; 30 unless given",
      wholeNumber(1, 90),
    )
    .action(create);

  shown(experiment.command("list").description("List experiments, newest first.")).action(
    async (options: ShownOptions) => {
      const { experiments } = await (await apiClient(options)).get<{ experiments: ExperimentSummary[] }>(
        "/v1/experiments",
      );
      await giveReport(experimentsReport(experiments), options);
    },
  );

  shown(experiment.command("show").description("What is known by now: verdicts, variants, differences."))
    .argument("<experiment>", EXPERIMENT)
    .action(async (named: string, options: ShownOptions) => {
      const api = await apiClient(options);
      await giveReport(experimentReport(await api.get(await pathOf(api, named))), options);
    });

  shown(experiment.command("weights").description("Give new units other shares; those that have a variant keep it."))
    .argument("<experiment>", EXPERIMENT)
    .argument("<weights...>", "name=weight of every variant")
    .action((named: string, weights: string[], options: ShownOptions) =>
      change(named, { weights: readWeights(weights) }, options),
    );

  shown(experiment.command("stop").description("Answer nobody any more; feedback on what was answered is still taken."))
    .argument("<experiment>", EXPERIMENT)
    .action((named: string, options: ShownOptions) => change(named, { status: "stopped" }, options));

  withServer(experiment.command("export").description("Write every answer that is stored, a line each, as NDJSON."))
    .argument("<experiment>", EXPERIMENT)
    .option("--csv", "as CSV")
    .option("--out <file>", "to a file instead of the terminal")
    .action(exportAnswers);

  withServer(
    experiment
      .command("delete")
      .description("Delete an experiment with all that is stored of it. Needs the scope admin."),
  )
    .argument("<experiment>", EXPERIMENT)
    .action(async (named: string, server: ServerOptions) => {
      const api = await apiClient(server);
      await api.json("DELETE", await pathOf(api, named));
      console.log(`${named} is deleted`);
    });
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value < 1)) throw new InvalidArgumentError("It must lie between 0 and 1.");
  return value;
}

async function create(
  name: string,
  variants: string[],
  { task, shadow = false, margin, feedbackDays, report, json, ...server }: NewOptions,
): Promise<void> {
  const api = await apiClient(server);
  const wanted = readVariants(variants, shadow);
  const made = await api.post<ExperimentReport>("/v1/experiments", {
    name,
    task: task ?? (await taskOf(api, wanted[0]!.model)),
    variants: wanted,
    ...(shadow && { mode: "shadow" }),
    ...(margin !== undefined && { margin }),
    ...(feedbackDays !== undefined && { feedback_days: feedbackDays }),
  });
  await giveReport(experimentReport(made), { report, json });
}

const taskOf = async (api: ApiClient, model: string) =>
  (await api.get<{ task: SuiteTask }>(`/v1/models/${encodeURIComponent(model)}`)).task;

async function change(named: string, json: object, options: ShownOptions): Promise<void> {
  const api = await apiClient(options);
  const changed = await api.json<ExperimentReport>("PATCH", await pathOf(api, named), { json });
  await giveReport(experimentReport(changed), options);
}

async function exportAnswers(named: string, { csv, out, ...server }: ExportOptions): Promise<void> {
  const api = await apiClient(server);
  const headers = { accept: csv ? "text/csv" : "application/x-ndjson" };
  const { body } = await api.send("GET", `${await pathOf(api, named)}/assignments`, { headers });
  await writeAnswers(body as import("node:stream/web").ReadableStream, out);
}
