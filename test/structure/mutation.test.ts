/** What bench/mutation breaks is still there: the lists name files and lines, which move. */
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, matchesGlob } from "node:path";
import { expect, test } from "vitest";
import mutants from "../../bench/mutation/mutants.json" with { type: "json" };
import stryker from "../../bench/mutation/stryker.json" with { type: "json" };
import { projectRoot } from "../../cli/project-root.ts";

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts"], {
  cwd: projectRoot,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "");
const left = stryker.mutate.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
const taken = stryker.mutate.filter((pattern) => !pattern.startsWith("!"));
const matches = (patterns: readonly string[], path: string) => patterns.some((pattern) => matchesGlob(path, pattern));

test("every pattern of Stryker's matches a file", () => {
  expect([...taken, ...left].filter((pattern) => !files.some((path) => matchesGlob(path, pattern)))).toEqual([]);
});

test("every file of eval is mutated, or left out by a pattern", () => {
  const others = files.filter((path) => path.startsWith("eval/") && !matches(taken, path) && !matches(left, path));
  expect(others).toEqual([]);
});

test.each(mutants.map(({ name, file, tests, from }) => ({ name, file, tests, from })))(
  "the mutant `$name` has its line once, and its tests",
  async ({ file, tests, from }) => {
    expect((await readFile(join(projectRoot, file), "utf8")).split(from)).toHaveLength(2);
    for (const path of tests.split(" ")) expect(files.some((other) => other.startsWith(path))).toBe(true);
  },
);
