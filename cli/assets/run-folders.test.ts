import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { projectRoot } from "../project-root.ts";
import { runFolder, runFolders } from "./run-folders.ts";

const run = { id: "run-1", suite: "glue/sst2", model: "tiny-teacher" };

test("a run lies under its suite, its model and, where it has one, its perturbation", () => {
  expect(runFolder("a", run)).toBe("a/runs/glue/sst2/tiny-teacher/run-1");
  expect(runFolder("a", { ...run, perturbation: "Case" })).toBe("a/runs/glue/sst2/tiny-teacher/Case/run-1");
  expect(runFolder("a", { ...run, model: "external/gpt-4.1" })).toBe("a/runs/glue/sst2/external/gpt-4.1/run-1");
});

test.each([
  { ...run, id: ".." },
  { ...run, id: "a/b" },
  { ...run, model: "../../elsewhere" },
  { ...run, suite: "/etc" },
  { ...run, perturbation: "" },
])("a record whose names lead elsewhere is refused: %o", (record) => {
  expect(() => runFolder("a", record)).toThrow(/^the run .* can't be kept: ".*" is no name for a folder$/);
});

test("runs are found however deep they lie", async () => {
  const assets = await mkdtemp(join(tmpdir(), "retort-runs-"));
  onTestFinished(() => rm(assets, { recursive: true }));
  expect(await runFolders(assets)).toEqual([]);
  await mkdir(join(assets, "runs"));
  expect(await runFolders(assets)).toEqual([]);
  const folders = [
    runFolder(assets, { ...run, perturbation: "Case" }),
    runFolder(assets, run),
    join(assets, "runs", "z"),
  ];
  for (const folder of folders) await mkdir(folder, { recursive: true });
  expect(await runFolders(assets)).toEqual(folders);
});

test("the project's own lie where their records say", async () => {
  const assets = join(projectRoot, "r2-assets");
  const folders = await runFolders(assets);
  const records = await Promise.all(
    folders.map(async (folder) => RunRecord.parse(JSON.parse(await readFile(join(folder, "run.json"), "utf8")))),
  );
  expect(folders).toEqual(records.map((record) => runFolder(assets, record)));
  expect(new Set(folders.map((folder) => basename(folder))).size).toBe(folders.length);
});
