import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import taskCommand from "./task.ts";
import trainCommand from "./train.ts";

let folder: string;
let printed: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-task-command-"));
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** What `retort …` prints, in this process. */
async function retort(...words: string[]): Promise<string> {
  const program = new Command().exitOverride();
  taskCommand(program);
  trainCommand(program);
  printed.length = 0;
  await program.parseAsync([...words, "--data", join(folder, "data")], { from: "user" });
  return printed.join("\n");
}

async function csv(rows = 40): Promise<string> {
  const lines = Array.from({ length: rows }, (_, i) => `please do number ${i},${i % 3 ? "play" : "stop"}`);
  await writeFile(join(folder, "train.csv"), `${["text,label", ...lines].join("\n")}\n`);
  return join(folder, "train.csv");
}

test("a task is tried, added, replaced, listed, shown and removed", async () => {
  const train = await csv();
  expect(await retort("task", "list")).toMatch(
    /^no own tasks in .*: `retort task add my\/intents --train FILE` makes one$/,
  );
  expect(await retort("task", "add", "my/acts", "--train", train, "--dry-run")).toContain(
    "nothing was written (--dry-run)",
  );
  await expect(retort("task", "show", "my/acts")).rejects.toThrow("there is no task my/acts in");

  const added = await retort("task", "add", "my/acts", "--train", train);
  expect(added).toMatch(
    /^my\/acts: classes\nrows: train 3\d, dev \d+; dev was split from train by a hash of the text, 20 %\n/,
  );
  expect(added).toContain("\nor one by one: retort train my/acts/teacher, then my/acts/<student>: pkd-skip, ");
  expect(added).toContain('train-2  "please do number 0"  stop');
  await expect(retort("task", "add", "my/acts", "--train", train)).rejects.toThrow(
    "is there already: --force replaces it",
  );
  await retort("task", "add", "my/acts", "--train", await csv(60), "--force");

  expect(await retort("task", "list")).toMatch(/\nmy\/acts +text-classification +2 +\d+ +\d+ +- +train\.csv$/);
  const { task } = JSON.parse(await retort("task", "show", "my/acts", "--json"));
  expect(task.rows.train + task.rows.dev).toBe(60);
  await expect(retort("task", "remove", "my/acts")).rejects.toThrow(/this deletes .*tasks\/my\/acts, .*: say --yes/);
  await retort("task", "remove", "my/acts", "--yes");
  await expect(retort("task", "show", "my/acts")).rejects.toThrow("there is no task my/acts");
});

test("the recipe that is used can be seen, kept and used again", async () => {
  await retort("task", "add", "my/acts", "--train", await csv());
  const shown = await retort("train", "my/acts/teacher", "--show-recipe", "--set", "seed=5");
  expect(JSON.parse(shown)).toMatchObject({ task: "my/acts", seed: 5, model: { id: "my-acts-teacher" } });
  const kept = join(folder, "kept.json");
  await writeFile(kept, shown);
  expect(await retort("train", "my/acts/teacher", "--show-recipe", "--recipe", kept)).toBe(shown);
  await expect(retort("train", "sst2/teacher", "--show-recipe", "--recipe", kept)).rejects.toThrow(
    "is a recipe for my/acts, not for sst2/teacher",
  );
  expect(await retort("train")).toMatch(/\nmy\/acts\/kronecker-19x\n/);
});

describe("what stands in the way is one sentence with the command that helps", () => {
  test.each([
    [
      "a task that was never added",
      "my/nothing/teacher",
      /has no own task my\/nothing: `retort task add my\/nothing --train FILE` makes one$/,
    ],
    ["a task without a method", "my/acts", /^my\/acts is a task: its recipes are my\/acts\/teacher, /],
    ["a method that there is none of", "my/acts/magic", /^my\/acts has no recipe magic; it has teacher, /],
  ])("%s", async (_, name, sentence) => {
    await retort("task", "add", "my/acts", "--train", await csv());
    await expect(retort("train", name, "--show-recipe")).rejects.toThrow(sentence);
  });

  test.each([
    ["My Task", "My Task is no name for a task: two parts of a-z, 0-9"],
    ["glue/sst2", "glue/sst2 is a suite that comes with Retort"],
    ["sst2/mine", "sst2/mine: sst2 is a task that comes with Retort, and its recipes would be called alike"],
    [`my/${"long".repeat(12)}`, "a model's id has at most 64 characters"],
    ["my-acts/of.play", "my-acts/of.play: the models of my/acts-of-play are called alike (my-acts-of-play-teacher)"],
  ])("a name that cannot be: %s", async (name, sentence) => {
    const train = await csv();
    await retort("task", "add", "my/acts-of-play", "--train", train);
    await expect(retort("task", "add", name, "--train", train)).rejects.toThrow(sentence);
  });
});
