import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refuseTaskId } from "./task-id.ts";

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "retort-task-id-"));
  for (const id of ["my/moods", "my/intents-test"]) await mkdir(join(data, "tasks", id), { recursive: true });
});
afterAll(() => rm(data, { recursive: true }));

test.each(["my/topics", "my/moods", "our/moods-test"])("%s is free", async (id) => {
  await expect(refuseTaskId(id, data)).resolves.toBeUndefined();
});

test.each([
  ["../moods", /^\.\.\/moods is no name for a task: two parts/],
  ["my/moods/more", /is no name for a task: two parts/],
  ["glue/sst2", /is a suite that comes with Retort/],
  ["sst2/mine", /sst2 is a task that comes with Retort/],
  ["my/moods-test", /^my\/moods-test: the test rows of my\/moods are called so; choose another name$/],
  ["my/intents", /^my\/intents: its test rows would be called as the task my\/intents-test; choose another name$/],
  ["my/moods_", /the models of my\/moods are called alike \(my-moods-teacher\)/],
  [`my/${"a".repeat(60)}`, /is too long/],
])("%s is refused", async (id, sentence) => {
  await expect(refuseTaskId(id, data)).rejects.toThrow(sentence);
});
