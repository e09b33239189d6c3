import { type Command, InvalidArgumentError } from "commander";
import type { FamilyComparison, PairComparison } from "../../eval/reports/comparison.ts";
import { METRIC_NAMES, type MetricName } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import { familyReport } from "../evaluation/family-report.ts";
import { pairReport } from "../evaluation/pair-report.ts";
import { writeText } from "../files/write-text.ts";
import { type ApiClient, apiClient, type ServerOptions, withServer } from "../http/client.ts";
import type { Report } from "../report/report.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";
import { EXIT_CODES } from "../verdicts/exit-codes.ts";
import { judgeStudents, pairsIn, type Question } from "../verdicts/judge-students.ts";
import { overall } from "../verdicts/judged.ts";
import { junit } from "../verdicts/junit.ts";
import { verdictReport } from "../verdicts/verdict-report.ts";

interface CompareOptions extends ServerOptions, ReportOptions, Partial<Question> {
  suite: string;
  metric?: MetricName;
  junit?: string;
}

type Answer = PairComparison | FamilyComparison;

export default function compareCommand(program: Command): void {
  const command = program
    .command("compare")
    .description(
      "Compare models on a suite, row by row, from the newest complete run of each. Several models are each held " +
        "against the first, and p is adjusted for their number by Holm's method, too. With --margin the others are judged " +
        "against the first, each `good enough`, `worse`, or `not decided` with the rows that would decide.",
    )
    .argument("<a>", "a model, as sst2-teacher")
    .argument("<b...>", "another, or several")
    .requiredOption("--suite <suite>", "as glue/sst2")
    .option("--metric <name>", "another than the suite's first", metricName)
    .option("--margin <number>", "judge: what b may lose of the metric, as 0.01", marginOf)
    .option(
      "--baseline <file>",
      "with --margin: judge each against its run in this file; where there is none, write it",
      fileName,
    )
    .option("--accept", "with --baseline: accept the newest runs, and write the file anew")
    .option("--junit <file>", "with --margin: write the verdicts as JUnit XML, too", fileName)
    .addHelpText(
      "after",
      "\nExit codes with --margin: 0 all are good enough (or accepted), 1 one is worse, 2 one is not decided and none worse,\n" +
        "3 an error: no server, no such run, options that make no sense. Without it: 0, or 1 for an error.",
    );
  withReport(withServer(command)).action(compare);
}

function metricName(name: string): MetricName {
  const found = METRIC_NAMES.find((metric) => metric === name.replaceAll("-", "_"));
  if (found === undefined) throw new InvalidArgumentError(`There are ${METRIC_NAMES.join(", ")}.`);
  return found;
}

function fileName(path: string): string {
  if (path.trim() === "") throw new InvalidArgumentError("It must name a file.");
  return path;
}

function marginOf(text: string): number {
  const margin = Number(text);
  if (text.trim() === "" || !(margin > 0 && margin < 1))
    throw new InvalidArgumentError("It must be a number above 0 and below 1.");
  return margin;
}

async function compare(a: string, others: string[], options: CompareOptions) {
  const { suite, metric, margin, baseline, accept, junit: file } = options;
  for (const [name, value] of Object.entries({ baseline, accept, junit: file }))
    if (value !== undefined && margin === undefined) throw new CliError(`--${name} wants --margin, too`);
  if (accept && baseline === undefined) throw new CliError("--accept wants --baseline, too");
  const api = await apiClient(options);
  const query = new URLSearchParams({ a, suite, ...(metric && { metric }), ...(margin && { margin: `${margin}` }) });
  for (const b of others) query.append("b", b);
  const answer = await api.get<Answer>(`/v1/comparisons?${query}`);
  const report = "family" in answer ? familyReport(answer) : pairReport(answer);
  if (margin === undefined) return giveReport(report, options);
  await giveVerdicts(api, answer, report, { ...options, margin });
}

/** Prints and writes the verdicts, and leaves with what a build goes by. */
async function giveVerdicts(
  api: ApiClient,
  answer: Answer,
  report: Report,
  options: CompareOptions & Question,
): Promise<void> {
  const pairs = pairsIn(answer);
  const { suite, metric } = pairs[0]!;
  const judged = await judgeStudents(api, pairs, options);
  await giveReport(verdictReport(report, judged, metric), options);
  if (judged.some(({ kind }) => kind === "accepted")) console.error(`accepted runs written to ${options.baseline}`);
  if (options.junit !== undefined) {
    await writeText(options.junit, junit(judged, { suite, metric, at: new Date() }));
    console.error(`verdicts written to ${options.junit}`);
  }
  process.exitCode = EXIT_CODES[overall(judged)];
}
