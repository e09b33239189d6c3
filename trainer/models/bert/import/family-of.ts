/** Which family's a folder is, and whether it can be imported at all, by its `config.json`. */
import { join } from "node:path";
import * as z from "zod";
import { firstIssue } from "../../../../r2-assets/format/issue-sentences.ts";
import { FAMILIES } from "./families.ts";
import type { Family } from "./family.ts";
import type { Json } from "./folder-file.ts";
import { otherModelType } from "./other-model-type.ts";
import { unimportable } from "./unimportable.ts";

export interface Shaped {
  family: Family;
  shape: ReturnType<Family["shape"]>;
}

/** Throws UnimportableError with one sentence for another family, and for a config that asks for what is not computed here. */
export function familyOf(folder: string, config: Json): Shaped {
  const path = join(folder, "config.json");
  const { model_type: type, quantization_config: quantised, auto_map: code } = config;
  if (code !== undefined && code !== null)
    unimportable(`${path} names code of its own (auto_map), which is not run here`);
  const family = FAMILIES.find(({ modelType }) => modelType === type);
  if (family === undefined)
    return otherModelType(
      path,
      type,
      FAMILIES.map(({ modelType }) => modelType),
    );
  if (quantised !== undefined && quantised !== null) {
    const { quant_method: by } = quantised as Json;
    unimportable(
      `${path} says that the weights are quantised (${by ?? "quantization_config"}): import the model from before that`,
    );
  }
  try {
    const shape = family.shape(config);
    if (shape.width % shape.heads !== 0)
      unimportable(`${path} has ${shape.heads} heads, which do not divide its width of ${shape.width}`);
    return { family, shape };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return unimportable(`${path} is no ${type} that can be imported: ${firstIssue(error)}`, error);
  }
}
