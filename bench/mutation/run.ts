/**
 * Named mutants: each breaks one rule of the code, and the tests named beside it must notice.
 *
 *     node bench/mutation/run.ts [--only WORD] [--json]
 *
 * Works on a copy of the tree in a temporary folder. A mutant whose text is not in its file exactly once is an error: the
 * list has fallen behind the code. Exit code 1 where one survives.
 */
import { execFile, execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { projectRoot } from "../../cli/project-root.ts";
import { createProgress } from "../../cli/ui/progress.ts";
import mutants from "./mutants.json" with { type: "json" };

const run = promisify(execFile);
const { values: options } = parseArgs({
  options: { only: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
if (options.help) {
  console.log(
    "Usage: npm run mutation -- [--only WORD] [--json]\n\nBreaks the code by each mutant whose name or file has the word, and runs its tests.",
  );
  process.exit();
}
const chosen = mutants.filter(({ name, file }) => `${name} ${file}`.includes(options.only ?? ""));
if (chosen.length === 0) throw new Error(`no mutant's name or file has ${options.only}`);

const folder = await mkdtemp(join(tmpdir(), "retort-mutants-"));
try {
  const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  for (const path of tracked.split("\n").filter((path) => path !== "" && !path.startsWith("r2-assets/models/")))
    await cp(join(projectRoot, path), join(folder, path), { verbatimSymlinks: true });
  await symlink(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  const sound = new Set<string>();
  const results: { name: string; file: string; killed: boolean }[] = [];
  const progress = createProgress({ label: "mutants", total: chosen.length, unit: "mutants" });
  for (const { name, file, tests, from, to } of chosen) {
    const path = join(folder, file);
    const source = await readFile(path, "utf8");
    if (source.split(from).length !== 2) throw new Error(`${name}: its text is not once in ${file}`);
    if (!sound.has(tests) && !(await passes(tests))) throw new Error(`${name}: ${tests} fails without it`);
    sound.add(tests);
    await writeFile(
      path,
      source.replace(from, () => to),
    );
    results.push({ name, file, killed: !(await passes(tests)) });
    await writeFile(path, source);
    progress.update(results.length);
  }
  progress.stop();
  const survivors = results.filter(({ killed }) => !killed);
  if (options.json) console.log(JSON.stringify(results, null, 2));
  else
    for (const { name, file, killed } of results) console.log(`${killed ? "killed  " : "SURVIVED"}  ${name} (${file})`);
  console.error(`${results.length - survivors.length} of ${results.length} mutants killed`);
  if (survivors.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function passes(tests: string): Promise<boolean> {
  const config = tests.startsWith("worker/") ? "vitest.worker.config.ts" : "vitest.config.ts";
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  return run(process.execPath, [vitest, "run", "--config", config, ...tests.split(" ")], { cwd: folder }).then(
    () => true,
    () => false,
  );
}
