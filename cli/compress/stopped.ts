/** Somebody pressed Ctrl-C: nothing failed, and the same command goes on. */
export class Stopped extends Error {
  override name = "Stopped";
}
