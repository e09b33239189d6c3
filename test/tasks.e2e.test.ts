/** Every kind of task from its rows to the assets: trained on tfjs, exported, answered again by onnxruntime, published. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readArtefact } from "../cli/artefact/artefact-folder.ts";
import { Card } from "../r2-assets/format/card.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue, writeTinySquad } from "./fixtures/tiny-training.ts";

const DEV_ROWS = 24;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-tasks-e2e-"));
  await writeTinyEncoder(join(folder, "encoder"));
  for (const task of ["mrpc", "stsb"] as const) await writeTinyGlue(join(folder, "data"), task, 64, DEV_ROWS);
  await writeTinySquad(join(folder, "data"), 32, DEV_ROWS);
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  { task: "mrpc", metric: "accuracy", labels: DEV_ROWS, storage: "f32" }, // pairs of texts
  { task: "stsb", metric: "pearson", labels: 0, storage: "f16" }, // scores
  { task: "squad", metric: "f1", labels: DEV_ROWS, storage: "f32" }, // answers, in contexts of several windows
])(
  "the teacher of $task is trained, answers alike in onnxruntime and is published",
  async ({ task, metric, labels, storage }) => {
    const recipe = `${task}/teacher`;
    await trainHere(tinyJob(folder, recipe, { "export.storage": storage }));
    const artefact = join(folder, "out", recipe);
    const { training } = Card.parse(JSON.parse(await readFile(join(artefact, "card.json"), "utf8")));

    const assets = join(folder, "assets");
    const { code, stdout, stderr } = await runRetort(["publish", artefact, "--assets", assets, "--json"]).ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { published, parity } = JSON.parse(stdout);
    expect(published).toBe("published");
    expect(parity).toMatchObject({ rows: DEV_ROWS, labels, flips: 0, metric });
    expect(parity.score.trained).toBeCloseTo(training!.dev[metric]!, 12); // judged alike when training ended
    expect(await readArtefact(join(assets, "models", `${task}-teacher`))).toMatchObject({ kind: "sound" });
  },
);
