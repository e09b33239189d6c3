import { ensureEncoder, isPackaged } from "../data/pretrained.ts";
import { importE5 } from "../models/bert/import-e5.ts";
import type { Encoder } from "../models/encoder.ts";
import { importEncoder } from "../models/import-hf.ts";

/** The encoder that a recipe's `encoder.source` names: one that is fetched, or a folder in Hugging Face's layout. */
export async function openEncoder(source: string, log: (line: string) => void): Promise<Encoder> {
  if (!isPackaged(source)) return importEncoder(source);
  const folder = await ensureEncoder(source, log);
  return source === "multilingual-e5-small" ? importE5(folder) : importEncoder(folder);
}
