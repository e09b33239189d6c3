import { readFile } from "node:fs/promises";
import * as z from "zod";
import { RunId, Sha256, SuiteId, Version } from "../../r2-assets/format/names.ts";
import { MetricName } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import { isMissing } from "../files/folders.ts";
import { writeText } from "../files/write-text.ts";

/** Runs that were accepted, one a model: what later ones are judged against. */
export const Baseline = z.strictObject({
  suite: SuiteId,
  /** Of the rows that all of its runs are on. */
  suite_sha256: Sha256,
  metric: MetricName,
  /** By which it was accepted; judged is by the margin of the day. */
  margin: z.number(),
  accepted_at: z.iso.datetime(),
  models: z.record(
    z.string(),
    z.strictObject({ version: Version.nullable(), run: RunId, value: z.number().nullable() }),
  ),
});
export type Baseline = z.infer<typeof Baseline>;

/** The baseline in a file, null where there is none. Throws CliError for one that can't be read, or that is no baseline. */
export async function readBaseline(path: string): Promise<Baseline | null> {
  let text: string;
  try {
    text = (await readFile(path, "utf8")).replace(/^\uFEFF/, ""); // editors on Windows put it there
  } catch (error) {
    if (isMissing(error)) return null;
    throw new CliError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new CliError(`${path} is no baseline: it is not JSON`);
  }
  const { data, error } = Baseline.safeParse(json);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new CliError(`${path} is no baseline: ${[...issue!.path.map(String), ""].join(": ")}${issue!.message}`);
}

/** Throws CliError where the file can't be written. */
export async function writeBaseline(path: string, baseline: Baseline): Promise<void> {
  await writeText(path, `${JSON.stringify(baseline, null, 2)}\n`);
}

/** Throws CliError where a baseline is of something else than what is judged now. */
export function checkBaseline(
  path: string,
  baseline: Baseline,
  now: Pick<Baseline, "suite" | "suite_sha256" | "metric">,
): void {
  const anew = "`--accept` writes it anew";
  if (baseline.suite !== now.suite) throw new CliError(`${path} is of ${baseline.suite}, not of ${now.suite}: ${anew}`);
  if (baseline.metric !== now.metric)
    throw new CliError(`${path} is of ${baseline.metric}, not of ${now.metric}: ${anew}`);
  if (baseline.suite_sha256 !== now.suite_sha256)
    throw new CliError(`${path} was accepted on other rows of ${now.suite} than the newest runs are on: ${anew}`);
}
