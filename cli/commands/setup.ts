import { type Command, Option } from "commander";
import type { SetupState } from "../../trainer/backend/setup.ts";
import { BACKENDS, type BackendName } from "../../trainer/backend/tf.ts";
import { CliError } from "../cli-error.ts";
import { type BackendReport, backendText } from "../training/backend-check.ts";
import { createProgress } from "../ui/progress.ts";

interface SetupOptions {
  check?: boolean;
  backend?: BackendName[];
  json?: boolean;
  cuda?: boolean;
}

export default (program: Command): void => {
  program
    .command("setup")
    .description("Set up the native training backend: TensorFlow from PyPI, compiled for this Node.")
    .option(
      "--cuda",
      "the TensorFlow that computes on NVIDIA cards, with its CUDA libraries (several GB); it has run on no card yet, `train --backend webgpu` has",
    )
    .option("--check", "change nothing; compare every part of training, on each backend here, with plain JavaScript")
    .addOption(new Option("--backend <name...>", "with --check: these backends only").choices(BACKENDS))
    .option("--json", "with --check: print what was found as JSON")
    .addHelpText(
      "after",
      "\n--check ends with exit code 1 when tensorflow or a named backend cannot start, or one is wrong.",
    )
    .action(async ({ check, backend, json, cuda = false }: SetupOptions) => {
      if (check) return checkBackends(backend, cuda, json === true);
      if (backend !== undefined || json) throw new CliError("--backend and --json go with --check");
      const { setUpNativeBackend } = await import("../../trainer/backend/setup.ts");
      const { SetupError } = await import("../../trainer/fetch/setup-error.ts");
      try {
        const state = await setUpNativeBackend({ cuda, log: (line) => console.error(`setup: ${line}`) });
        console.log(describe(state));
      } catch (error) {
        throw error instanceof SetupError ? new CliError(error.message) : error;
      }
    });
};

/** Backends worth a long run. Of these webgpu may be missing: not every machine has a GPU. */
const WORTHWHILE: BackendName[] = ["tensorflow", "webgpu", "wasm"];

async function checkBackends(named: readonly BackendName[] | undefined, cuda: boolean, json: boolean): Promise<void> {
  const { TOLERANCE } = await import("../../trainer/check/compare.ts");
  const reports: BackendReport[] = [];
  for (const backend of named ?? WORTHWHILE) reports.push(await checkOne(backend, cuda));
  console.log(
    json ? JSON.stringify({ tolerance: TOLERANCE, backends: reports }, null, 2) : backendText(reports, TOLERANCE),
  );
  const required = named ?? ["tensorflow"];
  const fine = reports.every(({ backend, problem, checks }) =>
    problem === null ? checks.every(({ passed }) => passed) : !required.includes(backend),
  );
  if (!fine) process.exitCode = 1;
}

async function checkOne(backend: BackendName, cuda: boolean): Promise<BackendReport> {
  const { CHECKS, checkBackend } = await import("../../trainer/check/check-backend.ts");
  const progress = createProgress({ label: `checking ${backend}`, total: CHECKS.length, unit: "checks" });
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    if (backend === "tensorflow") await requireNative(cuda);
    const checks = await checkBackend(backend, CHECKS, (done) => progress.update(done));
    return { backend, problem: null, seconds: seconds(), checks, skipped: CHECKS.length - checks.length };
  } catch (error) {
    return { backend, problem: (error as Error).message, seconds: seconds(), checks: [], skipped: 0 };
  } finally {
    progress.stop();
  }
}

/** Throws when the native backend is not ready, or computes on no NVIDIA card and that was asked for. */
async function requireNative(cuda: boolean): Promise<void> {
  const { checkNativeBackend } = await import("../../trainer/backend/setup.ts");
  const state = await checkNativeBackend();
  describe(state);
  if (!cuda || state.kind !== "ready") return;
  if (!state.cuda)
    throw new CliError(`the native backend in ${state.folder} is the one without CUDA: run \`retort setup --cuda\``);
  const { useBackend } = await import("../../trainer/backend/tf.ts");
  const { computesOnCard } = await import("../../trainer/backend/native.ts");
  await useBackend("tensorflow");
  if (!computesOnCard())
    throw new CliError("TensorFlow with CUDA finds no NVIDIA card here: is there one, and its driver (nvidia-smi)?");
}

/** The state in one line; what is not ready is an error. */
function describe(state: SetupState): string {
  switch (state.kind) {
    case "ready":
      return `native backend ready: TensorFlow ${state.version}${state.cuda ? " with CUDA" : ""} in ${state.folder}`;
    case "absent":
      throw new CliError("the native backend is not set up: run `retort setup`");
    case "broken":
      throw new CliError(`the native backend in ${state.folder} does not load (${state.reason}): run \`retort setup\``);
  }
}
