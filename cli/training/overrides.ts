import { CliError } from "../cli-error.ts";

/** Settings over a recipe's, as `--set train.epochs=1` says them, by their paths. Throws CliError for one without a value. */
export function parseOverrides(settings: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    settings.map((setting) => {
      const at = setting.indexOf("=");
      if (at < 1) throw new CliError(`--set takes key=value, got ${setting}; the recipe's name goes before --set`);
      return [setting.slice(0, at), setting.slice(at + 1)];
    }),
  );
}
