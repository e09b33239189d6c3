import type { Command } from "commander";
import { wholeNumber } from "../options.ts";
import { DEFAULT_STATE_DIR } from "../state/state-dir.ts";

export default function serveCommand(program: Command): void {
  program
    .command("serve")
    .description(
      "Serve the models on this machine: the worker in workerd, with bucket, database and workflows.\n" +
        "An empty bucket is filled from r2-assets. Prints `ready <url>` as soon as models answer.",
    )
    .option("--port <port>", "0 takes any free one", wholeNumber(0, 65_535), 8787)
    .option("--data <dir>", "register the data sets found in this folder as suites")
    .option("--other-rows", "take rows of --data that a built-in suite is not known by")
    .option("--state <dir>", "where bucket, database and workflows persist", DEFAULT_STATE_DIR)
    .option("--assets <dir>", "fill the bucket from this folder instead of r2-assets")
    .option(
      "--model-memory <MiB>",
      "how much memory models may take; a deployed Worker has 48, which large teachers exceed",
      wholeNumber(48, 4095),
    )
    .option("--log", "print a line of JSON for each request: no text and no key is in it")
    .option("--no-warm", "load no model before the first request for it")
    .action(async (options) => (await import("../local/serve.ts")).serve(options));
}
