/** `retort import`: a model that was trained elsewhere, as an artefact like any other. */
import { stat } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { ModelId, Storage, SuiteId } from "../../r2-assets/format/names.ts";
import { CliError } from "../cli-error.ts";
import type { Importer, ImportOptions } from "../import/import-options.ts";

/** By what the path leads to. */
const IMPORTERS: Record<"folder" | "file", () => Promise<Importer>> = {
  folder: async () => (await import("../import/import-folder.ts")).importFolder,
  file: async () => async (path) => {
    throw new CliError(`${path} is a file: a model is imported from a folder that transformers saved`);
  },
};

export default (program: Command): void => {
  program
    .command("import")
    .description(
      "bring your own model: a folder that transformers saved (BERT, DistilBERT, ELECTRA) becomes an artefact in <out>/<id>/, checked against the folder's own answers",
    )
    .argument("<path>", "the folder")
    .requiredOption("--id <id>", "what it shall be called: lower-case words joined by hyphens", named(ModelId))
    .addOption(
      new Option("--storage <kind>", "how its matrices are stored").choices(Storage.options).default("f32" as const),
    )
    .option("--rows <file>", "labelled rows of your own (CSV, TSV, NDJSON, JSON) to check and judge it on")
    .option("--task <suite>", "the suite that it was trained on, as glue/sst2", named(SuiteId))
    .option("--name <name>", "what the model is called elsewhere, for the card")
    .option("--licence <licence>", "its licence, for the card")
    .option("--description <sentence>", "one sentence, for the card")
    .option("--out <dir>", "imported models", "out/imported")
    .option("--json", "print the outcome as JSON")
    .action(async (path: string, options: ImportOptions) => {
      const importer = await IMPORTERS[await kindOf(path)]();
      await importer(path, options);
    });
};

async function kindOf(path: string): Promise<keyof typeof IMPORTERS> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(error.code === "ENOENT" ? `there is no ${path}` : `cannot read ${path}: ${error.code}`);
  });
  return found.isDirectory() ? "folder" : "file";
}

/** Parses a name by its schema; commander's error carries the schema's sentence. */
function named(schema: typeof ModelId | typeof SuiteId) {
  return (text: string): string => {
    const { error } = schema.safeParse(text);
    if (error === undefined) return text;
    throw new InvalidArgumentError(`It is none: ${error.issues[0]!.message}.`);
  };
}
