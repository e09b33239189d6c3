import { InvalidArgumentError } from "commander";
import { PERTURBATION_NAMES, perturbationNamed } from "../../eval/perturbations/index.ts";

/** Parses `--perturb`: `all`, or names as people write them, each once. Throws commander's error, which lists the names. */
export function perturbations(name: string, before: string[] = []): string[] {
  if (name.toLowerCase() === "all") return [...PERTURBATION_NAMES];
  const found = perturbationNamed(name);
  if (found === undefined) throw new InvalidArgumentError(`There are ${PERTURBATION_NAMES.join(", ")}, and all.`);
  return before.includes(found.name) ? before : [...before, found.name];
}
