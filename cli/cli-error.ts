/** A failure the user can act on: its message is one clear sentence and is all that gets printed. Exit code 1. */
export class CliError extends Error {
  override name = "CliError";
}
