import { CliError } from "../cli-error.ts";
import type { Column } from "./column.ts";
import { columnNamed } from "./find-texts.ts";
import { KIND_NAMES, type LayoutOptions } from "./layout.ts";

/** Throws CliError where two options contradict each other, or one itself: none of them is quietly passed over. */
export function refuseOptions(columns: readonly Column[], options: LayoutOptions): void {
  const { kind, separator, labelNames = [] } = options;
  if (separator === "") throw new CliError("--separator is empty: labels in a cell need something between them");
  if (separator !== undefined && kind !== undefined && KIND_NAMES[kind] !== "multi-label")
    throw new CliError(
      `--separator is for several labels in a cell, and --kind ${kind} has none: leave one of both out`,
    );
  if (labelNames.some((name) => name.trim() === "")) throw new CliError("--label-names has an empty name");
  const twice = labelNames.find((name, i) => labelNames.indexOf(name) !== i);
  if (twice !== undefined) throw new CliError(`--label-names has ${twice} twice: every number needs a name of its own`);
  refuseOneColumnTwice(columns, options);
}

function refuseOneColumnTwice(columns: readonly Column[], { text, textPair, label = [] }: LayoutOptions): void {
  const named = [
    ...(text === undefined ? [] : [["--text", text] as const]),
    ...(textPair === undefined ? [] : [["--text-pair", textPair] as const]),
    ...label.map((name) => ["--label", name] as const),
  ].map(([option, name]) => ({ option, column: columnNamed(columns, name, option) }));
  for (const [i, { option, column }] of named.entries()) {
    const other = named.slice(0, i).find((each) => each.column === column);
    if (other === undefined) continue;
    throw new CliError(
      other.option === option
        ? `${option} names ${column.name} twice`
        : `${other.option} and ${option} both name ${column.name}`,
    );
  }
}
