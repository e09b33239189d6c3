#!/usr/bin/env node
/** The `retort` program. Knows the commands by name only; a command's module is loaded when it is called. */
import { Command, CommanderError } from "commander";
import { CliError } from "./cli-error.ts";
import { endWithReader } from "./closed-pipe.ts";
import { keepCompiled } from "./compile-cache.ts";
import { packageLeftOut } from "./package-left-out.ts";
import { failureCode } from "./verdicts/exit-codes.ts";

/** A command's module, `commands/<name>.ts`, adds itself to the program by its default export. */
export type RegisterCommand = (program: Command) => void;

const summaries = {
  serve: "serve the models locally: worker, bucket, database, workflows",
  predict: "answer a file of texts through the API, in order, resumable",
  eval: "evaluate a model on a suite and print the report",
  compare: "compare models on a suite, example by example",
  leaderboard: "the models on a suite: scores, sizes, and which differences are significant",
  robustness: "scores on perturbed texts, other suites and behavioural tests, beside the teacher's",
  submit: "have predictions scored that were made elsewhere",
  bench: "measure latency from the client and post the measurement",
  experiment: "online A/B: which of several models is right more often, by what traffic says",
  models: "list the models that are served",
  runs: "list recorded evaluations",
  task: "tasks of your own rows: CSV, Parquet and others, checked and ready to train on",
  data: "the data sets: where they come from, what is present",
  setup: "set up the native training backend",
  plan: "what factored models cost, and the shapes that a matrix can be factored into",
  vocabulary: "learn a small WordPiece vocabulary from plain text",
  compress: "from rows to a small model in one command: teacher, students, one table, which to ship",
  train: "run a recipe: train or compress a model",
  import: "bring a model that was trained elsewhere: a folder that transformers saved, or an ONNX file",
  publish: "check a trained model and put it where a fresh bucket gets it from",
  upload: "upload published models to a bucket",
  deploy: "check what a deployment needs, and deploy the Worker",
  backup: "back up runs, suites, keys: all that a state holds",
  restore: "put a backup back",
  key: "API keys: create, list, revoke",
} as const;

function newProgram(): Command {
  return new Command("retort")
    .description("Distil and compress BERT-class models, serve them at the edge, and know what the compression cost.")
    .option("-V, --version", "print version and commit")
    .option("--verbose", "print the stack of unexpected errors")
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "retort: ")) })
    .exitOverride();
}

/** `retort 0.1.0 (commit)` */
async function versionLine(): Promise<string> {
  const [{ default: project }, { codeVersion }] = await Promise.all([
    import("../package.json", { with: { type: "json" } }),
    import("./local/code-version.ts"),
  ]);
  return `retort ${project.version} (${await codeVersion()})`;
}

async function run(argv: string[]): Promise<void> {
  const program = newProgram();
  if (["--version", "-V"].includes(argv[0] ?? "")) return console.log(await versionLine());
  const named = argv.find((word) => !word.startsWith("-"));
  const called = named === "help" ? argv[argv.indexOf("help") + 1] : named;
  for (const [name, summary] of Object.entries(summaries)) {
    if (name !== called) {
      program.command(name).summary(summary).description(summary);
      continue;
    }
    const module: { default: RegisterCommand } = await import(`./commands/${name}.ts`);
    module.default(program);
  }
  if (argv.length === 0) return program.outputHelp();
  await program.parseAsync(argv, { from: "user" });
}

/** What is worth knowing of an error; nothing where commander has printed it. */
function sentenceOf(error: unknown, verbose: boolean): string | null {
  if (error instanceof CommanderError) return null;
  if (error instanceof CliError) return error.message;
  const leftOut = packageLeftOut(error);
  if (leftOut !== undefined)
    return `${leftOut} is not installed, as after \`npm ci --omit=dev\`; \`npm ci\` installs what training needs, too`;
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  return verbose ? (stack ?? message) : `${message.split("\n")[0]} (--verbose prints the stack)`;
}

endWithReader();
keepCompiled();
try {
  await run(process.argv.slice(2).filter((word) => word !== "--verbose"));
} catch (error) {
  const sentence = sentenceOf(error, process.argv.includes("--verbose"));
  if (sentence !== null) console.error(`retort: ${sentence}`);
  const failed = !(error instanceof CommanderError) || error.exitCode !== 0; // help is an error to commander, too
  process.exit(failed ? failureCode(process.argv.slice(2)) : 0); // whatever a failed command has left running
}
