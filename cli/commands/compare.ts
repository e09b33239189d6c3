import { type Command, InvalidArgumentError } from "commander";
import type { FamilyComparison, PairComparison } from "../../eval/reports/comparison.ts";
import { METRIC_NAMES, type MetricName } from "../../r2-assets/format/suite.ts";
import { familyReport } from "../evaluation/family-report.ts";
import { pairReport } from "../evaluation/pair-report.ts";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";

interface CompareOptions extends ServerOptions, ReportOptions {
  suite: string;
  metric?: MetricName;
}

export default function compareCommand(program: Command): void {
  const command = program
    .command("compare")
    .description(
      "Compare models on a suite, row by row, from the newest complete run of each. Several models are each held " +
        "against the first, and p is adjusted for their number by Holm's method, too.",
    )
    .argument("<a>", "a model, as sst2-teacher")
    .argument("<b...>", "another, or several")
    .requiredOption("--suite <suite>", "as glue/sst2")
    .option("--metric <name>", "another than the suite's first", metricName);
  withReport(withServer(command)).action(compare);
}

function metricName(name: string): MetricName {
  const found = METRIC_NAMES.find((metric) => metric === name.replaceAll("-", "_"));
  if (found === undefined) throw new InvalidArgumentError(`There are ${METRIC_NAMES.join(", ")}.`);
  return found;
}

async function compare(a: string, others: string[], { suite, metric, report, json, ...server }: CompareOptions) {
  const api = await apiClient(server);
  const query = new URLSearchParams({ a, suite, ...(metric && { metric }) });
  for (const b of others) query.append("b", b);
  const answer = await api.get<PairComparison | FamilyComparison>(`/v1/comparisons?${query}`);
  await giveReport("family" in answer ? familyReport(answer) : pairReport(answer), { report, json });
}
