import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { loadRecipe } from "../../trainer/recipes/recipe.ts";
import { CliError } from "../cli-error.ts";
import { trainNeeded } from "./train-needed.ts";

const NAME = "rte/kronecker-19x"; // needs rte/teacher

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-train-needed-"));
  await makeFolder(join(folder, "taken", NAME, "seed-18"));
  await replaceFile(join(folder, "taken", NAME, "seed-18", CARD_FILE), Buffer.from("{}"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each<[string, Record<string, string>, string, number[] | undefined, string]>([
  ["a method's wrong option", { "options.plan": "K_1" }, "out", undefined, "options.plan"],
  ["a place that is taken", {}, "taken", [17, 18], "seed-18 holds what a finished run left: continue it with --resume"],
  ["data that are not there", {}, "out", undefined, "rte/train.jsonl.gz: ENOENT; --data names the folder"],
])("before anything is trained %s is told in one sentence", async (_, overrides, out, seeds, sentence) => {
  const where = { backend: "cpu" as const, data: folder, out: join(folder, out), models: folder, pieces: "", code: "" };
  const order = { name: NAME, place: NAME, overrides, existing: "refuse" as const };
  const job = { order, where, checkpointSeconds: 1, again: "" };
  const failure = await trainNeeded(job, await loadRecipe(NAME, overrides), { smoke: false, seeds }).catch((e) => e);
  expect(failure).toBeInstanceOf(CliError);
  expect(failure.message).toContain(sentence);
});
