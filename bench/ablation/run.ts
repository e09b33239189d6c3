/** An ablation from a plan: trains what is missing, prints its tables. `--help` says how. */
import { readFile } from "node:fs/promises";
import { totalmem } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { codeVersion } from "../../cli/local/code-version.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { ensureBackend } from "../../cli/training/ensure-backend.ts";
import type { Job } from "../../cli/training/job.ts";
import { neededJob, neededRecipes } from "../../cli/training/needed-recipes.ts";
import { parseOverrides } from "../../cli/training/overrides.ts";
import { SMOKE } from "../../cli/training/smoke.ts";
import { supervise } from "../../cli/training/supervise.ts";
import { BACKENDS, type BackendName } from "../../trainer/backend/names.ts";
import { assertDataPresent } from "../../trainer/tasks/data-present.ts";
import type { Workplace } from "../../trainer/training/workplace.ts";
import { type Cell, cellsOf, measuredOf, readServed } from "./cells.ts";
import { Plan } from "./plan.ts";
import { ablationReport } from "./table.ts";
import { type Training, trainCells } from "./train-cells.ts";

const HELP = `node bench/ablation/run.ts PLAN --data DATA [--out OUT] [--at-once N] [--set KEY=VALUE …]

Trains a base recipe with each lever of PLAN alone and with them together, seed by seed, and prints Markdown: mean and standard deviation
over seeds on the half of dev that chose nothing, and what each variant is above the base with the same seed. The same command goes on where it
was stopped: what finished with the same settings is not trained again. PLAN: bench/ablation/plan.ts says what stands in it, kronecker-19x.json is one.

  --data DATA     data sets
  --out OUT       trained models, teachers and starts among them (default: out). Cells go to OUT/ablation/<plan>/<task>/<variant>/seed-<n>, each
                  with its log beside it; checkpoints are dropped when a cell is done
  --at-once N     trainings at a time, a core each (default: 1)
  --memory GB     of a training, beyond which it starts anew from its checkpoint, as of retort train (default: most of the machine's, shared by N)
  --backend NAME  what computes: ${BACKENDS.join(", ")} (default: tensorflow)
  --needed        first train what cells learn from or begin with, where that is neither trained nor published
  --set KEY=VALUE for every cell, over what PLAN says; may be repeated
  --smoke         64 rows, one epoch, 64 rows of dev, into OUT-smoke: does every cell work? Its figures mean nothing
  --dry-run       say what is missing, print the tables of what is there`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string" },
    out: { type: "string", default: "out" },
    "at-once": { type: "string", default: "1" },
    memory: { type: "string" },
    backend: { type: "string", default: "tensorflow" },
    set: { type: "string", multiple: true, default: [] },
    needed: { type: "boolean", default: false },
    smoke: { type: "boolean", default: false },
    "dry-run": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const say = (line: string) => console.error(`ablation: ${line}`);

async function run(): Promise<void> {
  const { smoke, data, "at-once": at } = values;
  const [file] = positionals;
  if (file === undefined || data === undefined || positionals.length > 1)
    throw new Error(`one PLAN and --data DATA are wanted\n\n${HELP}`);
  const atOnce = Number(at);
  if (!Number.isInteger(atOnce) || atOnce < 1) throw new Error(`--at-once takes a whole number from 1 on, got ${at}`);
  const memory = values.memory === undefined ? (0.6 * totalmem()) / atOnce : Number(values.memory) * 1e9;
  if (!(memory > 0)) throw new Error(`--memory takes gigabytes, got ${values.memory}`);
  const plan = await readPlan(file);
  const where = await workplace(data, values.out, smoke);
  const few = { ...SMOKE, "train.limit": "64", "train.transfer_limit": "64" };
  const more = { ...(smoke && few), ...parseOverrides(values.set) };
  const cells = await cellsOf(plan, join("ablation", basename(file, ".json")), where.data, more);
  const before = await measuredOf(where.out, cells);
  const missing = await missingOf(cells, where);
  say(`${cells.length} cells, ${cells.length - missing.length} of them done`);
  if (!values["dry-run"] && missing.length > 0) {
    for (const { cell } of missing) await assertDataPresent(where.data, cell.recipe);
    await ensureBackend(where.backend);
    if (!(await trainNeeded(missing))) return;
    const done = before.map(({ cell: { task }, seconds }) => ({ task, seconds }));
    const { failed, interrupted } = await trainCells(missing, { atOnce, done, say });
    process.exitCode = interrupted ? 130 : failed.length > 0 ? 1 : 0;
  } else for (const { cell } of missing) say(`missing: ${cell.variant} of ${cell.task}, seed ${cell.seed}`);
  console.log(ablationReport(plan.question, await measuredOf(where.out, cells)));

  async function missingOf(all: readonly Cell[], where: Workplace): Promise<Training[]> {
    const trained = new Map(before.map(({ cell, metric }) => [cell, metric]));
    const served = await Promise.all(all.map(({ place }) => readServed(join(where.out, place))));
    return all.flatMap((cell, i) => {
      const metric = trained.get(cell) ?? null;
      return metric !== null && served[i] !== undefined
        ? []
        : [{ cell, job: { job: jobOf(cell, where, file!, memory), metric } }];
    });
  }
}

/** Whether all that cells need is there now. Throws Error where it is not, and is not to be trained. */
async function trainNeeded(missing: readonly Training[]): Promise<boolean> {
  const jobs = new Map<string, Job>();
  for (const { cell, job } of missing)
    for (const name of await neededRecipes(cell.recipe, cell.overrides, job.job.where))
      if (!jobs.has(name)) jobs.set(name, neededJob(job.job, name, values.smoke));
  if (jobs.size > 0 && !values.needed)
    throw new Error(`cells need ${[...jobs.keys()].join(", ")}, which are not trained: --needed trains them first`);
  for (const [name, job] of jobs) {
    say(`first ${name}, which cells need`);
    process.exitCode = await supervise(job);
    if (process.exitCode !== 0) return false;
  }
  return true;
}

const jobOf = ({ name, place, overrides }: Cell, where: Workplace, plan: string, memory: number): Job => ({
  order: { name, place, overrides, existing: "resume" },
  where,
  checkpointSeconds: 120,
  threads: 1,
  memory,
  again: `node bench/ablation/run.ts ${plan}`,
});

async function readPlan(file: string): Promise<Plan> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot read ${file}: ${error.code}`);
  });
  const parsed = Plan.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file}: ${[issue!.path.join("."), issue!.message].filter(Boolean).join(": ")}`);
}

async function workplace(data: string, out: string, smoke: boolean): Promise<Workplace> {
  const backend = values.backend as BackendName;
  if (!BACKENDS.includes(backend)) throw new Error(`--backend takes one of ${BACKENDS.join(", ")}, got ${backend}`);
  return {
    backend,
    data: resolve(data),
    out: resolve(smoke ? `${out}-smoke` : out),
    models: join(projectRoot, "r2-assets", "models"),
    imported: resolve(out, "imported"),
    pieces: resolve(out, "pieces"),
    ...(smoke && { devRows: 64 }),
    code: await codeVersion(),
  };
}

if (values.help) console.log(HELP);
else
  await run().catch((error: Error) => {
    console.error(`ablation: ${error.message}`);
    process.exitCode = 1;
  });
