import { join } from "node:path";
import type { Row } from "../../r2-assets/format/rows.ts";
import { type OwnTask, ownRowsFile } from "../../trainer/tasks/own/own-task.ts";
import { textLines } from "../files/text-lines.ts";
import { textPieces } from "../files/text-pieces.ts";

/** The first training rows of a task that lies in a data folder. Throws CliError where they cannot be read. */
export async function firstRows(data: string, { id }: OwnTask, most = 3): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { text } of textLines(textPieces(join(data, ownRowsFile(id, "train"))))) {
    if (rows.length === most) break;
    rows.push(JSON.parse(text));
  }
  return rows;
}
