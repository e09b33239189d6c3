/** `retort task`: own rows as a task that can be trained on. */
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { defaultMethods } from "../../trainer/recipes/own/default-recipe.ts";
import { type OwnTask, ownTaskFolder } from "../../trainer/tasks/own/own-task.ts";
import { ownTaskIds, readOwnTask } from "../../trainer/tasks/own/read-own-task.ts";
import { CliError } from "../cli-error.ts";
import { codeVersion } from "../local/code-version.ts";
import { collect } from "../options.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";
import { foundTask } from "../task/add-task.ts";
import { firstRows } from "../task/first-rows.ts";
import { KIND_NAMES, type LayoutOptions } from "../task/layout.ts";
import { DROPPABLE, KEEPABLE, type ProblemName } from "../task/problems.ts";
import { refuseTaskId } from "../task/task-id.ts";
import { taskReport } from "../task/task-report.ts";
import { writeTask } from "../task/write-task.ts";
import { table } from "../ui/table.ts";

interface AddOptions extends LayoutOptions, ReportOptions {
  train: string;
  dev?: string;
  test?: string;
  unlabelled?: string;
  drop?: ProblemName[];
  keep?: ProblemName[];
  data: string;
  dryRun?: boolean;
  force?: boolean;
}

export default function taskCommand(program: Command): void {
  const task = program
    .command("task")
    .description("Tasks of your own rows: files of texts and labels, to train on by `retort train`.");
  const withData = (command: Command) => command.option("--data <dir>", "the data folder", "data");

  const add = withData(task.command("add"))
    .description(
      "Read CSV, TSV, NDJSON, JSON (each gzipped or not), Parquet, CoNLL or SQuAD's JSON, find what the columns hold, check the rows and put them in the data folder. Your files are not touched.",
    )
    .argument("<task>", "its name, as my/intents")
    .requiredOption("--train <file>", "rows to learn from")
    .option("--dev <file>", "rows that choose among a run's weights; split from --train unless given")
    .option("--test <file>", "rows that nothing is trained on or chosen by")
    .option(
      "--unlabelled <file>",
      "texts without labels, for methods that learn from their teacher's answers: .txt with one a line, or any of the formats",
    )
    .addOption(new Option("--kind <kind>", "what the labels are").choices(Object.keys(KIND_NAMES)))
    .option("--text <column>", "the text; of tags the words, of spans the question")
    .option("--text-pair <column>", "the second text; of spans the context")
    .option(
      "--label <columns...>",
      "the label; several columns of 0 and 1 are labels each; of tags the tags, of spans the answers",
      collect<string>,
    )
    .option("--id <column>", "ids of the rows, different ones in all files")
    .option("--label-names <names...>", "names of the labels, or tags, that are 0, 1, … in the files", collect<string>)
    .option("--separator <text>", "what stands between several labels in a cell")
    .addOption(new Option("--drop <problems...>", "leave such rows out").choices(DROPPABLE))
    .addOption(new Option("--keep <problems...>", "take such rows as they are").choices(KEEPABLE))
    .option("--dry-run", "show what is found and write nothing")
    .option("--force", "replace the task of that name");
  withReport(add).action(addTask);

  withData(task.command("list"))
    .description("The tasks of own rows in the data folder.")
    .option("--json", "print them as JSON")
    .action(async ({ data, json }: { data: string; json?: boolean }) => {
      const tasks = await Promise.all((await ownTaskIds(data)).map((id) => readTask(data, id)));
      if (json) return console.log(JSON.stringify(tasks, null, 2));
      console.log(
        tasks.length === 0
          ? `no own tasks in ${data}: \`retort task add my/intents --train FILE\` makes one`
          : overview(tasks),
      );
    });

  withReport(withData(task.command("show")))
    .description("What a task is, with three of its rows.")
    .argument("<task>", "its name")
    .action(async (id: string, { data, ...options }: { data: string } & ReportOptions) => {
      const found = await readTask(data, id);
      await giveReport(taskReport(found, await firstRows(data, found), found.left_out ?? [], nextOf(found)), options);
    });

  withData(task.command("remove"))
    .description("Delete a task's folder in the data folder. Models that were trained on it stay.")
    .argument("<task>", "its name")
    .option("--yes", "delete it; without this only what would be deleted is said")
    .action(async (id: string, { data, yes }: { data: string; yes?: boolean }) => {
      const { rows } = await readTask(data, id);
      const folder = join(data, ownTaskFolder(id));
      const what = `${folder}, ${rows.train.toLocaleString("en")} training and ${rows.dev.toLocaleString("en")} dev rows`;
      if (!yes) throw new CliError(`this deletes ${what}: say --yes`);
      await rm(folder, { recursive: true });
      console.log(`deleted ${what}`);
    });
}

async function addTask(id: string, options: AddOptions): Promise<void> {
  const { train, dev, test, unlabelled, data, dryRun, force } = options;
  const { kind, text, textPair, label, separator } = options;
  await refuseTaskId(id, data);
  if (!force && !dryRun && (await readOwnTask(data, id).catch(() => true)) !== undefined)
    throw new CliError(
      `${join(data, ownTaskFolder(id))} is there already: --force replaces it, \`retort task show ${id}\` shows it`,
    );
  const found = await foundTask({
    ...{ id, train, createdBy: `retort ${await codeVersion()}` },
    ...(dev && { dev }),
    ...(test && { test }),
    ...(unlabelled && { unlabelled }),
    layout: {
      ...(kind && { kind }),
      ...(text && { text }),
      ...(textPair && { textPair }),
      ...(label && { label }),
      ...(options.id && { id: options.id }),
      ...(separator !== undefined && { separator }),
      ...(options.labelNames && { labelNames: options.labelNames }),
    },
    policy: { drop: new Set(options.drop), keep: new Set(options.keep) },
  });
  const { task, rows } = found.files;
  const folder = dryRun ? null : await writeTask(resolve(data), found.files);
  const next =
    folder === null
      ? ["nothing was written (--dry-run)"]
      : [`written to ${join(data, ownTaskFolder(id))}`, ...nextOf(task)];
  await giveReport(taskReport(task, rows.train.slice(0, 3), found.notes, next), options);
}

async function readTask(data: string, id: string): Promise<OwnTask> {
  const found = await readOwnTask(data, id).catch((error: Error) => {
    throw new CliError(error.message);
  });
  if (found !== undefined) return found;
  const known = await ownTaskIds(data);
  throw new CliError(
    `there is no task ${id} in ${data}: ${known.length > 0 ? `there are ${known.join(", ")}` : `\`retort task add ${id} --train FILE\` makes it`}`,
  );
}

const nextOf = (task: OwnTask): string[] => {
  const [teacher, ...students] = defaultMethods(task);
  return [
    `a teacher and its students, measured and compared: retort compress ${task.id}`,
    `or one by one: retort train ${task.id}/${teacher}, then ${task.id}/<student>: ${students.join(", ")}`,
  ];
};

const overview = (tasks: readonly OwnTask[]) =>
  table<OwnTask>(
    [
      { title: "task", cell: ({ id }) => id },
      { title: "kind", cell: ({ task, pairs }) => (pairs ? `${task}, pairs` : task) },
      { title: "labels", cell: ({ labels }) => labels?.length ?? null, align: "right" },
      { title: "train", cell: ({ rows }) => rows.train, align: "right" },
      { title: "dev", cell: ({ rows }) => rows.dev, align: "right" },
      { title: "test", cell: ({ rows }) => rows.test ?? null, align: "right" },
      { title: "from", cell: ({ sources }) => sources.train.file },
    ],
    tasks,
  );
