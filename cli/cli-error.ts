/** A failure the user can act on: its message is one clear sentence and is all that gets printed. Exit code 1, or 3 where 1 is a verdict (verdicts/exit-codes.ts). */
export class CliError extends Error {
  override name = "CliError";
}
