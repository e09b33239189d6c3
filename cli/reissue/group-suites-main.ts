/**
 * Writes what is known of the clusters of recorded suites (eval/suites/known-rows.json) into their suite.json, and the list of
 * clusters beside it, from a data folder; then computes the figures of their recorded runs anew from their own predictions.
 *
 *     node cli/reissue/group-suites-main.ts <data folder> [suite...]
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSuite } from "../../eval/readers/read-suite.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { knownSuite } from "../../eval/suites/known-suite.ts";
import { groupingOf } from "../../r2-assets/format/clusters.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { runFolders } from "../assets/run-folders.ts";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../project-root.ts";
import { figuresAnew } from "./figures-anew.ts";

const [data, ...named] = process.argv.slice(2);
if (data === undefined) throw new CliError("which data folder?");
const assets = join(projectRoot, "r2-assets");
const asFile = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

const lists = new Map<string, { info: SuiteInfo; ndjson: string | null }>();
for (const folder of await runFolders(assets)) {
  const written = await readJson(join(folder, "run.json"));
  const record = RunRecord.parse(written) && (written as RunRecord); // its keys in the order in which they stand
  const known = knownSuite(record.suite);
  if (known?.group === undefined || (named.length > 0 && !named.includes(record.suite))) continue;
  const { info, ndjson } = lists.get(record.suite) ?? (await group(known));
  lists.set(record.suite, { info, ndjson });
  const predictions = await readFile(join(folder, "predictions.ndjson"), "utf8");
  await replaceFile(join(folder, "run.json"), asFile(await figuresAnew(record, predictions, info, ndjson)));
  console.log(folder.slice(assets.length + 1));
}

/** The suite's description with its clusters, written, and their list. */
async function group(known: SuiteInfo): Promise<{ info: SuiteInfo; ndjson: string | null }> {
  const path = join(assets, "suites", known.id, "suite.json");
  const before = SuiteInfo.parse(await readJson(path));
  const { sha256, group, clusters, clusters_sha256 } = known;
  if (before.sha256 !== sha256) throw new CliError(`${path} describes other rows than are known here`);
  const description = SUITES[known.id]!;
  const read = readSuite(description, gzipText(await readFile(join(data!, description.file))));
  if (read.kind === "refused" || read.clusters === undefined) throw new CliError(`${description.file} has no clusters`);
  const { told, ndjson } = await groupingOf(read.clusters, known.behavioural === true);
  if (told.clusters_sha256 !== clusters_sha256)
    throw new CliError(`${description.file} has other clusters than are known`);
  const info = SuiteInfo.parse({
    ...before,
    ...{ group, clusters },
    ...(clusters_sha256 && { clusters_sha256 }),
  });
  await replaceFile(path, asFile(info));
  if (ndjson !== null) await replaceFile(join(path, "..", "clusters.ndjson"), ndjson);
  return { info, ndjson };
}
