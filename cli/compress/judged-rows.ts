/** The rows that teacher and students are measured on. */
import { SUITES, type SuiteDescription } from "../../eval/suites/index.ts";
import type { Row } from "../../r2-assets/format/rows.ts";
import { readRows } from "../../trainer/tasks/read-rows.ts";
import type { TrainingTask } from "../../trainer/tasks/task.ts";
import { CliError } from "../cli-error.ts";

export interface JudgedRows {
  suite: SuiteDescription;
  /** Dev has chosen among epochs, test has chosen nothing. */
  split: "dev" | "test";
  rows: readonly Row[];
}

/** A task's test rows where it has any, else dev; the first `most` of them, null takes all. Throws CliError where there is no row, or more than one suite. */
export async function judgedRows(task: TrainingTask, data: string, most: number | null): Promise<JudgedRows> {
  const { suite, split } = judgedSuite(task);
  const { rows } = await readRows(data, suite).catch((error: Error) => {
    throw new CliError(error.message);
  });
  if (rows.length === 0)
    throw new CliError(`${task.name} has no ${split} rows (${suite.file}): nothing can be measured`);
  return { suite, split, rows: most === null ? rows : rows.slice(0, most) };
}

function judgedSuite({ name, suites, files, judgedBy = [] }: TrainingTask): Pick<JudgedRows, "suite" | "split"> {
  if (suites.length > 1)
    throw new CliError(`${name} is judged on ${suites.length} suites together, and a compression is measured on one`);
  const [dev, test] = judgedBy;
  if (test !== undefined) return { suite: test, split: "test" };
  const suite = dev ?? SUITES[suites[0]!]!;
  return { suite, split: files.includes(suite.file) ? "dev" : "test" }; // of a suite that is not read dev is a part of train
}
