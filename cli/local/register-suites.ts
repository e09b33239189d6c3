/** Registers the data sets of a data folder as suites. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { parseClassificationRows } from "../../eval/tasks/classification-rows.ts";
import { SUITES, type SuiteDescription } from "../../eval/tasks/suites.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { canonicalRows } from "../../r2-assets/format/rows.ts";
import { CliError } from "../cli-error.ts";
import { type ApiClient, HttpError } from "../http/client.ts";
import { isMissing } from "./folders.ts";

export type Registration =
  | { kind: "registered"; suite: string; rows: number }
  | { kind: "unchanged"; suite: string }
  | { kind: "absent"; suite: string; file: string }
  | { kind: "refused"; suite: string; file: string; reason: string };

/** Tells of each built-in suite what became of it. Rows that the server has already are not sent again. */
export async function* registerSuites(api: ApiClient, dataDir: string): AsyncGenerator<Registration> {
  for (const suite of Object.values(SUITES)) {
    try {
      yield await register(api, dataDir, suite);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      yield { kind: "refused", suite: suite.id, file: suite.file, reason: error.message };
    }
  }
}

async function register(api: ApiClient, dataDir: string, suite: SuiteDescription): Promise<Registration> {
  const { id, file, labels, idPrefix } = suite;
  const text = await readGzip(join(dataDir, file));
  if (text === null) return { kind: "absent", suite: id, file };
  const parsed = parseClassificationRows(text, { labels, idPrefix });
  if (parsed.kind === "refused") {
    const { line, message } = parsed.errors[0]!;
    throw new CliError(`line ${line}: ${message}`);
  }
  const ndjson = canonicalRows("classification", parsed.rows);
  if ((await registeredSha256(api, id)) === (await sha256(ndjson))) return { kind: "unchanged", suite: id };
  await api.json("PUT", `/v1/suites/${id}?task=${suite.task}`, {
    body: { type: "application/x-ndjson", data: ndjson },
  });
  return { kind: "registered", suite: id, rows: parsed.rows.length };
}

/** Of the rows that the server has; null where it has none. */
async function registeredSha256(api: ApiClient, id: string): Promise<string | null> {
  try {
    const { status, sha256 } = await api.get<{ status: string; sha256: string }>(`/v1/suites/${id}`);
    return status === "ready" ? sha256 : null;
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return null;
    throw error;
  }
}

/** The text of a gzip file, null where there is none. Throws CliError when it is not gzip or not UTF-8. */
async function readGzip(path: string): Promise<string | null> {
  try {
    const bytes = await promisify(gunzip)(await readFile(path));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (isMissing(error)) return null;
    throw new CliError(`it cannot be read (${(error as Error).message})`);
  }
}
