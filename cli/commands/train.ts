/** `retort train`: from words on a command line to a job for the training process. */
import { join, resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { BACKENDS, type BackendName } from "../../trainer/backend/tf.ts";
import { loadRecipe, recipeNames } from "../../trainer/recipes/recipe.ts";
import { assertDataPresent } from "../../trainer/tasks/data-present.ts";
import { ownRecipes, recipeNamed } from "../../trainer/training/recipe-named.ts";
import type { Workplace } from "../../trainer/training/workplace.ts";
import { CliError } from "../cli-error.ts";
import { codeVersion } from "../local/code-version.ts";
import { collect, wholeNumber } from "../options.ts";
import { projectRoot } from "../project-root.ts";
import { againLine } from "../training/again-line.ts";
import { answerFiles } from "../training/answer-files.ts";
import { ensureBackend } from "../training/ensure-backend.ts";
import type { Job } from "../training/job.ts";
import { parseOverrides } from "../training/overrides.ts";
import { trainSeeds } from "../training/seeds.ts";
import { SMOKE } from "../training/smoke.ts";
import { supervise } from "../training/supervise.ts";
import { trainNeeded } from "../training/train-needed.ts";

interface TrainOptions {
  set?: string[];
  teacherLogits?: string[];
  writeAnswers?: string;
  seeds?: number[];
  resume?: boolean;
  restart?: boolean;
  smoke?: boolean;
  needed?: boolean;
  threads?: number;
  memory?: number;
  recipe?: string;
  showRecipe?: boolean;
  backend: BackendName;
  checkpointEvery: number;
  data: string;
  out: string;
}

const SMOKE_DEV_ROWS = 256;

export default (program: Command): void => {
  program
    .command("train")
    .description("run a recipe: train or compress a model, and export it to <out>/<task>/<method>/")
    .argument(
      "[recipe]",
      "as sst2/teacher, or my/intents/teacher for own rows (`retort task add`); without one, the recipes are listed",
    )
    .option("--set <key=value...>", "change a value of the recipe, as train.epochs=1", collect<string>)
    .option("--show-recipe", "print the merged recipe, settings and all, and train nothing")
    .option("--recipe <file>", "use this recipe in place of the one of that name: one that --show-recipe printed")
    .option(
      "--seeds <list>",
      "run once a seed, as 17,18,19, and sum the runs up; all but the recipe's own seed go to <out>/<task>/<method>/seed-<n>/",
      seeds,
    )
    .option(
      "--teacher-logits <file>",
      "learn from a teacher's answers in place of the recipe's teacher: NDJSON of {id, logits}, or a run's predictions; in the data folder, by path, a recorded run's id, or a recipe whose model's answers come with the project, as cola/teacher-mpnet; may be repeated",
      collect<string>,
    )
    .option(
      "--write-answers <file>",
      "train nothing, and write what the recipe's teacher says of all that it would learn from, for --teacher-logits elsewhere",
    )
    .option("--resume", "continue an unfinished run from its checkpoint; export a finished one again")
    .option("--restart", "begin anew, dropping the checkpoint that is there")
    .option(
      "--smoke",
      "2,048 examples, one epoch, 256 rows of dev, into <out>-smoke, first for what it needs (as --needed): does every stage work?",
    )
    .option("--needed", "first train what it learns from or begins with, where that is neither trained nor published")
    .option("--threads <n>", "cores to compute with, where trainings run side by side (default: all)", wholeNumber(1))
    .option(
      "--memory <gigabytes>",
      "memory beyond which it starts anew from its checkpoint, where trainings run side by side (default: most of it)",
      wholeNumber(1),
    )
    .addOption(new Option("--backend <name>", "what computes").choices(BACKENDS).default("tensorflow"))
    .option("--checkpoint-every <seconds>", "how much work a kill may cost", wholeNumber(0), 120)
    .option("--data <dir>", "data sets, as glue/sst2/train.jsonl.gz", "data")
    .option("--out <dir>", "trained models", "out")
    .action(async (name: string | undefined, options: TrainOptions) => {
      if (name === undefined) return listRecipes(options);
      if (options.resume && options.restart) throw new CliError("--resume and --restart exclude each other");
      if (options.writeAnswers !== undefined && (options.seeds || options.resume || options.restart))
        throw new CliError(
          "--write-answers trains nothing: there is no place for --seeds, --resume or --restart beside it",
        );
      const answers = await answerFiles(options.teacherLogits, resolve(options.data));
      const overrides = { ...(options.smoke ? SMOKE : {}), ...answers, ...parseOverrides(options.set ?? []) };
      const file = options.recipe && resolve(options.recipe);
      const recipe = await recipeNamed(name, { data: resolve(options.data), file }, overrides).catch((error: Error) => {
        throw new CliError(error.message);
      });
      if (options.showRecipe) return console.log(JSON.stringify(recipe, null, 2));
      if (options.seeds && recipe.soup)
        throw new CliError(`${name} is a soup: its ingredients have seeds of their own`);
      const existing = options.restart ? "restart" : options.resume ? "resume" : "refuse";
      const where = await workplace(options);
      const job: Job = {
        order: { name, ...(file && { file }), place: name, overrides, existing },
        where,
        checkpointSeconds: options.checkpointEvery,
        ...(options.threads && { threads: options.threads }),
        ...(options.memory && { memory: options.memory * 1e9 }),
        ...(options.writeAnswers && { answers: resolve(options.writeAnswers) }),
        again: options.writeAnswers ? againLine([]) : `${againLine(["--resume", "--restart"])} --resume`,
      };
      await assertDataPresent(where.data, recipe).catch((error: Error) => {
        throw new CliError(error.message);
      });
      await ensureBackend(where.backend);
      const { smoke = false, needed = smoke, seeds } = options;
      const failed = needed ? await trainNeeded(job, recipe, { smoke, seeds }) : 0;
      process.exitCode = failed || (seeds ? await trainSeeds(job, recipe, seeds) : await supervise(job));
    });
};

async function workplace({ backend, data, out, smoke }: TrainOptions): Promise<Workplace> {
  return {
    backend,
    data: resolve(data),
    out: resolve(smoke ? `${out}-smoke` : out),
    models: join(projectRoot, "r2-assets", "models"),
    imported: resolve(out, "imported"),
    pieces: resolve(out, "pieces"),
    ...(smoke && { devRows: SMOKE_DEV_ROWS }),
    code: await codeVersion(),
  };
}

/** Throws CliError where something is set, but nothing named: `--set a=1 sst2/teacher` takes the name for a setting. */
async function listRecipes({ set, data }: TrainOptions): Promise<void> {
  if (set !== undefined) {
    parseOverrides(set);
    throw new CliError("name the recipe first: retort train <recipe> --set key=value");
  }
  for (const name of await recipeNames()) console.log(`${name}  ${(await loadRecipe(name)).question}`);
  for (const name of await ownRecipes(resolve(data))) console.log(name);
}

function seeds(text: string): number[] {
  const list = text.split(",").map(wholeNumber(0));
  if (new Set(list).size === list.length) return list;
  throw new InvalidArgumentError("The numbers must be different ones, as in 17,18,19.");
}
