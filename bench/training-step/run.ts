/**
 * How long a training step takes, ours against PyTorch's: five runs of each, taking turns, so that a machine that
 * warms up or gets busy does so for both. A run's figure is the median of its steps; the ratio is that of the medians.
 *
 *     node bench/training-step/run.ts [--python PATH] [--runs 5] [--threads 2] [--same-allocator] [--without-onednn]
 *                                     [--backend tensorflow] [--stage fine-tuning] [--batch 32 --length 64 …]
 *
 * The step's flags are in `setting.ts`. Stages of a learnt vocabulary: `--stage mixed-words --batch 16 --length 128 --dropout 0`, `words`, `dual`.
 * With `--backend webgpu` PyTorch computes on its card, once in F32 and once with TF32, and our lines say
 * what a step asked of the card: programs, read-backs, bytes uploaded. Without --python only our side runs. `--isa avx2` caps both sides at AVX2
 * on a machine that has more. --same-allocator starts PyTorch with the allocator settings that the trainer gives
 * itself; otherwise it runs as PyTorch's users run it. --without-onednn measures us a second time, with TensorFlow's own kernels, --in-bfloat16 with
 * a recipe's `matmul: bfloat16`, --with-rounding with its `quantization_aware`, --beside DIR with the code of another checkout of
 * this repository. Prints a line a run, then one JSON object; `peak_gb` is the most memory that a run's process had (on Linux).
 */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BFLOAT16 } from "../../trainer/backend/matmul.ts";
import { trainingEnvironment } from "../../trainer/backend/process-environment.ts";
import { instructionSets } from "../instruction-sets.ts";
import { flagsOf, STEP_OPTIONS, stepSetting, textStageOf } from "./setting.ts";
import { studentShape } from "./text-stage.ts";

