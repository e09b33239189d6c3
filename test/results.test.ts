/** `docs/results.md`, its pictures and README's table say what is recorded: `npm run results` writes them. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MEMORY_FILE, memoryOf, readMemory } from "../bench/results/memory.ts";
import { results } from "../bench/results/results.ts";
import { projectRoot } from "../cli/project-root.ts";

const made = await results(projectRoot, await readMemory(projectRoot));

test.each([...made])("%s is what the records give (if not: npm run results)", async (path, content) => {
  expect(await readFile(join(projectRoot, path), "utf8")).toBe(content);
});

test("no picture is left of what is recorded no more", async () => {
  const names = await readdir(join(projectRoot, "docs/pictures"));
  expect(names.filter((name) => !made.has(`docs/pictures/${name}`))).toEqual([]);
});

test("what is remembered of the runs is what their predictions give", { tags: ["long"] }, async () => {
  const computed = await results(projectRoot, memoryOf(""));
  expect(computed.get(MEMORY_FILE)).toBe(await readFile(join(projectRoot, MEMORY_FILE), "utf8"));
});

test("the pictures together stay below 200 kB", () => {
  const sizes = [...made].flatMap(([path, content]) => (path.endsWith(".svg") ? [content.length] : []));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
});
