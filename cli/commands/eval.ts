import { type Command, Option } from "commander";
import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import { Runtime } from "../../r2-assets/format/names.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { CliError } from "../cli-error.ts";
import { followEvaluations } from "../evaluation/follow-evaluations.ts";
import { perturbations } from "../evaluation/perturbation-option.ts";
import { perturbedReport } from "../evaluation/perturbed-report.ts";
import { findRobustness } from "../evaluation/read-robustness.ts";
import { runReport } from "../evaluation/run-report.ts";
import { startEvaluations } from "../evaluation/start-evaluations.ts";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";

interface EvalOptions extends ServerOptions, ReportOptions {
  suite: string;
  limit?: number;
  sample?: number;
  perturb?: string[];
  runtime?: Runtime;
}

export default function evalCommand(program: Command): void {
  const command = program
    .command("eval")
    .description("Evaluate a model on a suite, follow it to its end and print the report.")
    .argument("<id>", "a model, as sst2-teacher or sst2-teacher@<version>")
    .requiredOption("--suite <suite>", "as glue/sst2 or retort/reviews")
    .option("--limit <n>", "score the first n rows only", wholeNumber(1))
    .option(
      "--sample <n>",
      "score n rows only, the same ones every time (of a CheckList suite: n of each test)",
      wholeNumber(1),
    )
    .option(
      "--perturb <names...>",
      `one evaluation for each of these perturbations instead of a plain one: all, or ${PERTURBATION_NAMES.join(", ")}`,
      perturbations,
    )
    .addOption(new Option("--runtime <name>", "what runs the model (default: the server's)").choices(Runtime.options));
  withReport(withServer(command)).action(evaluate);
}

async function evaluate(
  model: string,
  { suite, limit, sample, perturb, runtime, report, json, ...server }: EvalOptions,
) {
  const api = await apiClient(server);
  const asked = (perturb ?? [undefined]).map((perturbation) => ({
    model,
    suite,
    limit,
    sample,
    perturbation,
    runtime,
  }));
  const followed = await followEvaluations(api, await startEvaluations(api, asked));
  const runs = followed.flatMap((outcome): RunRecord[] => (outcome.kind === "complete" ? [outcome.run] : []));
  if (runs.length > 0) {
    const found =
      perturb === undefined ? runReport(runs[0]!) : perturbedReport(runs, await findRobustness(api, { model, suite }));
    await giveReport(found, { report, json });
  }
  const [reason, ...more] = followed.flatMap((outcome) => (outcome.kind === "ended" ? [outcome.reason] : []));
  if (reason !== undefined) throw new CliError(more.length === 0 ? reason : `${reason} (and ${more.length} more)`);
}