interface Step {
  side: string;
  version: string;
  warm_up: boolean;
  seconds: number;
  /** Of the webgpu backend. */
  programs?: number;
  read_backs?: number;
  bytes_uploaded?: number;
}
interface Side {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

const { values: options } = parseArgs({
  options: {
    ...STEP_OPTIONS,
    python: { type: "string" },
    runs: { type: "string", default: "5" },
    threads: { type: "string", default: "2" },
    isa: { type: "string" },
    "same-allocator": { type: "boolean", default: false },
    "without-onednn": { type: "boolean", default: false },
    "in-bfloat16": { type: "boolean", default: false },
    "with-rounding": { type: "boolean", default: false },
    beside: { type: "string" },
  },
});
const setting = stepSetting(options);
if (options.isa !== undefined && options.isa !== "avx2") throw new Error(`--isa takes avx2, got ${options.isa}`);
const bundled = !import.meta.url.endsWith(".ts");
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { threads } = options;
const plain = {
  ...process.env,
  OMP_NUM_THREADS: threads,
  TF_NUM_INTRAOP_THREADS: threads,
  TF_NUM_INTEROP_THREADS: threads,
  ...(options.isa && { ONEDNN_MAX_CPU_ISA: "AVX2", ATEN_CPU_CAPABILITY: "avx2" }),
};

const ours = trainingEnvironment(plain);
const sides: Side[] = [
  {
    name: "retort",
    command: process.execPath,
    args: [here(bundled ? "training-step.mjs" : "tfjs.ts"), ...flagsOf(options, Object.keys(STEP_OPTIONS) as never)],
    env: ours,
  },
];
if (options["without-onednn"])
  sides.push({ ...sides[0]!, name: "retort-without-onednn", env: { ...ours, TF_ENABLE_ONEDNN_OPTS: "0" } });
if (options["in-bfloat16"]) sides.push({ ...sides[0]!, name: "retort-in-bfloat16", env: { ...ours, ...BFLOAT16 } });
if (options["with-rounding"])
  sides.push({ ...sides[0]!, name: "retort-with-rounding", args: [...sides[0]!.args, "--rounding", "i8"] });
if (options.beside !== undefined) {
  const script = join(options.beside, "bench/training-step/tfjs.ts");
  sides.push({ ...sides[0]!, name: "retort-beside", args: [script, ...sides[0]!.args.slice(1)] });
}
if (options.python !== undefined) {
  if (setting.stage === "text-19x") throw new Error("PyTorch's side does not have the stage text-19x");
  const shared = flagsOf(options, ["layers", "width", "heads", "batch", "length", "dropout", "steps", "warm-up"]);
  const ofText = textStageOf(setting.stage);
  const script = ofText === undefined ? "pytorch.py" : "pytorch_text.py";
  if (ofText !== undefined) shared.push("--stage", ofText, "--student", JSON.stringify(await studentShape(ofText)));
  const pytorch = (name: string, ...more: string[]): Side => ({
    name,
    command: options.python!,
    args: [here(script), ...shared, "--threads", threads, ...more],
    env: options["same-allocator"] ? trainingEnvironment(plain) : plain,
  });
  if (setting.backend === "webgpu")
    sides.unshift(pytorch("pytorch", "--device", "cuda"), pytorch("pytorch-tf32", "--device", "cuda", "--tf32"));
  else sides.unshift(pytorch("pytorch"));
}

/** Runs one side once. Throws when it fails, with its last words. */
async function measure({ name, command, args, env }: Side): Promise<{ steps: Step[]; peak: number | undefined }> {
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let peak: number | undefined;
  const watch = setInterval(async () => {
    peak = (await peakOf(child.pid)) ?? peak;
  }, 100);
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const status = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  clearInterval(watch);
  if (status !== 0) throw new Error(`${name} ended with status ${status}: ${stderr.trim().split("\n").at(-1)}`);
  const lines = stdout.trim().split("\n");
  return { steps: lines.map((line) => JSON.parse(line)), peak };
}

/** The most memory that a process has had so far, in GB; undefined where the system does not say. */
async function peakOf(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e9;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const results = new Map(
  sides.map(({ name }) => [name, { version: "", runs: [] as number[], peaks: [] as number[], asked: {} }]),
);
const loadBefore = loadavg()[0]!;
if (loadBefore > 0.5)
  console.error(`the machine is busy (load ${loadBefore.toFixed(1)}): expect slow and uneven figures`);
for (let run = 1; run <= Number(options.runs); run++) {
  for (const side of sides) {
    const { steps: measured, peak } = await measure(side);
    const counted = measured.filter((step) => !step.warm_up);
    const seconds = median(counted.map((step) => step.seconds));
    const result = results.get(side.name)!;
    result.version = measured[0]!.version;
    result.runs.push(seconds);
    if (peak !== undefined) result.peaks.push(peak);
    const { programs, read_backs, bytes_uploaded } = counted.at(-1)!;
    result.asked = { programs, read_backs, bytes_uploaded };
    console.error(`run ${run} ${side.name.padEnd(22)} ${seconds.toFixed(4)} s a step, ${peak?.toFixed(2) ?? "?"} GB`);
  }
}

const medianOf = (name: string) => median(results.get(name)!.runs);
const others = sides.filter(({ name }) => name !== "retort");
console.log(
  JSON.stringify(
    {
      machine: {
        cpu: cpus()[0]!.model,
        cores: cpus().length,
        instruction_sets: await instructionSets(),
        capped_at: options.isa ?? null,
        load_before: loadBefore,
      },
      setting: { ...setting, threads: Number(threads), same_allocator: options["same-allocator"] },
      tokens_per_second: (setting.batch * setting.length) / medianOf("retort"),
      sides: Object.fromEntries(
        [...results].map(([name, { version, runs, peaks, asked }]) => [
          name,
          {
            version,
            median_seconds: median(runs),
            runs,
            ...(peaks.length > 0 && { peak_gb: Math.max(...peaks) }),
            ...asked,
          },
        ]),
      ),
      ratio: Object.fromEntries(others.map(({ name }) => [name, medianOf("retort") / medianOf(name)])),
    },
    null,
    2,
  ),
);
