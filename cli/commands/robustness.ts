import type { Command } from "commander";
import { perturbations } from "../evaluation/perturbation-option.ts";
import { readRobustness } from "../evaluation/read-robustness.ts";
import { robustnessReport } from "../evaluation/robustness-report.ts";
import { runMissing } from "../evaluation/run-missing.ts";
import { type ListedSuite, stressPlan } from "../evaluation/stress-plan.ts";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";

interface RobustnessOptions extends ServerOptions, ReportOptions {
  suite: string;
  sample?: number;
  perturb?: string[];
  teacher?: string;
  stress?: string[];
  run: boolean;
}

export default function robustnessCommand(program: Command): void {
  const command = program
    .command("robustness")
    .description(
      "How much of its score a model retains, beside its teacher: on perturbed texts, other suites of the same question, " +
        "behavioural tests. Runs what is missing for both, follows it, and prints one report.",
    )
    .argument("<id>", "a model, as sst2-pkd-skip")
    .requiredOption("--suite <suite>", "of the task it was trained for, as glue/sst2")
    .option(
      "--sample <n>",
      "clean and perturbed runs over n rows of the suite only, the same ones every time",
      wholeNumber(1),
    )
    .option("--perturb <names...>", "run these perturbations only: all (the default) or names", perturbations)
    .option("--teacher <id>", "hold the model against this one instead of the teacher on its card")
    .option("--stress <suites...>", "further suites to take for stress tests, whole")
    .option("--no-run", "report what has been run already and start nothing");
  withReport(withServer(command)).action(robustness);
}

async function robustness(model: string, options: RobustnessOptions): Promise<void> {
  const { suite, sample, perturb, teacher, stress, run } = options;
  const api = await apiClient(options);
  const { suites } = await api.get<{ suites: ListedSuite[] }>("/v1/suites");
  const plan = stressPlan(suite, suites, { sample, perturb, stress });
  const failures = run ? await runMissing(api, { model, teacher }, plan, suites) : [];
  const found = await readRobustness(api, { model, suite, teacher, stress });
  // Recorded runs need no rows.
  const told = new Set([...found.out_of_distribution, ...found.behavioural].map((part) => part.suite));
  const absent = plan.absent.filter((id) => !told.has(id));
  const gaps = absent.map((id) => `${id} is left out: its rows are not here (start the server with --data)`);
  await giveReport(robustnessReport(found, [...gaps, ...failures]), options);
}
