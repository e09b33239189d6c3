/** `retort import`: a model that was trained elsewhere, as an artefact like any other. */
import { stat } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { ModelId, Storage, SuiteId, Task } from "../../r2-assets/format/names.ts";
import { CliError } from "../cli-error.ts";
import type { ImportOptions } from "../import/import-options.ts";
import { holdsOnnx } from "../import/onnx/find-files.ts";
import type { OnnxOptions } from "../import/onnx/known.ts";
import { wholeNumber } from "../options.ts";

type Options = ImportOptions & Omit<OnnxOptions, keyof ImportOptions>;

export default (program: Command): void => {
  program
    .command("import")
    .description(
      "bring your own model: a folder that transformers saved (BERT, DistilBERT, ELECTRA), or an ONNX file with its tokenizer, becomes an artefact in <out>/<id>/, checked against its own answers",
    )
    .argument("<path>", "the folder, or the ONNX file")
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
    .optionsGroup("Of ONNX files, which are served as they are:")
    .option(
      "--tokenizer <folder>",
      "where tokenizer.json, or vocab.txt and tokenizer_config.json, lie; the model's folder unless given",
    )
    .option("--file <name>", "which ONNX file of a folder: onnx/model.onnx unless given")
    .addOption(new Option("--as <task>", "what it does, where config.json does not say").choices(Task.options))
    .option("--labels <names>", "names of its labels in their order, as no,yes", listOf)
    .option("--output <name>", "which of the graph's outputs is read; two, of starts and ends: start,end", listOf)
    .option("--max-length <tokens>", "tokens of a text at most", wholeNumber(3, 8192))
    .action(async (path: string, { output, ...options }: Options & { output?: string[] }, command: Command) => {
      if (!(await isOnnx(path, options)))
        return (await import("../import/import-folder.ts")).importFolder(path, options);
      if (command.getOptionValueSource("storage") === "cli")
        throw new CliError("--storage says how matrices are stored, and an ONNX file is served as it is");
      await (await import("../import/onnx/import-onnx.ts")).importOnnx(path, {
        ...options,
        ...(output && { outputs: output }),
      });
    });
};

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);

/** Whether it is a graph, or a folder of graphs. Throws CliError where there is nothing, or options say otherwise. */
async function isOnnx(path: string, { file, tokenizer, as, labels, maxLength }: Options): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(error.code === "ENOENT" ? `there is no ${path}` : `cannot read ${path}: ${error.code}`);
  });
  if (!found.isDirectory()) {
    if (path.endsWith(".onnx")) return true;
    throw new CliError(
      `${path} is a file that is not called .onnx: a model is imported from a folder that transformers saved, or from an ONNX file`,
    );
  }
  if (file !== undefined || (await holdsOnnx(path))) return true;
  const ofOnnx = Object.entries({ tokenizer, as, labels, "max-length": maxLength }).find(
    ([, value]) => value !== undefined,
  );
  if (ofOnnx !== undefined)
    throw new CliError(
      `--${ofOnnx[0]} is for ONNX files, and ${path} is imported from its safetensors: name the ONNX file with --file`,
    );
  return false;
}

/** Parses a name by its schema; commander's error carries the schema's sentence. */
function named(schema: typeof ModelId | typeof SuiteId) {
  return (text: string): string => {
    const { error } = schema.safeParse(text);
    if (error === undefined) return text;
    throw new InvalidArgumentError(`It is none: ${error.issues[0]!.message}.`);
  };
}
