import { glueItems } from "../../eval/readers/formats/glue-tsv.ts";
import type { DataFile, DataSet } from "./catalogue.ts";

/**
 * What an official file becomes in the data folder: GLUE's tables become JSON lines `{id, text_a, text_b?, label}`, anything
 * else stays as it is. Throws RangeError, naming the line, for a table that is not like that.
 */
export function officialText({ glue }: DataSet, { idPrefix }: DataFile, text: string): string {
  if (glue === undefined) return text;
  let jsonl = "";
  let row = 0;
  for (const item of glueItems(text, glue)) {
    if ("problem" in item) throw new RangeError(`line ${item.line}: ${item.problem}`);
    jsonl += `${JSON.stringify({ id: `${idPrefix}-${row++}`, ...(item.value as object) })}\n`;
  }
  return jsonl;
}
