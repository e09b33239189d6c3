/**
 * How long a training step takes, ours against PyTorch's: five runs of each, taking turns, so that a machine that
 * warms up or gets busy does so for both. A run's figure is the median of its steps; the ratio is that of the medians.
 *
 *     node bench/training-step/run.ts [--python PATH] [--runs 5] [--steps 8] [--threads 2] [--same-allocator]
 *
 * Without --python only our side runs. --same-allocator starts PyTorch with the allocator settings that the trainer gives
 * itself; otherwise it runs as PyTorch's users run it. Prints a line a run, then one JSON object.
 */
import { spawn } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { trainingEnvironment } from "../../trainer/backend/process-environment.ts";

interface Step {
  side: string;
  version: string;
  warm_up: boolean;
  seconds: number;
}
interface Side {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

const { values: options } = parseArgs({
  options: {
    python: { type: "string" },
    runs: { type: "string", default: "5" },
    steps: { type: "string", default: "8" },
    threads: { type: "string", default: "2" },
    "same-allocator": { type: "boolean", default: false },
  },
});
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { threads, steps } = options;
const plain = {
  ...process.env,
  OMP_NUM_THREADS: threads,
  TF_NUM_INTRAOP_THREADS: threads,
  TF_NUM_INTEROP_THREADS: threads,
};

const sides: Side[] = [
  {
    name: "retort",
    command: process.execPath,
    args: [here("tfjs.ts"), "--steps", steps],
    env: trainingEnvironment(plain),
  },
];
if (options.python !== undefined)
  sides.unshift({
    name: "pytorch",
    command: options.python,
    args: [here("pytorch.py"), "--steps", steps, "--threads", threads],
    env: options["same-allocator"] ? trainingEnvironment(plain) : plain,
  });

/** Runs one side once. Throws when it fails, with its last words. */
async function measure({ name, command, args, env }: Side): Promise<Step[]> {
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const status = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (status !== 0) throw new Error(`${name} ended with status ${status}: ${stderr.trim().split("\n").at(-1)}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const results = new Map(sides.map(({ name }) => [name, { version: "", runs: [] as number[] }]));
const loadBefore = loadavg()[0]!;
if (loadBefore > 0.5)
  console.error(`the machine is busy (load ${loadBefore.toFixed(1)}): expect slow and uneven figures`);
for (let run = 1; run <= Number(options.runs); run++) {
  for (const side of sides) {
    const measured = await measure(side);
    const seconds = median(measured.filter((step) => !step.warm_up).map((step) => step.seconds));
    const result = results.get(side.name)!;
    result.version = measured[0]!.version;
    result.runs.push(seconds);
    console.error(`run ${run} ${side.name.padEnd(7)} ${seconds.toFixed(3)} s a step`);
  }
}

const [ours, theirs] = ["retort", "pytorch"].map((name) => results.get(name));
console.log(
  JSON.stringify(
    {
      machine: { cpu: cpus()[0]!.model, cores: cpus().length, load_before: loadBefore },
      setting: { threads: Number(threads), steps: Number(steps), same_allocator: options["same-allocator"] },
      sides: Object.fromEntries(
        [...results].map(([name, { version, runs }]) => [name, { version, median_seconds: median(runs), runs }]),
      ),
      ratio: ours && theirs ? median(ours.runs) / median(theirs.runs) : null,
    },
    null,
    2,
  ),
);
