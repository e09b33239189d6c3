/** The workflow of docs/in-a-build: its own commands, run as a build runs them, against a real `retort serve`, with every outcome. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../cli/local/port.ts";
import { retortAt } from "./fixtures/retort-at.ts";

const ROOT = join(import.meta.dirname, "..");

/** The commands of a workflow's steps, by name: a line, or a block's lines without their indentation. */
function runSteps(yaml: string): Map<string, string> {
  const steps = yaml.split(/^ {6}- /m).slice(1);
  return new Map(
    steps.flatMap((step) => {
      const name = /^name: (.*)$/m.exec(step)?.[1];
      const block = /^ {8}run: \|\n((?: {10}.*\n)+)/m.exec(step)?.[1]?.replace(/^ {10}/gm, "");
      const command = block ?? /^ {8}run: (?!\|)(.*)$/m.exec(step)?.[1];
      return name !== undefined && command !== undefined ? [[name, command]] : [];
    }),
  );
}

let folder: string;
let steps: Map<string, string>;
let env: Record<string, string>;
let serving: ChildProcess;
const at = (name: string) => join(folder, name);
const { retort, answered } = retortAt(() => env.RETORT_URL!);

/** Starts a step as the runner does: by `bash -e`, in the repository, with the workflow's variables. */
function start(name: string, variables: Record<string, string> = {}): ChildProcess {
  const command = steps.get(name);
  if (command === undefined) throw new Error(`the workflow has no step ${name} that runs a command`);
  return spawn("bash", ["-e", "-c", command], {
    cwd: ROOT,
    env: { ...process.env, ...env, ...variables },
    detached: true,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const step = async (name: string, variables?: Record<string, string>): Promise<number> =>
  (await once(start(name, variables), "exit"))[0];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-build-"));
  const yaml = await readFile(join(ROOT, "docs/in-a-build/verdict.yml"), "utf8");
  steps = runSteps(yaml);
  const port = `${await freePort(0)}`;
  // Of what the repository has only what the workflow names: the teacher is known by its recorded run.
  for (const path of ["models/sst2-svd-19x", "suites/retort/reviews", "runs/retort/reviews"])
    await cp(join(ROOT, "r2-assets", path), join(folder, "assets", path), { recursive: true, dereference: true });
  const named = Object.fromEntries(
    [...yaml.matchAll(/^ {2}([A-Z_]+): "?([^"\n#]*[^"\n# ])/gm)].map((m) => [m[1]!, m[2]!]),
  );
  env = {
    ...named,
    ...{ ASSETS: at("assets"), PORT: port, RETORT_URL: `http://localhost:${port}`, NO_COLOR: "1" },
    ...{ RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: at("summary.md") },
  };
  serving = start("Serve");
  expect((await once(serving, "exit"))[0]).toBe(0);
  expect(await step("Evaluate")).toBe(0);
});

afterAll(async () => {
  if (serving?.pid) process.kill(-serving.pid, "SIGTERM"); // what the step left running
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

test.each([
  {
    margin: "0.1",
    code: 0,
    outcome: "good enough",
    element: '<testcase classname="retort.compare retort/reviews accuracy" name="sst2-svd-19x" time="0"/>',
  },
  { margin: "0.01", code: 1, outcome: "worse", element: '<failure message="worse: sst2-svd-19x loses at least ' },
  { margin: "0.05", code: 2, outcome: "not decided", element: '<skipped message="not decided: sst2-svd-19x loses ' },
])(
  "$outcome at a margin of $margin: exit code $code, JUnit and Markdown say so",
  async ({ margin, code, outcome, element }) => {
    expect(await step("Judge", { MARGIN: margin })).toBe(code);
    expect(await readFile(at("verdict.xml"), "utf8")).toContain(element);
    await rm(at("summary.md"), { force: true });
    expect(await step("Summary")).toBe(0);
    const [first, , rows, , , , table, , row] = (await readFile(at("summary.md"), "utf8")).split("\n");
    expect(first).toMatch(
      new RegExp(`^# ${outcome}: sst2-svd-19x loses .* against sst2-teacher .*, the margin is ${margin}`),
    );
    expect(rows).toBe("retort/reviews, 240 rows");
    expect(table).toBe(
      "| model | verdict | against | accuracy | loss \\[95 % bounds\\] | margin | rows | rows more | method | run |".replace(
        outcome === "not decided" ? "" : "rows more | ",
        "",
      ),
    );
    expect(row).toContain(`| sst2-svd-19x | ${outcome} | sst2-teacher |`);
  },
);

test("without a server it is an error, and no verdict", async () => {
  expect(await step("Judge", { RETORT_URL: `http://localhost:${await freePort(0)}` })).toBe(3);
});

test("a baseline: accepted once, then unchanged, then judged against what was accepted", {
  tags: ["long"],
}, async () => {
  const compare = ["compare", "sst2-teacher", "sst2-svd-19x", "--suite", "retort/reviews", "--margin"];
  const baseline = ["--baseline", at("baseline.json")];
  expect(await retort(...compare, "0.05", ...baseline)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^accepted: sst2-svd-19x with 0\.\d{4}, run \S+\n/),
    stderr: expect.stringContaining("accepted runs written to "),
  });
  expect(await retort(...compare, "0.05", ...baseline)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("unchanged"),
  });
  expect(await step("Evaluate")).toBe(0); // the same model, another run
  const judged = await answered<{ students: unknown[] }>(...compare, "0.05", ...baseline);
  expect(judged.students).toMatchObject([
    { kind: "judged", accepted: true, verdict: { loss: 0, outcome: "good enough" } },
  ]);
  // 240 rows that agree leave 0.99^240 = 9 % for a loss of 1 %.
  expect(await retort(...compare, "0.01", ...baseline)).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^not decided: .* rows more/),
  });

  expect(await retort(...compare, "0.05", ...baseline, "--metric", "ece")).toMatchObject({
    code: 3,
    stderr: expect.stringContaining("is of accuracy, not of ece"),
  });
  expect(await retort(...compare, "0.05", ...baseline, "--accept")).toMatchObject({ code: 0 });
});
