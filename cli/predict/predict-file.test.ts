import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiClient } from "../http/client.ts";
import { predictFile } from "./predict-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-predict-"));
  await writeFile(join(folder, "texts.csv"), "text\nwell\n");
});
afterAll(() => rm(folder, { recursive: true }));

test.each(["token-classification", "question-answering", "feature-extraction"])(
  "a model of %s is refused before it is asked",
  async (task) => {
    const api = { get: async () => ({ task, labels: [], trained_on: null }) } as unknown as ApiClient;
    const asked = predictFile(api, "m", join(folder, "texts.csv"), join(folder, "out.csv"), 8, () => {});
    await expect(asked).rejects.toThrow(`m does ${task}; predict asks models that classify texts, and regressions`);
  },
);
