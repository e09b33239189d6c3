import type { BertPlan } from "../../trainer/models/bert/config.ts";
import { CliError } from "../cli-error.ts";
import { MODEL_FAMILIES, type ModelFamily } from "./model-families.ts";

export interface Preset {
  name: string;
  plan: BertPlan;
  family: ModelFamily;
}

/** By its name, whatever its case. Throws CliError that names those there are. */
export function findPreset(name: string): Preset {
  const presets = MODEL_FAMILIES.flatMap((family) =>
    Object.entries(family.presets).map(([name, plan]): Preset => ({ name, plan, family })),
  );
  const found = presets.find((preset) => preset.name.toLowerCase() === name.toLowerCase());
  if (found === undefined)
    throw new CliError(
      `there is no preset ${name.slice(0, 40)}: there are ${presets.map(({ name }) => name).join(", ")}`,
    );
  return found;
}
