import { createRowReader, type RowError } from "../../eval/readers/row-reader.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { kindOf, SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { dropStaleRows } from "../evaluation/drop-stale-rows.ts";
import { ProblemError } from "../http/problem.ts";
import { CanonicalRows } from "../storage/suite-rows.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";
import { type Asked, type Description, describeUpload } from "./describe-upload.ts";
import { firstRow } from "./first-row.ts";

/**
 * Takes a suite from the lines of its upload and makes it known. Nothing is stored before every line is read and found
 * right; nothing stays when something fails. Rows that this upload replaces are deleted, at once or when the evaluations
 * pinned to them are over. Throws the problem that says what is wrong, with line numbers.
 */
export async function receiveSuite(
  env: Env,
  id: string,
  before: KnownSuite | null,
  asked: Asked,
  lines: AsyncGenerator<string>,
): Promise<SuiteInfo> {
  const suites = suiteStore(env.DB);
  const absent = before?.status === "absent";
  if (absent) await suites.mark(id, "registering");
  let stored: string | undefined;
  try {
    const { looksBehavioural, all } = await firstRow(lines);
    const description = describeUpload(id, before?.info, asked, looksBehavioural);
    const { canonical, ...found } = await read(description, all);
    stored = await canonical.store(env.BUCKET, id);
    const info = SuiteInfo.parse({ ...description, ...found, sha256: stored });
    await suites.put(info, "ready");
    if (before !== null) await dropStaleRows(env, id, before.info.sha256);
    // Another upload of this suite, just overtaken, may have taken these rows for the stale ones.
    if ((await env.BUCKET.head(suiteRowsKey(id, stored))) === null) await canonical.store(env.BUCKET, id);
    return info;
  } catch (error) {
    if (absent) await suites.mark(id, "absent");
    if (stored !== undefined) await dropStaleRows(env, id, stored);
    throw error;
  }
}

/** Reads every line; throws unless all are rows. */
async function read(description: Description, lines: AsyncIterable<string>) {
  const kind = kindOf(description);
  const { idPrefix, spellings, groups } = SUITES[description.id] ?? {};
  const reader = createRowReader(kind, { labels: description.labels, idPrefix, spellings, groups });
  const canonical = new CanonicalRows(kind);
  const tests = new Set<string>();
  let unanswerable = 0;
  for await (const line of lines) {
    const row = reader.push(line);
    if (row) canonical.add(row);
    if (row && "test" in row) tests.add(row.test);
    if (row && "is_impossible" in row && row.is_impossible) unanswerable++;
  }
  const outcome = reader.finish();
  if (outcome.kind === "refused") throw refusal(outcome.errors);
  const { rows: count, labels } = outcome;
  return {
    canonical,
    rows: count,
    ...(labels && { labels }),
    ...(tests.size > 0 && { tests: tests.size }),
    ...(unanswerable > 0 && { unanswerable }),
  };
}

/** 400 when something is no JSON at all, else 422. */
function refusal(errors: readonly RowError[]): ProblemError {
  const malformed = errors.find(({ kind }) => kind === "malformed");
  const { line, message } = malformed ?? errors[0]!;
  return new ProblemError(
    malformed ? 400 : 422,
    malformed ? "malformed-json" : "invalid-rows",
    `Line ${line}: ${message}.`,
    errors.map((error) => ({ path: `line ${error.line}`, message: error.message })),
  );
}
