/** `npm run results`: writes `docs/results.md`, `docs/pictures/*.svg` and README's table and those of `docs/experiments.md`, and removes pictures that are no more. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../cli/project-root.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { readMemory } from "./memory.ts";
import { results } from "./results.ts";

const files = await results(projectRoot, await readMemory(projectRoot));
for (const [path, content] of files) await replaceFile(join(projectRoot, path), content);
for (const name of await readdir(join(projectRoot, "docs/pictures"))) {
  const path = `docs/pictures/${name}`;
  if (!files.has(path)) await rm(join(projectRoot, path));
}
console.log([...files].map(([path, content]) => `${path}  ${content.length}`).join("\n"));
