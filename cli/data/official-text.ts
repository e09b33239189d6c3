import { glueItems } from "../../eval/readers/formats/glue-tsv.ts";
import type { DataFile, DataSet } from "./catalogue.ts";

export type OfficialText = { kind: "text"; text: string } | { kind: "refused"; problem: string };

/**
 * What an official file becomes in the data folder: GLUE's tables become JSON lines `{id, text_a, text_b?, label}`, anything
 * else stays as it is. A problem names the line of a table that is not like that.
 */
export function officialText({ glue }: DataSet, { idPrefix }: DataFile, text: string): OfficialText {
  if (glue === undefined) return { kind: "text", text };
  let jsonl = "";
  let row = 0;
  for (const item of glueItems(text, glue)) {
    if ("problem" in item) return { kind: "refused", problem: `line ${item.line}: ${item.problem}` };
    jsonl += `${JSON.stringify({ id: `${idPrefix}-${row++}`, ...(item.value as object) })}\n`;
  }
  return { kind: "text", text: jsonl };
}
