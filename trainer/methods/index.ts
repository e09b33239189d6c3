/** The methods that recipes may name. */
import type { METHODS as NAMES } from "../../r2-assets/format/names.ts";
import { fineTuned } from "./fine-tuned.ts";
import { kd } from "./kd.ts";
import { kronecker } from "./kronecker.ts";
import type { CompressionMethod } from "./method.ts";
import { mixedVocabulary } from "./mixed-vocabulary.ts";
import { pkdLast, pkdSkip } from "./pkd.ts";
import { sharedProjections } from "./shared-projections.ts";
import { svd } from "./svd.ts";
import { thin } from "./thin.ts";
import { xtremedistil } from "./xtremedistil.ts";

type Name = (typeof NAMES)[number];

const METHODS: Partial<Record<Name, CompressionMethod>> = {
  teacher: fineTuned,
  "fine-tuned": fineTuned,
  kd,
  "pkd-skip": pkdSkip,
  "pkd-last": pkdLast,
  kronecker,
  svd,
  thin,
  "mixed-vocabulary": mixedVocabulary,
  "shared-projections": sharedProjections,
  xtremedistil,
};

/** Throws with one sentence for a method that has a name but no trainer yet. */
export function methodNamed(name: Name): CompressionMethod {
  const found = METHODS[name];
  if (found === undefined)
    throw new Error(`no recipe can train ${name} yet; methods: ${Object.keys(METHODS).join(", ")}`);
  return found;
}
