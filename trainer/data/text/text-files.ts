import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { contentOf, type DataFile, readDataFile } from "./data-file.ts";

const ENDING = ".txt.gz";

/** `text/*.txt.gz` of a data folder, by name. Throws with one sentence when there is none. */
export async function readTextFiles(folder: string): Promise<DataFile[]> {
  return Promise.all((await listTextFiles(folder)).map(readDataFile));
}

/** Their paths. Throws with one sentence when there is none. */
export async function listTextFiles(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, "text")).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return [];
  });
  const files = names.filter((name) => name.endsWith(ENDING)).sort();
  if (files.length === 0)
    throw new Error(`${join(folder, "text")} has no *${ENDING}; --data names the folder that holds text/`);
  return files.map((name) => join(folder, "text", name));
}

export interface Paragraph {
  text: string;
  /** Of its article: the last line ` = Title = ` before it; empty before the first one. */
  title: string;
  /** Where in the file its line ends, from 0 to 1. */
  at: number;
}

const TITLE = /^ = (.*) = $/;

/** The lines that are neither blank nor titles. Throws with one sentence when the file is damaged. */
export function* paragraphsOf(file: DataFile): Generator<Paragraph> {
  const content = contentOf(file);
  let title = "";
  for (let start = 0; start < content.length; ) {
    const lf = content.indexOf("\n", start);
    const end = lf < 0 ? content.length : lf;
    const line = content.toString("utf8", start, end).replace(/\r$/, "");
    start = end + 1;
    const heading = TITLE.exec(line)?.[1];
    const text = line.trim();
    if (heading !== undefined) title = heading;
    else if (text !== "") yield { text, title, at: end / content.length };
  }
}
