/**
 * Makes of the figures of `rivals.ts` and `breakdown.ts` the picture and the tables of docs/engine.md, between its marks; the words around them are by hand.
 *
 *     node bench/serving/rivals/draw.ts [--rivals bench/serving/rivals.json] [--breakdown bench/serving/breakdown.json] [--cpu]
 *
 * `--cpu`: CPU time in place of the clock's, where the machine was not quiet.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../../../cli/project-root.ts";
import { replaceFile } from "../../../trainer/files/replace-file.ts";
import type { Breakdown } from "../breakdown-figures.ts";
import type { Figures } from "./figures.ts";
import { picture } from "./picture.ts";
import { breakdownTable, speedTable, startTable, workerdTable } from "./tables.ts";

const { values: options } = parseArgs({
  options: {
    rivals: { type: "string", default: join(projectRoot, "bench/serving/rivals.json") },
    cpu: { type: "boolean", default: false },
    breakdown: { type: "string", default: join(projectRoot, "bench/serving/breakdown.json") },
  },
});
const read = async <T>(file: string) => JSON.parse(await readFile(file, "utf8")) as T;
const figures = await read<Figures>(options.rivals);
const page = join(projectRoot, "docs/engine.md");
const tables: Record<string, string> = {
  speed: `${where(figures)}\n\n![One text in engines of WebAssembly](engine-rivals.svg)\n\n${speedTable(figures, options.cpu)}\n\n${notHeld(figures)}`,
  starts: startTable(figures, options.cpu),
  workerd: workerdTable(figures, options.cpu),
  breakdown: breakdownTable(await read<Breakdown>(options.breakdown)),
};
let text = await readFile(page, "utf8");
for (const [name, table] of Object.entries(tables)) text = between(text, name, table);
await replaceFile(page, text);
await replaceFile(join(projectRoot, "docs/engine-rivals.svg"), picture(figures, options.cpu));

function where({ machine, instruction_sets, load }: Figures): string {
  const loads = (load.speed ?? []).map((one) => one.toFixed(1)).join(" before, ");
  return `${machine}; ${instruction_sets.join(", ")}; load ${loads} after.${options.cpu ? " Milliseconds of CPU time." : ""}`;
}

function notHeld({ not_held }: Figures): string {
  const each = Object.entries(not_held).map(([name, why]) => `${name} (${why})`);
  return `Not held against it: ${each.join("; ")}.`;
}

/** Throws where the page has not both marks. */
function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- rivals/draw.ts: ${name} -->`, "<!-- end -->"];
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`docs/engine.md has no place for "${name}": ${start} and ${end}`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
