import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { DATA_SETS, type DataSet } from "../data/catalogue.ts";
import { getDataSet } from "../data/get-data.ts";
import { type Import, importDataSet } from "../data/import-data.ts";
import { type ListedSet, listData } from "../data/list-data.ts";
import { createProgress } from "../ui/progress.ts";
import { table } from "../ui/table.ts";

interface DataOptions {
  data: string;
  json?: boolean;
}

export default function dataCommand(program: Command): void {
  const data = program
    .command("data")
    .description("Data sets for training and evaluation. None of them is in this repository.");
  const withFolder = (command: Command) =>
    command.option("--data <dir>", "the data folder", "data").option("--json", "print the outcome as JSON");

  withFolder(data.command("list"))
    .description("Where each data set comes from, its licence, and what of it is present, with its rows checked.")
    .option("--quick", "only look which files are there")
    .action(async ({ data: dir, json, quick }: DataOptions & { quick?: boolean }) => {
      const sets = await listData(dir, !quick);
      console.log(json ? JSON.stringify(sets, null, 2) : overview(sets));
    });

  withFolder(data.command("get"))
    .description("Download the official archives and convert what recipes and suites read.")
    .argument("[id...]", "data sets; all that can be downloaded, when none is named")
    .option("--from <url>", "a mirror of the one archive asked for")
    .action(async (ids: string[], { data: dir, json, from }: DataOptions & { from?: string }) => {
      const sets = choose(ids);
      if (from !== undefined && (sets.length !== 1 || sets[0]!.urls.length !== 1))
        throw new CliError("--from needs exactly one data set of one archive beside it");
      const outcomes: Import[] = [];
      for (const set of sets)
        outcomes.push(...(await getDataSet(from === undefined ? set : { ...set, urls: [from] }, resolve(dir))));
      report(outcomes, json);
    });

  withFolder(data.command("import"))
    .description(
      "Take data sets from a folder: files that lie as here, or the official ones, in their archives or unpacked.",
    )
    .argument("<dir>", "the folder")
    .action(async (from: string, { data: dir, json }: DataOptions) => {
      const found = await stat(from).catch(() => undefined);
      if (!found?.isDirectory()) throw new CliError(`${from} is not a folder`);
      const outcomes: Import[] = [];
      const progress = createProgress({ label: `importing ${from}`, total: DATA_SETS.length, unit: "data sets" });
      try {
        for (const [i, set] of DATA_SETS.entries()) {
          outcomes.push(...(await importDataSet(set, resolve(from), resolve(dir))));
          progress.update(i + 1);
        }
      } finally {
        progress.stop();
      }
      const there = outcomes.filter(({ kind }) => kind !== "not found");
      if (there.length === 0)
        throw new CliError(`${from} has none of the files known here; \`retort data list\` names the archives`);
      report(json ? outcomes : there, json);
    });
}

function choose(ids: string[]): readonly DataSet[] {
  if (ids.length === 0) return DATA_SETS.filter(({ urls }) => urls.length > 0);
  return ids.map((id) => {
    const set = DATA_SETS.find((known) => known.id === id);
    if (set === undefined) throw new CliError(`there is no data set ${id}: \`retort data list --quick\` names them`);
    return set;
  });
}

const overview = (sets: ListedSet[]) =>
  table<ListedSet>(
    [
      { title: "data set", cell: ({ id }) => id },
      { title: "files (rows)", cell: ({ files }) => files.map(describe).join(", ") },
      { title: "licence", cell: ({ licence }) => licence },
      { title: "official address", cell: ({ source }) => source },
    ],
    sets,
  );

/** `dev (872) ok` */
function describe({ path, rows, state, detail }: ListedSet["files"][number]): string {
  const name = basename(path).replace(/\.\w+\.gz$/, "");
  return `${name}${rows === null ? "" : ` (${rows})`} ${detail === undefined ? state : `${state}: ${detail}`}`;
}

function report(outcomes: Import[], json: boolean | undefined): void {
  const lines = outcomes.map((outcome) => {
    if (outcome.kind !== "imported") return `${outcome.path} is ${outcome.kind}`;
    const remark = outcome.asKnown ? "" : "; not the rows known here: figures on them are not comparable";
    return `${outcome.path}, ${outcome.rows} rows, from ${outcome.from}${remark}`;
  });
  console.log(json ? JSON.stringify(outcomes, null, 2) : lines.join("\n"));
}
