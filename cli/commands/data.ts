import { mkdtemp, rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Command } from "commander";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { CliError } from "../cli-error.ts";
import { DATA_SETS, type DataSet } from "../data/catalogue.ts";
import { download } from "../data/download.ts";
import { type Import, importDataSet, isFile } from "../data/import-data.ts";
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
    .description("Where each data set comes from, its licence, and what of it is present.")
    .action(async ({ data: dir, json }: DataOptions) => {
      const sets = await Promise.all(DATA_SETS.map((set) => describe(set, dir)));
      console.log(json ? JSON.stringify(sets, null, 2) : overview(sets));
    });

  withFolder(data.command("get"))
    .description("Download the official archives and convert what recipes and suites read.")
    .argument("[id...]", "data sets; all of them, when none is named")
    .option("--from <url>", "a mirror of the one archive asked for")
    .action(async (ids: string[], { data: dir, json, from }: DataOptions & { from?: string }) => {
      const sets = choose(ids);
      if (from !== undefined && sets.length !== 1) throw new CliError("--from needs exactly one data set beside it");
      const outcomes: Import[] = [];
      for (const set of sets)
        outcomes.push(...(await get(from === undefined ? set : { ...set, url: from }, resolve(dir))));
      report(outcomes, json);
    });

  withFolder(data.command("import"))
    .description("Take data sets from a folder: the official archives, unpacked or not, or files named as here.")
    .argument("<dir>", "the folder")
    .action(async (from: string, { data: dir, json }: DataOptions) => {
      const found = await stat(from).catch(() => undefined);
      if (!found?.isDirectory()) throw new CliError(`${from} is not a folder`);
      const outcomes: Import[] = [];
      for (const set of DATA_SETS) outcomes.push(...(await importDataSet(set, resolve(from), resolve(dir))));
      if (outcomes.every(({ kind }) => kind === "not found")) {
        throw new CliError(`${from} has none of the files known here; \`retort data list\` names the archives`);
      }
      report(outcomes, json);
    });
}

function choose(ids: string[]): readonly DataSet[] {
  if (ids.length === 0) return DATA_SETS;
  return ids.map((id) => {
    const set = DATA_SETS.find((known) => known.id === id);
    if (set === undefined)
      throw new CliError(`there is no data set ${id}: known are ${DATA_SETS.map((s) => s.id).join(", ")}`);
    return set;
  });
}

/** Downloads the archive beside its destination and imports it from there. Does nothing when every file is present. */
async function get(set: DataSet, dir: string): Promise<Import[]> {
  const { files } = await describe(set, dir);
  if (files.every(({ present }) => present)) return files.map(({ path }) => ({ kind: "present", path }));
  await makeFolder(dir).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`${dir} cannot be written to (${error.code})`);
  });
  const scratch = await mkdtemp(join(dir, ".download-"));
  try {
    await download(set.url, join(scratch, basename(new URL(set.url).pathname)));
    const outcomes = await importDataSet(set, scratch, dir);
    const missing = outcomes.find(({ kind }) => kind === "not found");
    if (missing !== undefined) throw new CliError(`the archive at ${set.url} does not hold ${missing.path}`);
    return outcomes.map((outcome) => (outcome.kind === "imported" ? { ...outcome, from: set.url } : outcome));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function describe({ id, url, licence, files }: DataSet, dir: string) {
  const present = await Promise.all(files.map(({ path }) => isFile(join(dir, path))));
  return { id, source: url, licence, files: files.map(({ path, rows }, i) => ({ path, rows, present: present[i]! })) };
}

type Description = Awaited<ReturnType<typeof describe>>;

const overview = (sets: Description[]) =>
  table<Description>(
    [
      { title: "data set", cell: ({ id }) => id },
      {
        title: "present",
        cell: ({ files }) =>
          files
            .filter((file) => file.present)
            .map((file) => file.path)
            .join(", ") || null,
      },
      {
        title: "absent",
        cell: ({ files }) =>
          files
            .filter((file) => !file.present)
            .map((file) => file.path)
            .join(", ") || null,
      },
      { title: "official address", cell: ({ source }) => source },
      { title: "licence", cell: ({ licence }) => licence },
    ],
    sets,
  );

function report(outcomes: Import[], json: boolean | undefined): void {
  const lines = outcomes.map((outcome) =>
    outcome.kind === "imported" ? `${outcome.path} from ${outcome.from}` : `${outcome.path} is ${outcome.kind}`,
  );
  console.log(json ? JSON.stringify(outcomes, null, 2) : lines.join("\n"));
}
