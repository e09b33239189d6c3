import type { Command } from "commander";
import type { SetupState } from "../../trainer/backend/setup.ts";
import { CliError } from "../cli-error.ts";

export default (program: Command): void => {
  program
    .command("setup")
    .description("set up the native training backend: TensorFlow from PyPI, compiled for this Node")
    .option("--check", "say whether it is set up and change nothing (exit code 1 when it is not)")
    .option("--cuda", "the TensorFlow that computes on NVIDIA cards, with its CUDA libraries (several GB)")
    .action(async (options: { check?: boolean; cuda?: boolean }) => {
      const { checkNativeBackend, setUpNativeBackend } = await import("../../trainer/backend/setup.ts");
      const { SetupError } = await import("../../trainer/fetch/setup-error.ts");
      try {
        const log = (line: string) => console.error(`setup: ${line}`);
        const state = options.check
          ? await checkNativeBackend()
          : await setUpNativeBackend({ cuda: options.cuda === true, log });
        if (options.check && options.cuda && state.kind === "ready" && !state.cuda)
          throw new CliError(
            `the native backend in ${state.folder} is the one without CUDA: run \`retort setup --cuda\``,
          );
        console.log(describe(state));
      } catch (error) {
        throw error instanceof SetupError ? new CliError(error.message) : error;
      }
    });
};

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
