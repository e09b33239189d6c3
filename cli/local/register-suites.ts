/** Registers the data sets of a data folder, and the tasks of own rows in it, as suites. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readSuite, type SuiteRows } from "../../eval/readers/read-suite.ts";
import { rowComplaint } from "../../eval/readers/row-reader.ts";
import { SUITES, type SuiteDescription } from "../../eval/suites/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { canonicalRows } from "../../r2-assets/format/rows.ts";
import { kindOf, type SuiteInfo, type TagsRead } from "../../r2-assets/format/suite.ts";
import { gzipText, utf8 } from "../../trainer/files/gzip-text.ts";
import { ownSuite } from "../../trainer/tasks/own/own-suite.ts";
import { ownTaskFolder } from "../../trainer/tasks/own/own-task.ts";
import { ownTaskIds, readOwnTask } from "../../trainer/tasks/own/read-own-task.ts";
import { CliError } from "../cli-error.ts";
import { CHECKSUMS } from "../data/checksums.ts";
import { isMissing } from "../files/folders.ts";
import type { ApiClient } from "../http/client.ts";
import type { FileStamp, ReadFiles } from "./read-files.ts";

export type Registration =
  | ({ kind: "registered"; suite: string; rows: number } & TagsRead)
  | { kind: "unchanged"; suite: string }
  | { kind: "absent"; suite: string; file: string }
  | { kind: "refused"; suite: string; file: string; reason: string };

type ServerSuite = SuiteInfo & { status: string };

/**
 * Tells of each built-in suite what became of it, in the registry's order, then of those of own tasks. Rows that the server has already are not sent
 * again, and files that `read` knows unchanged are not even opened. Rows that a suite is not known by are refused unless
 * `otherRows`.
 */
export async function* registerSuites(
  api: ApiClient,
  dataDir: string,
  read: ReadFiles,
  { otherRows = false } = {},
): AsyncGenerator<Registration> {
  const { suites } = await api.get<{ suites: ServerSuite[] }>("/v1/suites");
  const known = new Map(suites.filter(({ status }) => status === "ready").map((suite) => [suite.id, suite]));
  const own = await ownSuites(dataDir);
  for (const suite of [...Object.values(SUITES), ...own.suites]) {
    try {
      const anyRows = otherRows || own.suites.includes(suite); // of one's own rows nobody knows others
      yield await register(api, dataDir, suite, known.get(suite.id), read, anyRows);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      yield { kind: "refused", suite: suite.id, file: suite.file, reason: error.message };
    }
  }
  for (const { id, reason } of own.damaged) yield { kind: "refused", suite: id, file: ownTaskFolder(id), reason };
}

/** The dev and test rows of own tasks as suites, so that what was trained on them is evaluated and compared as all else. */
async function ownSuites(data: string) {
  const suites: SuiteDescription[] = [];
  const damaged: { id: string; reason: string }[] = [];
  for (const id of await ownTaskIds(data)) {
    try {
      const task = await readOwnTask(data, id);
      if (task !== undefined) suites.push(ownSuite(task), ...(task.sources.test ? [ownSuite(task, "test")] : []));
    } catch (error) {
      damaged.push({ id, reason: (error as Error).message });
    }
  }
  return { suites, damaged };
}

/** What a suite is said to be where it is put on a server, and the column that its rows are clustered by, where they are. Labels that have commas are named by the rows alone. */
export function suiteQuery(
  { id, task, labels, metrics, script, licence, source }: SuiteDescription,
  group?: string,
): URLSearchParams {
  const query = new URLSearchParams({ task, licence, source, other_rows: "true" });
  if (Object.hasOwn(SUITES, id)) return query; // the server knows it
  query.set("metrics", metrics.join(","));
  if (labels !== undefined && !labels.some((label) => label.includes(","))) query.set("labels", labels.join(","));
  if (script !== undefined) query.set("script", script);
  if (group !== undefined) query.set("group", group);
  return query;
}

async function register(
  api: ApiClient,
  dataDir: string,
  suite: SuiteDescription,
  known: ServerSuite | undefined,
  read: ReadFiles,
  otherRows: boolean,
): Promise<Registration> {
  const { id, file } = suite;
  const path = join(dataDir, file);
  const stamp = await stampOf(path);
  if (stamp === null) return { kind: "absent", suite: id, file };
  const current = known !== undefined && isAsDescribed(known, suite) ? known.sha256 : undefined;
  if (current !== undefined && read.sha256(id, stamp) === current) return { kind: "unchanged", suite: id };

  const text = await readText(path);
  const parsed = readSuite(suite, text);
  if (parsed.kind === "refused") throw new CliError(rowComplaint(parsed.errors[0]!));
  const ndjson = canonicalRows(kindOf(suite), parsed.rows);
  const digest = await sha256(ndjson);
  if (digest !== current) {
    if (!otherRows && CHECKSUMS[file]?.sha256 !== digest)
      throw new CliError(`these are not the rows that ${id} is known by; --other-rows takes them all the same`);
    const body = { type: "application/x-ndjson", data: asWritten(suite, text, parsed) ?? ndjson };
    await api.json("PUT", `/v1/suites/${id}?${suiteQuery(suite, parsed.clusters?.group)}`, { body });
  }
  await read.note(id, stamp, digest);
  return digest === current
    ? { kind: "unchanged", suite: id }
    : { kind: "registered", suite: id, rows: parsed.rows.length, ...tagsOf(parsed) };
}

type Read = Extract<SuiteRows, { kind: "rows" }>;

const tagsOf = ({ tag_scheme, repaired_spans }: Read): TagsRead => ({
  ...(tag_scheme && { tag_scheme }),
  ...(repaired_spans && { repaired_spans }),
});

/** The rows with their tags as the file has them, where those are no plain IOB2: the server then sees and says so, too. */
function asWritten(suite: SuiteDescription, text: string, { tag_scheme = "IOB2", repaired_spans = 0 }: Read) {
  if (tag_scheme === "IOB2" && repaired_spans === 0) return undefined;
  const read = readSuite({ ...suite, tagsAsWritten: true }, text);
  return read.kind === "rows" ? canonicalRows(kindOf(suite), read.rows) : undefined;
}

/** Whether the server says of a suite what is said of it here: an older release may have said something else. */
function isAsDescribed(known: ServerSuite, suite: SuiteDescription): boolean {
  const byName = Object.hasOwn(SUITES, suite.id); // of other suites the rows alone tell whether there are clusters
  const told = ({
    labels,
    label_map,
    script,
    metrics,
    group,
    licence,
    source,
  }: Partial<Omit<SuiteDescription, "id">>) =>
    JSON.stringify([byName && group, labels, Object.entries(label_map ?? {}), script, metrics, licence, source]);
  return told(known) === told(suite);
}

async function stampOf(path: string): Promise<FileStamp | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, mtimeMs };
  } catch (error) {
    if (isMissing(error)) return null;
    throw new CliError(`it cannot be read (${(error as Error).message})`);
  }
}

/** Throws CliError when a file called `.gz` is not gzip, or it is not UTF-8. */
async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    return path.endsWith(".gz") ? gzipText(bytes) : utf8(bytes);
  } catch (error) {
    throw new CliError(`it cannot be read (${(error as Error).message})`);
  }
}
