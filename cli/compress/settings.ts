import { InvalidArgumentError } from "commander";

/** `--set`: a value of every recipe of the compression, or of one. */
export interface Setting {
  /** The recipe's name without its task; null: all. */
  recipe: string | null;
  key: string;
  value: string;
}

/** `train.epochs=2`, `kronecker-19x:train.epochs=2`; added to those before. Throws InvalidArgumentError for anything else. */
export function setting(text: string, before: readonly Setting[] = []): Setting[] {
  const [, recipe = null, key, value] = /^(?:([\w.-]+):)?([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined)
    throw new InvalidArgumentError("It must be key=value, or method:key=value for one recipe alone.");
  return [...before, { recipe, key, value }];
}

/** What is set of a recipe; what is said of it alone goes before what is said of all. */
export function overridesOf(settings: readonly Setting[], name: string): Record<string, string> {
  const own = (recipe: string | null) =>
    settings.filter((each) => each.recipe === recipe).map(({ key, value }) => [key, value] as const);
  return Object.fromEntries([...own(null), ...own(name)]);
}
