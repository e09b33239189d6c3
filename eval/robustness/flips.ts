import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { KINDS } from "../kinds/index.ts";
import type { Kind } from "../kinds/kind.ts";

/** Share of rows whose prediction changes from `clean` to `perturbed`, row by row; null for numbers, for no rows, and where only one of the two has texts. */
export function flips<K extends RowKind>(
  kind: K,
  clean: readonly PredictionOf[K][],
  perturbed: readonly PredictionOf[K][],
  suite: Pick<SuiteInfo, "script">,
): number | null {
  const kept: Kind<K>["kept"] = KINDS[kind].kept;
  const textless: Kind<K>["textless"] = KINDS[kind].textless;
  if (kept === null || clean.length === 0) return null;
  const forms = new Set([...clean, ...perturbed].map((row) => textless?.is(row)));
  if (forms.size > 1) return null;
  return clean.filter((row, i) => kept(row, suite) !== kept(perturbed[i]!, suite)).length / clean.length;
}
