/** A folder that `transformers` saved, as an artefact. */
import { CliError } from "../cli-error.ts";
import type { Importer } from "./import-options.ts";

export const importFolder: Importer = async (path) => {
  throw new CliError(`${path}: folders cannot be imported yet`);
};
