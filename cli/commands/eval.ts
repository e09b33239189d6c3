import type { Command } from "commander";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { followEvaluation } from "../evaluation/follow-evaluation.ts";
import { runReport } from "../evaluation/report.ts";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";

interface EvalOptions extends ServerOptions {
  suite: string;
  limit?: number;
  perturb?: string[];
  json?: boolean;
}

export default function evalCommand(program: Command): void {
  const command = program
    .command("eval")
    .description("Evaluate a model on a suite, follow it to its end and print the report.")
    .argument("<id>", "a model, as sst2-teacher or sst2-teacher@<version>")
    .requiredOption("--suite <suite>", "as glue/sst2 or retort/reviews")
    .option("--limit <n>", "score the first n rows only", wholeNumber(1))
    .option("--perturb <names...>", "one evaluation for each of these perturbations instead of a plain one");
  withServer(command)
    .option("--json", "print the run record as JSON (an array of them with --perturb)")
    .action(evaluate);
}

async function evaluate(model: string, { suite, limit, perturb, json, ...server }: EvalOptions): Promise<void> {
  const api = await apiClient(server);
  const runs: RunRecord[] = [];
  for (const perturbation of perturb ?? [undefined]) {
    const { id } = await api.post<{ id: string }>("/v1/evals", { model, suite, limit, perturbation });
    console.error(`${model} on ${suite} is run ${id}`);
    const run = await followEvaluation(api, id);
    runs.push(run);
    if (!json) console.log(runReport(run));
  }
  if (json) console.log(JSON.stringify(perturb === undefined ? runs[0] : runs, null, 2));
}
