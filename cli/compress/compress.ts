/** A compression from its order to its files. */
import { join } from "node:path";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import type { TrainingTask } from "../../trainer/tasks/task.ts";
import { CliError } from "../cli-error.ts";
import { freePort } from "../local/port.ts";
import { markdownReport } from "../report/markdown-report.ts";
import { claimStateDir, openStateDir } from "../state/state-dir.ts";
import { ensureBackend } from "../training/ensure-backend.ts";
import { conclude } from "./conclude.ts";
import { createCourse, type Step } from "./course.ts";
import { trainingSeconds } from "./estimate.ts";
import { type JudgedRows, judgedRows } from "./judged-rows.ts";
import { type MeasuringSteps, measureModels } from "./measure-models.ts";
import type { CompressOrder } from "./order.ts";
import { compressPicture } from "./picture.ts";
import { type Plan, planCompression } from "./plan.ts";
import type { PlannedTraining } from "./plan-training.ts";
import { compressReport } from "./report.ts";
import type { Compression } from "./result.ts";
import { openSteps } from "./steps.ts";
import { trainModels } from "./train-models.ts";
import { megabytes } from "./words.ts";

/** Throws CliError with one sentence, or Stopped: either way the same command goes on. */
export async function compress(asked: CompressOrder, task: TrainingTask): Promise<Compression> {
  if (asked.port !== 0) await freePort(asked.port); // told now, not after hours of training
  const judged = await judgedRows(task, asked.where.data, asked.scored);
  const plan = await planCompression(asked, task, log);
  await ensureBackend(asked.where.backend);
  const letGo = await claim(asked);
  try {
    const order = { ...asked, state: await openStateDir(asked.state) };
    const steps = await openSteps(order.place, order);
    for (const line of planLines(plan, judged)) log(line);
    const titled = titledSteps(order, plan, judged);
    const course = createCourse(titled.all, log);
    const made = await trainModels(order, plan, task, steps, course, (training) => titled.of.get(training)!);
    const measured = await measureModels(order, judged, made, steps, course, titled.measuring);
    const result = await conclude(order, plan, judged, made, measured);
    await writeFiles(order.place, result);
    return result;
  } finally {
    await letGo();
  }
}

/** No two compressions in one place, and none on a state that a server has. */
async function claim({ place, state }: CompressOrder): Promise<() => Promise<void>> {
  await makeFolder(place).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`cannot write to ${place}: ${error.code}`);
  });
  const letGoOfPlace = await claimStateDir(await openStateDir(place)).catch(() => {
    throw new CliError(`${place} is being compressed by another process: wait for it, or take another --out`);
  });
  const letGoOfState = await openStateDir(state)
    .then(claimStateDir)
    .catch(async (error: unknown) => {
      await letGoOfPlace();
      throw error;
    });
  return async () => {
    await letGoOfState();
    await letGoOfPlace();
  };
}

/** What will be done, before it takes hours. */
function planLines({ teacher, students, leftOut }: Plan, { suite, split, rows }: JudgedRows): string[] {
  const made = ({ name, model }: PlannedTraining) => `${name} ${megabytes(model.bytes)}`;
  const first =
    teacher.kind === "train"
      ? made(teacher.training)
      : `${teacher.model.artefact.card.id}@${teacher.model.artefact.version} ${megabytes(teacher.model.artefact.card.bytes)}, which is there`;
  return [
    `teacher: ${first}; students: ${students.map(made).join(", ")}`,
    ...leftOut.map(({ name, reason }) => `not trained: ${name}: ${reason}`),
    `measured on ${rows.length} ${split} rows, ${suite.id}`,
  ];
}

interface TitledSteps {
  all: Step[];
  of: ReadonlyMap<PlannedTraining, Step>;
  measuring: MeasuringSteps;
}

function titledSteps(order: CompressOrder, { teacher, students, size }: Plan, judged: JudgedRows): TitledSteps {
  const trainings = [...(teacher.kind === "train" ? [teacher.training] : []), ...students];
  const of = new Map(
    trainings.map((training): [PlannedTraining, Step] => [
      training,
      { title: `train ${training.name}`, kind: "train", seconds: trainingSeconds(training.recipe, size) },
    ]),
  );
  const models = students.length + 1;
  const rows = judged.rows.length * (1 + order.perturbations.length);
  const measuring: MeasuringSteps = {
    serve: { title: `publish and serve ${models} models`, kind: "measure", seconds: 10 + 2 * models },
    score: { title: `score ${models} models on ${rows} rows`, kind: "measure", seconds: 5 + 0.01 * rows * models },
    time: {
      title: `take times, ${order.requests} requests a model`,
      kind: "measure",
      seconds: 3 + 0.02 * order.requests * models,
    },
  };
  return { all: [...of.values(), ...Object.values(measuring)], of, measuring };
}

async function writeFiles(place: string, result: Compression): Promise<void> {
  const picture = compressPicture(result);
  const files: [string, string][] = [
    ["compress.json", `${JSON.stringify(result, null, 1)}\n`],
    ["compress.md", markdownReport(compressReport(result))],
    ...(picture === null ? [] : [["compress.svg", picture] as [string, string]]),
  ];
  for (const [name, text] of files) await replaceFile(join(place, name), text);
}

const log = (line: string) => console.error(`compress: ${line}`);
