/** What cells came to, as lines of JSON beside their plan: trained models are thrown away, figures stay. */
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { settingsOf } from "../../cli/training/seed-records.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import type { Cell, Measured } from "./cells.ts";

const Name = z.object({
  task: z.string(),
  variant: z.string(),
  seed: z.int(),
  /** Of the recipe's settings, their words aside. A line of other settings is of no cell. */
  settings_sha256: z.string(),
});
const Figures = z.object({
  metric: z.string(),
  trained: z.number(),
  served: z.number().nullable(),
  rows: z.int(),
  seconds: z.number(),
  data_sha256: z.string(),
  teacher: z.string().exactOptional(),
  machine: z.object({ cpu: z.string(), cores: z.int() }),
  code: z.string().exactOptional(),
});
const Line = z.object({ ...Name.shape, ...Figures.shape });
type Line = z.infer<typeof Line>;

/** `plan.json` has `plan.measured.ndjson`. */
export const recordOf = (plan: string): string => `${plan.replace(/\.json$/, "")}.measured.ndjson`;

/** Of these cells, in their order: what was measured with these very settings. None where there is no such file. Throws Error for a line that is none. */
export async function keptFigures(file: string, cells: readonly Cell[]): Promise<Measured[]> {
  const lines = new Map((await readLines(file)).map((line) => [keyOf(line), line]));
  const found = await Promise.all(cells.map(async (cell) => ({ cell, line: lines.get(keyOf(await nameOf(cell))) })));
  return found.flatMap(({ cell, line }) => (line === undefined ? [] : [{ cell, ...Figures.parse(line) }]));
}

/** Writes those that are measured as served, too, over earlier lines of the same cells, and leaves lines of other settings be. */
export async function keepFigures(file: string, cells: readonly Cell[], measured: readonly Measured[]): Promise<void> {
  const order = new Map(cells.map((cell, i) => [cell, i]));
  const own: Line[] = [];
  for (const { cell, served, ...figures } of [...measured].sort((a, b) => order.get(a.cell)! - order.get(b.cell)!))
    if (served !== undefined) own.push(Line.parse({ ...(await nameOf(cell)), ...figures, served }));
  const keys = new Set(own.map(keyOf));
  const lines = [...(await readLines(file)).filter((line) => !keys.has(keyOf(line))), ...own];
  if (own.length > 0) await replaceFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

async function nameOf({ task, variant, seed, recipe }: Cell): Promise<z.infer<typeof Name>> {
  return { task, variant, seed, settings_sha256: await sha256(new TextEncoder().encode(settingsOf(recipe))) };
}

const keyOf = ({ task, variant, seed, settings_sha256 }: z.infer<typeof Name>) =>
  `${task} ${variant} ${seed} ${settings_sha256}`;

async function readLines(file: string): Promise<Line[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((line, i) => {
    if (line === "") return [];
    try {
      return [Line.parse(JSON.parse(line))];
    } catch {
      throw new Error(`${file}: line ${i + 1} is no cell's figures`);
    }
  });
}
