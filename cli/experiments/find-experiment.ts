import type { ExperimentSummary } from "../../eval/reports/experiment.ts";
import { CliError } from "../cli-error.ts";
import type { ApiClient } from "../http/client.ts";

const ID = /^exp-[0-9a-f]{16}$/;

/** The path of an experiment that is named by its id, or as it was called when it was made. Throws CliError where none is called so. */
export async function pathOf(api: ApiClient, experiment: string): Promise<string> {
  if (ID.test(experiment)) return `/v1/experiments/${experiment}`;
  const { experiments } = await api.get<{ experiments: ExperimentSummary[] }>("/v1/experiments?limit=1000");
  const found = experiments.find(({ id, name }) => name === experiment || id === experiment);
  if (found === undefined)
    throw new CliError(
      `there is no experiment ${experiment === "" ? '""' : experiment}: \`experiment list\` shows them`,
    );
  return `/v1/experiments/${found.id}`;
}
