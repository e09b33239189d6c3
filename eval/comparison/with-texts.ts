import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { KINDS } from "../kinds/index.ts";
import type { Example } from "../reports/comparison.ts";

/** Examples take no more than so many characters of JSON together: a stored comparison is one tuple of the database. */
const MOST_CHARACTERS = 400_000;

/** The examples with the texts of those whose rows are there; the first ones only, where texts or answers are very long. */
export function withTexts<K extends RowKind>(
  kind: K,
  examples: readonly Example[],
  rows: ReadonlyMap<string, RowOf[K]>,
): Example[] {
  let characters = 0;
  const shown: Example[] = [];
  for (const example of examples) {
    const row = rows.get(example.id);
    const whole = { ...example, ...(row && KINDS[kind].texts(row)) };
    characters += JSON.stringify(whole).length;
    if (characters > MOST_CHARACTERS) break;
    shown.push(whole);
  }
  return shown;
}
