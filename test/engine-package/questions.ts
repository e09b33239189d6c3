/** What is asked of published models, all stored as I8, and what our own Worker's engine answers. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../cli/local/migrate.ts";
import { freePort } from "../../cli/local/port.ts";
import { startLocalWorker } from "../../cli/local/worker.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { openLocalStorage } from "../../cli/state/storage.ts";
import { putModel } from "../fixtures/put-model.ts";
import { SMALLEST } from "./surroundings.ts";

interface Asked {
  model: string;
  inputs: unknown;
  parameters?: object;
  task?: string;
  /** Its numbers are logits. */
  exact?: true;
}

const LONG = "A slow beginning, and then two hours that went by like one. ".repeat(12);
const CONTEXT =
  "Ada Lovelace lived in London. She wrote the first program for Charles Babbage's engine in 1843. ".repeat(20);

const logits = { function_to_apply: "none" };

export const QUESTIONS: readonly Asked[] = [
  { model: SMALLEST, inputs: "a warm, funny film" },
  {
    model: SMALLEST,
    inputs: ["dull", { text: LONG }, "not bad"],
    parameters: { ...logits, top_k: 1 },
    exact: true,
  },
  { model: "sst2-kronecker-19x", inputs: [LONG, "a warm, funny film"], parameters: logits, exact: true },
  {
    model: "squad-kronecker-19x",
    inputs: { question: "When was the first program written?", context: CONTEXT },
    parameters: { top_k: 3 },
  },
  { model: "snips-xtremedistil", inputs: ["play some jazz by Miles Davis"], parameters: logits, exact: true },
  {
    model: "snips-xtremedistil",
    inputs: ["play some jazz by Miles Davis", "book a table for two in Paris at noon"],
    parameters: { aggregation_strategy: "first" },
    task: "token-classification",
  },
];

export async function answersOfOurWorker(): Promise<unknown[]> {
  const stateDir = await mkdtemp(join(tmpdir(), "retort-state-"));
  const storage = await openLocalStorage(stateDir);
  await migrate(storage.DB, join(projectRoot, "worker/storage/migrations"));
  for (const id of new Set(QUESTIONS.map(({ model }) => model)))
    await putModel(storage.BUCKET, id, await everyFileOf(join(projectRoot, "r2-assets/models", id)));
  await storage.close();
  const worker = await startLocalWorker({ port: await freePort(0), stateDir, vars: {} });
  try {
    const answers: unknown[] = [];
    for (const { model, inputs, parameters, task } of QUESTIONS) {
      const response = await fetch(`${worker.url}/models/${model}?runtime=engine${task ? `&task=${task}` : ""}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ inputs, parameters }),
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(answer));
      answers.push(answer);
    }
    return answers;
  } finally {
    await worker.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function everyFileOf(folder: string): Promise<Record<string, Uint8Array>> {
  const names = await readdir(folder);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))])));
}
