import { answeredRows, withoutAnswer } from "../data/answers/answered-rows.ts";
import { predictLogits } from "../models/predict.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import { told } from "../tasks/more-rows.ts";
import type { MoreFile, TrainingTask } from "../tasks/task.ts";
import type { DataHooks, DataSource, TrainingData } from "./training-data.ts";
import type { Workplace } from "./workplace.ts";

/** A task's labelled rows, judged by its dev split. */
export async function openTask(
  { task, answers, tokenizers, choose }: DataSource & { task: TrainingTask },
  { limit, limit_each }: Pick<TrainSettings, "limit" | "limit_each">,
  where: Workplace,
  hooks: DataHooks,
): Promise<TrainingData> {
  const each = limit_each ?? null;
  const read = await task.load(where.data, tokenizers, {
    train: limit,
    each,
    dev: where.devRows ?? null,
  });
  const { dev, leftOut, sha256, more } = read;
  for (const { file, rows, leftOut } of more)
    hooks.log(`${file}: ${rows} rows more${leftOut.size > 0 ? `; left out ${told(leftOut)}` : ""}`);
  const halves = choose === "half" ? await read.halves() : null;
  const choosing = halves?.chosen ?? dev;
  const { answered: train, unanswered } = answeredRows(read.train, answers);
  const all = read.train.length + leftOut; // of rows at least: some have several inputs
  const cut = limit === null || all < limit ? null : limit;
  const subset = subsetOf(task, more, { limit: cut, each, answered: unanswered.length === 0 ? null : train.length });
  hooks.log(
    `${task.name}: ${train.length} training and ${dev.inputs.length} dev inputs` +
      (leftOut > 0 ? `, ${leftOut} rows left out that teach nothing` : "") +
      withoutAnswer(unanswered) +
      (subset === null ? "" : `; trained on ${subset}`) +
      (halves === null ? "" : `; ${choosing.rows} of dev's ${dev.rows} rows choose`),
  );
  return {
    dev,
    halves,
    train,
    heldOut: [],
    targets: (positions) => task.targets(positions.map((i) => train[i])),
    subset,
    more,
    overlap: null,
    unanswered,
    sha256,
    judge(weights, config) {
      const { inputs } = choosing;
      return choosing.score(predictLogits(weights, config, inputs, (done) => hooks.onJudging?.(done, inputs.length)));
    },
  };
}

/** Says so of rows left out by the recipe, too, and for want of an answer: `answered` are left then; and of those of further files. */
function subsetOf(
  { name, subset, suites: { length } }: Pick<TrainingTask, "name" | "subset" | "suites">,
  more: readonly MoreFile[],
  { limit, each, answered }: { limit: number | null; each: number | null; answered: number | null },
): string | null {
  const own = subset ?? `the rows of ${name}'s training split${length > 1 ? "s" : ""}`;
  const all = more.length === 0 ? own : `${own}, and ${furtherRows(more)}`;
  const files = length + more.length;
  const ofEach = each === null ? null : `the first ${each.toLocaleString("en")} of each of ${files} training files`;
  const whole = more.length === 0 ? (ofEach ?? subset) : ofEach === null ? all : `${ofEach}: ${all}`;
  const inTurn = files > 1 ? ", in turn" : "";
  const count = `the first ${limit?.toLocaleString("en")}`;
  const first =
    limit === null
      ? whole
      : more.length > 0
        ? `${count}${inTurn}, of ${whole}`
        : `${count} of ${whole ?? all}${inTurn}`;
  return answered === null
    ? first
    : `${answered.toLocaleString("en")} of ${first ?? all}, those that its teacher answered`;
}

/** `1,148 of mlqa/en, 200 of own/questions.json.gz` */
const furtherRows = (more: readonly MoreFile[]): string =>
  more.map(({ file, suite, rows }) => `${rows.toLocaleString("en")} of ${suite ?? file}`).join(", ");
