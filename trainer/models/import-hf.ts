/** Pre-trained encoders in Hugging Face's layout. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { otherModelType } from "./bert/import/other-model-type.ts";
import { PRETRAINED } from "./describe.ts";
import type { Encoder } from "./encoder.ts";

/** Whichever its architecture, by `model_type` in `config.json`. Throws an Error with one sentence where it cannot be read. */
export async function importEncoder(folder: string): Promise<Encoder> {
  const path = join(folder, "config.json");
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot read ${path}: ${error.code}`, { cause: error });
  });
  const { model_type: type } = JSON.parse(text) as { model_type?: unknown };
  const found = PRETRAINED.find(({ modelTypes }) => modelTypes.some((known) => known === type));
  return found === undefined
    ? otherModelType(
        path,
        type,
        PRETRAINED.flatMap(({ modelTypes }) => modelTypes),
      )
    : found.read(folder);
}

/** A BERT, for what asks for nothing else. */
export { type ImportedBert, importBert } from "./bert/import-hf.ts";
