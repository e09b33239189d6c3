/** `--report FILE…`: the report in the format of the file's ending. */
import { extname } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { writeText } from "../files/write-text.ts";
import { collect } from "../options.ts";
import { csvReport } from "./csv-report.ts";
import { markdownReport } from "./markdown-report.ts";
import type { Report } from "./report.ts";
import { textReport } from "./text-report.ts";

const WRITERS: Readonly<Record<string, (report: Report) => string>> = {
  ".md": markdownReport,
  ".json": ({ json }) => `${JSON.stringify(json, null, 2)}\n`,
  ".csv": csvReport,
};

export interface ReportOptions {
  report?: string[];
  json?: boolean;
}

/** Adds `--report` and `--json` to a command. */
export const withReport = (command: Command): Command =>
  command
    .option("--report <files...>", "write the report, too: .md, .json or .csv by the file's ending", reportFile)
    .option("--json", "print the report as JSON");

function reportFile(path: string, before?: string[]): string[] {
  if (WRITERS[extname(path).toLowerCase()] === undefined)
    throw new InvalidArgumentError("A report's file ends in .md, .json or .csv.");
  return collect(path, before);
}

/** Writes the files and prints the report. Throws CliError when a file can't be written; the report is printed before. */
export async function giveReport(report: Report, { report: files = [], json }: ReportOptions): Promise<void> {
  console.log(json ? JSON.stringify(report.json, null, 2) : textReport(report));
  for (const path of files) {
    await writeText(path, WRITERS[extname(path).toLowerCase()]!(report));
    console.error(`report written to ${path}`);
  }
}
