/**
 * Named mutants: each breaks one rule of the code, and the tests named beside it must notice.
 *
 *     node bench/mutation/run.ts [--only WORD] [--json]
 *
 * Works on a copy of the tree in a temporary folder. A mutant whose text is not in its file exactly once is an error: the
 * list has fallen behind the code. Killed: a test failed, or hangs. One that keeps the tests from starting tells nothing,
 * and is in neither number of the score. Exit code 1 where one survives.
 */
import { execFile, execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { projectRoot } from "../../cli/project-root.ts";
import { createProgress } from "../../cli/ui/progress.ts";
import mutants from "./mutants.json" with { type: "json" };

type Outcome = "killed" | "survived" | "broke";

/** Far longer than any of these tests takes. */
const HANGS_MS = 15 * 60_000;

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
  const results: { name: string; file: string; outcome: Outcome }[] = [];
  const progress = createProgress({ label: "mutants", total: chosen.length, unit: "mutants" });
  for (const { name, file, tests, from, to } of chosen) {
    const path = join(folder, file);
    const source = await readFile(path, "utf8");
    if (source.split(from).length !== 2) throw new Error(`${name}: its text is not once in ${file}`);
    if (!sound.has(tests) && (await outcomeOf(tests)) !== "survived")
      throw new Error(`${name}: ${tests} fails without it`);
    sound.add(tests);
    await writeFile(
      path,
      source.replace(from, () => to),
    );
    const outcome = await outcomeOf(tests);
    await writeFile(path, source);
    results.push({ name, file, outcome });
    progress.update(results.length);
    if (!options.json) console.log(`${outcome.padEnd(8)}  ${name} (${file})`);
  }
  progress.stop();
  if (options.json) console.log(JSON.stringify(results, null, 2));
  const count = (...outcomes: Outcome[]) => results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const broken = count("broke") > 0 ? `, ${count("broke")} kept the tests from starting` : "";
  console.error(`${count("killed")} of ${count("killed", "survived")} mutants killed${broken}`);
  if (count("survived") > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function outcomeOf(tests: string): Promise<Outcome> {
  const config = tests.startsWith("worker/") ? "vitest.worker.config.ts" : "vitest.config.ts";
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  const report = join(folder, "mutation-report.json");
  await rm(report, { force: true });
  const reported = ["--reporter=json", `--outputFile=${report}`];
  try {
    await run(process.execPath, [vitest, "run", "--config", config, ...reported, ...tests.split(" ")], {
      cwd: folder,
      timeout: HANGS_MS,
      maxBuffer: 2 ** 26,
    });
    return "survived";
  } catch (error) {
    if ((error as { killed?: boolean }).killed) return "killed";
    const { numFailedTests = 0 } = await readFile(report, "utf8").then(JSON.parse, () => ({}));
    return numFailedTests > 0 ? "killed" : "broke";
  }
}
