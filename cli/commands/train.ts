/** `retort train`: from words on a command line to a job for the training process. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { BACKENDS, type BackendName } from "../../trainer/backend/tf.ts";
import { loadRecipe, namesRecipe, type Recipe, recipeNames } from "../../trainer/recipes/recipe.ts";
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
import { trainSeeds } from "../training/seeds.ts";
import { supervise } from "../training/supervise.ts";

interface TrainOptions {
  set?: string[];
  teacherLogits?: string[];
  seeds?: number[];
  resume?: boolean;
  restart?: boolean;
  smoke?: boolean;
  recipe?: string;
  showRecipe?: boolean;
  backend: BackendName;
  checkpointEvery: number;
  data: string;
  out: string;
}

/** Enough to see every stage work, in about two minutes. */
const SMOKE = { "train.limit": "2048", "train.transfer_limit": "2048", "train.epochs": "1", "train.judged": "1" };
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
      "learn from a teacher's answers in place of the recipe's teacher: NDJSON of {id, logits}, or a run's predictions; in the data folder, by path, or a recorded run's id; may be repeated",
      collect<string>,
    )
    .option("--resume", "continue an unfinished run from its checkpoint; export a finished one again")
    .option("--restart", "begin anew, dropping the checkpoint that is there")
    .option(
      "--smoke",
      "2,048 examples, one epoch, 256 rows of dev, into <out>-smoke, first for the teacher where there is none yet: does every stage work?",
    )
    .addOption(new Option("--backend <name>", "what computes").choices(BACKENDS).default("tensorflow"))
    .option("--checkpoint-every <seconds>", "how much work a kill may cost", wholeNumber(0), 120)
    .option("--data <dir>", "data sets, as glue/sst2/train.jsonl.gz", "data")
    .option("--out <dir>", "trained models", "out")
    .action(async (name: string | undefined, options: TrainOptions) => {
      if (name === undefined) return listRecipes(options);
      if (options.resume && options.restart) throw new CliError("--resume and --restart exclude each other");
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
        again: `${againLine(["--resume", "--restart"])} --resume`,
      };
      await assertDataPresent(where.data, recipe).catch((error: Error) => {
        throw new CliError(error.message);
      });
      await ensureBackend(where.backend);
      const teaches = options.smoke === true && (await teacherIsMissing(where, recipe));
      const failed = teaches ? await supervise(teachersJob(job, recipe.teacher!)) : 0;
      process.exitCode =
        failed || (options.seeds ? await trainSeeds(job, recipe, options.seeds) : await supervise(job));
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

function parseOverrides(settings: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    settings.map((setting) => {
      const at = setting.indexOf("=");
      if (at < 1) throw new CliError(`--set takes key=value, got ${setting}; the recipe's name goes before --set`);
      return [setting.slice(0, at), setting.slice(at + 1)];
    }),
  );
}

/** Whether there is neither a trained teacher nor a published one; which is of its own recipe's encoder. */
async function teacherIsMissing({ data, out, models }: Workplace, { teacher, encoder }: Recipe): Promise<boolean> {
  if (teacher === null || !namesRecipe(teacher)) return false;
  const made = await recipeNamed(teacher, { data });
  const published = made.model && made.encoder.source === encoder.source ? [join(models, made.model.id)] : [];
  const places = [join(out, teacher), ...published];
  return !places.some((folder) => existsSync(join(folder, CARD_FILE)));
}

/** Of the student's settings a teacher shares those of the encoder and its texts, and how little is trained on. */
function teachersJob(job: Job, name: string): Job {
  const shared = Object.entries(job.order.overrides).filter(
    ([key]) => key in SMOKE || /^encoder\.|^train\.max_length$/.test(key),
  );
  return { ...job, order: { name, place: name, overrides: Object.fromEntries(shared), existing: "resume" } };
}

function seeds(text: string): number[] {
  const list = text.split(",").map(wholeNumber(0));
  if (new Set(list).size === list.length) return list;
  throw new InvalidArgumentError("The numbers must be different ones, as in 17,18,19.");
}
