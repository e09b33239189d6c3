/** New students beside old ones: which are held against each other, on which rows, by what. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unseenIds } from "../bench/halves/halves.ts";
import { beforeAfter, beforeAfterPart, beforeAfterTable } from "../bench/results/before-after.ts";
import { boardsOf } from "../bench/results/boards.ts";
import { memoryOf } from "../bench/results/memory.ts";
import type { RecordedRun } from "../bench/results/read-runs.ts";
import { readSources, type Sources } from "../bench/results/sources.ts";
import { successorsAmong } from "../bench/results/successors.ts";
import { projectRoot } from "../cli/project-root.ts";
import { pValue } from "../cli/ui/figures.ts";
import { loadRecipe } from "../trainer/recipes/recipe.ts";

const ROWS = 120;
const ids = Array.from({ length: ROWS }, (_, i) => `rte-dev-${i}`);
/** What each of three models has right. */
const RIGHT: Record<string, (i: number) => boolean> = {
  "rte-teacher": (i) => i % 5 !== 0,
  "rte-kronecker-19x": (i) => i % 3 !== 0,
  "rte-kronecker-19x-ladder": (i) => i % 3 !== 0 || i % 2 === 0,
};
let root: string;
let sources: Sources;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "before-after-"));
  const house = await readSources(projectRoot);
  const suite = house.suites.get("glue/rte")!;
  const teacher = { id: "rte-teacher", version: "0".repeat(12), parameters: 20, bytes: 20 };
  const runs = await Promise.all(
    Object.entries(RIGHT).map(async ([model, right], k): Promise<RecordedRun> => {
      const [path, student] = [`r2-assets/runs/${model}/run.json`, model !== teacher.id];
      await mkdir(dirname(join(root, path)), { recursive: true });
      const predictions = ids.map((id, i) => {
        const prediction = right(i) ? "entailment" : "not_entailment";
        return JSON.stringify({ id, prediction, scores: null, gold: "entailment", correct: right(i) });
      });
      await writeFile(join(root, dirname(path), "predictions.ndjson"), `${predictions.join("\n")}\n`);
      const value = ids.filter((_, i) => right(i)).length / ROWS;
      return {
        ...{
          id: `run-${k}`,
          suite: suite.id,
          suite_sha256: suite.sha256,
          rows: ROWS,
          model,
          version: `${k}`.repeat(12),
        },
        ...{ method: student ? "kronecker" : "teacher", runtime: "engine", primary: "accuracy", errors: 0, path },
        metrics: { accuracy: { value, ci95: [value - 0.1, value + 0.1] } },
        ...{ parameters: 10, bytes: student ? 1_400_000 : 22_900_000, teacher: student ? teacher : null },
        ...{ created_at: "2026-01-01T00:00:00.000Z", code: "0".repeat(12) },
      } as RecordedRun;
    }),
  );
  const successors = [
    { model: "rte-kronecker-19x-ladder", old: "rte-kronecker-19x", suites: ["glue/rte"], choose: "half" as const },
    { model: "rte-kd-mpnet", old: "rte-teacher", suites: ["glue/rte"], choose: "half" as const },
  ];
  sources = { ...house, root, runs, suites: new Map([[suite.id, { ...suite, rows: ROWS }]]), successors };
});
afterAll(() => rm(root, { recursive: true }));

const made = async (of: Sources) => beforeAfter(of, await boardsOf(of, memoryOf("")), memoryOf(""));

test("a new student stands beside the old one on all rows and on the half that chose nothing; one without a run is left out", async () => {
  const unseen = await unseenIds(root, sources.suites.get("glue/rte")!, ids);
  const rows = await made(sources);
  expect(rows.map(({ part, model, figures }) => [part, model, figures.n])).toEqual([
    ["all", "rte-kronecker-19x-ladder", ROWS],
    ["unseen", "rte-kronecker-19x-ladder", unseen.size],
  ]);
  for (const { part, figures, retention } of rows) {
    const among = [...ids.keys()].filter((i) => part === "all" || unseen.has(ids[i]!));
    const share = (model: string) => among.filter(RIGHT[model]!).length / among.length;
    const [own, old, teacher] = ["rte-kronecker-19x-ladder", "rte-kronecker-19x", "rte-teacher"].map(share);
    expect(figures).toMatchObject({ a: own, b: old, test: "mcnemar-exact" });
    expect(figures.difference).toBeCloseTo(own! - old!, 12);
    expect(figures.p_value).toBeCloseTo(0.5 ** (among.filter((i) => i % 6 === 0).length - 1), 12); // the new one is never worse
    expect(retention).toEqual([own! / teacher!, old! / teacher!]);
  }
});

test("p is adjusted over all rows of the table", async () => {
  const rows = await made(sources);
  const [larger, smaller] = rows.map(({ figures }) => figures.p_value!).sort((x, y) => y - x);
  const table = beforeAfterTable(rows);
  expect(table.split("\n")).toHaveLength(4);
  expect(table.split("\n")[0]).toContain("| p | p, Holm | retention | retention, old |");
  for (const p of [2 * smaller!, larger!]) expect(table).toContain(` | ${pValue(p)} | `); // the largest stays as it is
});

test("there is no section before a new student is recorded, and a sample does not count", async () => {
  const without = { ...sources, runs: sources.runs.filter(({ model }) => !model.endsWith("ladder")) };
  expect(await beforeAfterPart(without, await boardsOf(without, memoryOf("")), memoryOf(""))).toEqual([]);
  const sampled = { ...sources, runs: sources.runs.map((run) => ({ ...run, sample: 50 })) };
  expect(await made(sampled)).toEqual([]);
});

test("what is to be replaced is told by the recipe, and must be a model of its task", async () => {
  const old = await loadRecipe("mrpc/teacher");
  const recipes = async (after: string) =>
    new Map([
      ["mrpc/teacher", old],
      ["sst2/teacher", await loadRecipe("sst2/teacher")],
      ["mrpc/new", { ...old, model: { id: "mrpc-new", description: "" }, after, choose: "half" as const }],
    ]);
  expect(successorsAmong(await recipes("mrpc/teacher"))).toEqual([
    { model: "mrpc-new", old: "mrpc-teacher", suites: ["glue/mrpc"], choose: "half" },
  ]);
  await expect(recipes("mrpc/none").then(successorsAmong)).rejects.toThrow(/mrpc\/new: after is mrpc\/none/);
  await expect(recipes("sst2/teacher").then(successorsAmong)).rejects.toThrow(/no recipe of mrpc/);
});

test("clusters lie in one half, by what is noted of them", async () => {
  const { suites } = await readSources(projectRoot);
  const mnli = suites.get("glue/mnli-matched")!;
  const cluster = ["mnli-dev_m-0", "mnli-dev_m-1314", "mnli-dev_m-598"];
  expect([0, 3]).toContain((await unseenIds(projectRoot, mnli, cluster)).size);
  const other = { ...mnli, clusters_sha256: "0".repeat(64) };
  await expect(unseenIds(projectRoot, other, cluster)).rejects.toThrow(
    /does not know the clusters of glue\/mnli-matched/,
  );
});
