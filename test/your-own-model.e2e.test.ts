/**
 * docs/your-own-model.md, walked: its commands, read from the page, one after the other in an empty folder. What takes minutes there takes seconds here: a
 * tiny encoder in place of MiniLM, the cpu backend, two students. The deployment is looked at and not made.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
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
/** Assets without a model or a run: the bundled ones would be seeded for half a minute, and nothing here asks them. */
let noOther: string;
let server: ServeProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-walk-"));
  noOther = join(folder, "none");
  await mkdir(noOther);
  await symlink(join(root, "docs"), join(folder, "docs"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyClassifier(join(folder, "my-bert"), LABELS);
});
afterAll(async () => {
  await stopServer();
  await rm(folder, { recursive: true, force: true });
});

async function stopServer(): Promise<void> {
  await server?.stop("SIGTERM");
  server = undefined;
}

/** The commands of the page, in their order; comments aside. */
async function commands(): Promise<string[]> {
  const page = await readFile(join(root, "docs/your-own-model.md"), "utf8");
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) => block!.trim().split("\n"));
}

/** What makes minutes seconds: settings of all trainings, and of a student's. */
const ALL = ["train.max_length=24", "train.batch_size=16", "train.learning_rate=0.01", "train.epochs=1"];
const OF_STUDENT = {
  "kronecker-19x": ["start=null", `options.plan=${JSON.stringify(TINY_PLAN)}`],
  "pkd-skip": ["options.layers=2"],
} as const;

function small(student: keyof typeof OF_STUDENT, settings: readonly string[] = []): string {
  const all = [...ALL, ...settings, ...OF_STUDENT[student].map((setting) => `${student}:${setting}`)];
  return `--methods ${student} --backend cpu --requests 20 --checkpoint-every 0 ${all.map((each) => `--set '${each}'`).join(" ")}`;
}

function inMiniature(command: string): string {
  if (command.includes("retort compress"))
    return command.includes("--teacher")
      ? `${command} ${small("pkd-skip")}`
      : `${command} ${small("kronecker-19x", [`encoder.source=${folder}/encoder`])}`;
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
    if (command.includes("retort compress")) await stopServer(); // as the page says: two never share a state
    const name = /^(?:npx retort )?(\w+)/.exec(command)![1]!;
    if (name === "serve") {
      const [, state] = /--state (\S+)/.exec(command)!;
      server = await startServe(["--port", "0", "--no-warm", "--state", join(folder, state!), "--assets", noOther]);
    } else if (name === "deploy") {
      expect(command).toContain("--dry-run"); // test/deploy.e2e.test.ts
    } else said.set(`${name}${said.has(name) ? " again" : ""}`, await run(inMiniature(command)));
  }
  expect(said.get("task")).toContain("5 labels");
  const [answer] = JSON.parse(said.get("curl")!) as { label: string }[][];
  expect(answer!.map(({ label }) => label).toSorted()).toEqual(LABELS);
  expect(said.get("compare")).toContain("workshop-requests-kronecker-19x");
  expect(said.get("publish")).toContain("published");
  expect(said.get("compress again")).toContain("pkd-skip");
});
