/** An ablation from a plan: trains what is missing, prints its tables. `--help` says how. */
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
import { type Cell, cellsOf, type Measured, measuredOf } from "./cells.ts";
import { readPlan } from "./plan.ts";
import { keepFigures, keptFigures, recordOf } from "./record.ts";
import { ablationTables, HALF_THAT_REPORTS } from "./table.ts";
import { type Training, trainCells } from "./train-cells.ts";

const HELP = `node bench/ablation/run.ts PLAN --data DATA [--out OUT] [--at-once N] [--set KEY=VALUE …]

Trains a base recipe with each lever of PLAN alone and with them together, seed by seed, and prints Markdown: mean and standard deviation
over seeds on the half of dev that chose nothing, and what each variant is above the base with the same seed. The same command goes on where it
was stopped: what finished with the same settings is not trained again. PLAN: bench/ablation/plan.ts says what stands in it, kronecker-19x.json is one.
Figures go to PLAN's name with .measured.ndjson, a line a cell, and count although the trained models are gone: another day or machine goes on.

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
  const record = smoke ? null : recordOf(file);
  const kept = record === null ? [] : await keptFigures(record, cells);
  const others = cells.filter((cell) => kept.every((one) => one.cell !== cell));
  const now = async (): Promise<Measured[]> => [...kept, ...(await measuredOf(where.out, others))];
  const before = await now();
  const missing = missingOf(before);
  say(`${cells.length} cells, ${cells.length - missing.length} of them done`);
  if (!values["dry-run"] && missing.length > 0) {
    for (const { cell } of missing) await assertDataPresent(where.data, cell.recipe);
    await ensureBackend(where.backend);
    if (!(await trainNeeded(missing))) return;
    const done = before.map(({ cell: { task }, seconds }) => ({ task, seconds }));
    // Two may end at once, and the record is written whole.
    let written = Promise.resolve();
    const finished = () => (written = written.then(keep));
    const { failed, interrupted } = await trainCells(missing, { atOnce, done, say, finished });
    process.exitCode = interrupted ? 130 : failed.length > 0 ? 1 : 0;
  } else for (const { cell } of missing) say(`missing: ${cell.variant} of ${cell.task}, seed ${cell.seed}`);
  if (!values["dry-run"]) await keep();
  console.log([plan.question, HALF_THAT_REPORTS, ...ablationTables(await now())].join("\n\n"));

  async function keep(): Promise<void> {
    if (record !== null) await keepFigures(record, cells, await now());
  }
  function missingOf(known: readonly Measured[]): Training[] {
    const of = new Map(known.map((one) => [one.cell, one]));
    return cells.flatMap((cell) => {
      const { metric = null, served } = of.get(cell) ?? {};
      return served !== undefined ? [] : [{ cell, job: { job: jobOf(cell, where, file!, memory), metric } }];
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
