/**
 * docs/your-own-model.md, walked: its commands, read from the page, one after the other in an empty folder. What takes minutes there takes seconds here: a
 * tiny encoder in place of MiniLM, the cpu backend, two students. The deployment is looked at and not made.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServeProcess, startServe } from "./fixtures/serve-process.ts";
import { TINY_PLAN, writeTinyClassifier, writeTinyEncoder } from "./fixtures/tiny-training.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const LABELS = ["book_repair", "borrow_tool", "lost_item", "membership", "opening_hours"];

let folder: string;
let server: ServeProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-walk-"));
  await symlink(join(root, "docs"), join(folder, "docs"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyClassifier(join(folder, "my-bert"), LABELS);
});
afterAll(async () => {
  await server?.stop("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

/** The commands of the page, in their order; comments aside. */
async function commands(): Promise<string[]> {
  const page = await readFile(join(root, "docs/your-own-model.md"), "utf8");
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) => block!.trim().split("\n"));
}

/** What makes minutes seconds. */
const small = [
  ...["train.max_length=24", "train.batch_size=16", "train.learning_rate=0.01", "train.epochs=1"],
  ...["kronecker-19x:start=null", `kronecker-19x:options.plan=${JSON.stringify(TINY_PLAN)}`],
].map((setting) => `--set '${setting}'`);
const TINY = ["--backend cpu --requests 20 --checkpoint-every 0", ...small];

function inMiniature(command: string): string {
  if (command.includes("retort compress"))
    return command.includes("--teacher")
      ? [command, ...TINY.filter((each) => !each.includes("kronecker")), "--methods xtremedistil"].join(" ")
      : [command, ...TINY, `--set encoder.source=${folder}/encoder`, "--methods kronecker-19x"].join(" ");
  if (command.includes("retort publish")) return `${command} --assets ${folder}/assets`;
  if (command.includes("retort compare")) return `${command} --url ${server!.url}`;
  return command.replace("localhost:8787", server?.url ?? "");
}

async function run(command: string): Promise<string> {
  const line = command.replace(/^npx retort/, `"${process.execPath}" "${root}cli/main.ts"`);
  const { stdout } = await promisify(execFile)("sh", ["-c", line], { cwd: folder });
  return stdout;
}

test("from a CSV to a student that answers and is compared", async () => {
  const said = new Map<string, string>();
  for (const command of await commands()) {
    const name = /^(?:npx retort )?(\w+)/.exec(command)![1]!;
    if (name === "serve") {
      const [, state] = /--state (\S+)/.exec(command)!;
      server = await startServe(["--port", "0", "--no-warm", "--state", join(folder, state!)]);
    } else if (name === "deploy") {
      expect(command).toContain("--dry-run"); // test/deploy.e2e.test.ts
    } else said.set(`${name}${said.has(name) ? " again" : ""}`, await run(inMiniature(command)));
  }
  expect(said.get("task")).toContain("5 labels");
  const [answer] = JSON.parse(said.get("curl")!) as { label: string }[][];
  expect(answer!.map(({ label }) => label).toSorted()).toEqual(LABELS);
  expect(said.get("compare")).toContain("workshop-requests-kronecker-19x");
  expect(said.get("publish")).toContain("published");
  expect(said.get("compress again")).toContain("xtremedistil");
});
