import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findTask } from "../find-task.ts";
import { ownTask } from "./fixtures/own-task.ts";
import { ownTaskIds, readOwnTask } from "./read-own-task.ts";

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "retort-own-task-"));
});
afterEach(() => rm(data, { recursive: true }));

async function put(id: string, json: string): Promise<void> {
  await mkdir(join(data, "tasks", id), { recursive: true });
  await writeFile(join(data, "tasks", id, "task.json"), json);
}

test("a task is read by its name; what has none, or climbs out of the folder, is not there", async () => {
  await put("my/intents", JSON.stringify(ownTask()));
  expect(await readOwnTask(data, "my/intents")).toEqual(ownTask());
  for (const id of ["my/others", "my", "../tasks/my/intents", "my/intents/teacher"])
    expect(await readOwnTask(data, id)).toBeUndefined();
});

test("names are sorted, half-written folders are no tasks, and no folder has none", async () => {
  expect(await ownTaskIds(data)).toEqual([]);
  for (const id of ["my/b", "a/c", "my/.b.next-7"]) await put(id, "{}");
  expect(await ownTaskIds(data)).toEqual(["a/c", "my/b"]);
});

test.each([
  ["no JSON", "{", "is no task: "],
  ["something else", '{"format":2}', "is no task: "],
  ["another task's", JSON.stringify(ownTask({ id: "my/others" })), "is no task: it says that it is my/others"],
])("%s is refused with its path", async (_, json, sentence) => {
  await put("my/intents", json);
  await expect(readOwnTask(data, "my/intents")).rejects.toThrow(
    `${join(data, "tasks/my/intents/task.json")} ${sentence}`,
  );
});

test("tasks of the house are found first, then own ones; who has neither is told how to make one", async () => {
  await put("my/intents", JSON.stringify(ownTask()));
  expect((await findTask("sst2", data)).suites).toEqual(["glue/sst2"]);
  expect((await findTask("my/intents", data)).suites).toEqual(["my/intents"]);
  await expect(findTask("yelp", data)).rejects.toThrow(/^no task named yelp; known: sst2, .*, my\/intents$/);
  await expect(findTask("my/others", data)).rejects.toThrow("`retort task add my/others --train FILE` makes one");
});
