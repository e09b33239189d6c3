/** `retort compress`: from words on a command line to an order. */
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { PERTURBATION_NAMES, type PerturbationName } from "../../eval/perturbations/index.ts";
import { BACKENDS, type BackendName } from "../../trainer/backend/names.ts";
import { findTask } from "../../trainer/tasks/find-task.ts";
import { CliError } from "../cli-error.ts";
import { lossShare, milliseconds, sizeInBytes } from "../compress/budget.ts";
import type { CompressOrder } from "../compress/order.ts";
import { compressReport } from "../compress/report.ts";
import { type Setting, setting } from "../compress/settings.ts";
import { Stopped } from "../compress/stopped.ts";
import { perturbations } from "../evaluation/perturbation-option.ts";
import { codeVersion } from "../local/code-version.ts";
import { wholeNumber } from "../options.ts";
import { projectRoot } from "../project-root.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";
import { againLine } from "../training/again-line.ts";
import { EXIT } from "../training/exit-codes.ts";

interface CompressOptions extends ReportOptions {
  methods?: string[];
  maxBytes?: number;
  maxMs?: number;
  maxLoss: number;
  teacher?: string;
  set?: Setting[];
  seed?: number;
  perturb?: PerturbationName[];
  requests?: number;
  backend: BackendName;
  checkpointEvery: number;
  data: string;
  out: string;
  state?: string;
  port: number;
  smoke?: boolean;
  restart?: boolean;
}

/** Of dev, in a smoke run. */
const SMOKE_ROWS = 128;
const SMOKE_REQUESTS = 20;
const REQUESTS = 100;

export default function compressCommand(program: Command): void {
  const command = program
    .command("compress")
    .description(
      "One command from rows to a small model: trains a teacher and the students that fit the budget, serves them on this " +
        "machine, measures them on the same rows, prints one table and says which to ship and why. Stopped or killed, the same " +
        "command goes on where it was.\n\n" +
        "The task is one of yours (`retort task add my/intents --train train.csv`) or one that comes with Retort (sst2, mrpc, " +
        "snips, wnut17, …). All that is written lies in <out>/<task>/: compress.md, compress.json, compress.svg, the models " +
        "beside them.",
    )
    .argument("<task>", "as my/intents or mrpc")
    .option("--max-bytes <size>", "the weights may have, as 2MB or 1.5MiB; what cannot fit is not trained", sizeInBytes)
    .option(
      "--max-ms <ms>",
      "one text of the usual length may take, as served here, by the median of requests",
      milliseconds,
    )
    .option("--max-loss <fraction>", "of the task's first metric against the teacher, as 0.01", lossShare, 0.01)
    .option("--methods <names>", "students to try, as kronecker-19x,pkd-skip (default: four that fit)", names)
    .option(
      "--teacher <id>",
      "a published or imported model (`retort import`) in place of a teacher that is trained here",
    )
    .option(
      "--set <[method:]key=value...>",
      "change a value of every recipe, or of one method's: pkd-skip:train.epochs=5",
      setting,
    )
    .option("--seed <n>", "of every training (default: the recipes')", wholeNumber(0))
    .option(
      "--perturb <names...>",
      `score under these perturbations, too: all, or ${PERTURBATION_NAMES.join(", ")}`,
      perturbations,
    )
    .option("--requests <n>", `a model, whose time is taken (default: ${REQUESTS})`, wholeNumber(20, 100_000))
    .option(
      "--smoke",
      "every step in about three minutes, with tiny trainings, into <out>-smoke: the figures mean nothing",
    )
    .option("--restart", "begin anew, dropping what earlier commands trained for it")
    .addOption(new Option("--backend <name>", "what computes the trainings").choices(BACKENDS).default("tensorflow"))
    .option("--checkpoint-every <seconds>", "how much training a kill may cost", wholeNumber(0), 120)
    .option("--data <dir>", "data sets, own tasks among them", "data")
    .option("--out <dir>", "where models and results go", "out")
    .option("--state <dir>", "bucket and database of the server that measures (default: <out>/<task>/served)")
    .option("--port <port>", "of that server; 0 takes any free one", wholeNumber(0, 65_535), 0);
  withReport(command).addHelpText("after", EXAMPLES).action(run);
}

const EXAMPLES = `
Examples:
  retort compress my/intents --smoke                          does it work at all?
  retort compress my/intents --max-bytes 2MB --max-loss 0.01  the students that fit two megabytes
  retort compress sst2 --teacher sst2-teacher --methods kronecker-19x,pkd-skip`;

function names(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

async function run(name: string, options: CompressOptions): Promise<void> {
  const { report, json, data } = options;
  const task = await findTask(name, resolve(data)).catch(({ message }: Error) => {
    throw new CliError(
      message.includes("retort task add")
        ? message
        : `${message}; \`retort task add my/${name} --train FILE\` makes one of your rows`,
    );
  });
  const order = await orderOf(name, options);
  const { compress } = await import("../compress/compress.ts");
  try {
    const result = await compress(order, task);
    await giveReport(compressReport(result), { ...(report && { report }), ...(json && { json }) });
    console.error(`compress: written to ${order.place}: compress.md, compress.json, compress.svg`);
    process.exit(0); // wrangler leaves timers behind that would hold the process for seconds
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC")
      throw new CliError(`the disk is full: make room, and the same command goes on: ${order.again}`);
    if (!(error instanceof Stopped)) throw error;
    console.error(`compress: stopped; go on with: ${order.again}`);
    process.exit(EXIT.interrupted);
  }
}

async function orderOf(task: string, options: CompressOptions): Promise<CompressOrder> {
  const {
    maxBytes,
    maxMs,
    maxLoss,
    methods,
    teacher,
    set = [],
    seed,
    perturb = [],
    smoke = false,
    restart = false,
  } = options;
  if (methods?.length === 0) throw new CliError("--methods names no method");
  const out = resolve(smoke ? `${options.out}-smoke` : options.out);
  const place = join(out, task);
  return {
    ...{ task, smoke, restart, place, methods: methods ?? null, teacher: teacher ?? null, perturbations: perturb },
    budget: { bytes: maxBytes ?? null, ms: maxMs ?? null, loss: maxLoss },
    settings: [...(seed === undefined ? [] : [{ recipe: null, key: "seed", value: `${seed}` }]), ...set],
    scored: smoke ? SMOKE_ROWS : null,
    requests: options.requests ?? (smoke ? SMOKE_REQUESTS : REQUESTS),
    where: {
      backend: options.backend,
      ...{ data: resolve(options.data), out, models: join(projectRoot, "r2-assets", "models") },
      imported: resolve(options.out, "imported"),
      pieces: resolve(options.out, "pieces"),
      ...(smoke && { devRows: SMOKE_ROWS }),
      code: await codeVersion(),
    },
    state: resolve(options.state ?? join(place, "served")),
    port: options.port,
    checkpointSeconds: options.checkpointEvery,
    again: againLine(["--restart"]),
  };
}
