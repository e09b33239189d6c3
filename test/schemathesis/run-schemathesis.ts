/** schemathesis, all checks on, against a `retort serve` of its own. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ensureAdminKey } from "../../cli/dev-vars.ts";
import { serveAs } from "../clients/server.ts";
import type { TinyName } from "../fixtures/provided.ts";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const INSTALLED = here("../../out/schemathesis");

/** Tiny models by id; the first two ids are the document's own examples. */
const MODELS: Record<string, TinyName> = {
  "sst2-teacher": "teacher",
  "sst2-pkd-skip": "student",
  "tiny-moods": "moods",
  "tiny-tagger": "tagger",
  "tiny-reader": "reader",
  "tiny-intents": "intents",
  "tiny-scorer": "scorer",
};

export interface Tested {
  code: number | null;
  output: string;
  /** Cases that were generated. */
  cases: number;
}

/** `examples`: cases an operation in the phase of fuzzing; `phases`: schemathesis's. Equal seeds, equal cases. */
export async function runSchemathesis(options: { examples: number; phases: string; seed: number }): Promise<Tested> {
  await promisify(execFile)("sh", [here("install.sh"), INSTALLED]);
  const server = await serveAs(MODELS);
  const folder = await mkdtemp(join(tmpdir(), "retort-schemathesis-")); // it leaves a cache where it runs
  try {
    const { key } = await ensureAdminKey();
    await putSuite(server.url, key);
    const experiment = await beginExperiment(server.url, key);
    const { examples, phases, seed } = options;
    const child = spawn(
      join(INSTALLED, "bin/schemathesis"),
      [
        ...["--config-file", here("schemathesis.toml"), "run", `${server.url}/openapi.json`, "--checks", "all"],
        ...["--max-examples", `${examples}`, "--phases", phases, "--seed", `${seed}`, "--continue-on-failure"],
      ],
      {
        cwd: folder,
        env: {
          ...process.env,
          ...{ RETORT_ADMIN_KEY: key, EXPERIMENT: experiment, SCHEMATHESIS_HOOKS: here("hooks.py"), NO_COLOR: "1" },
        },
      },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const [code] = await once(child, "close");
    return { code, output, cases: Number(/^ +(\d+) generated/m.exec(output)?.[1] ?? 0) };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A suite under one of the names that schemathesis.toml tells. */
async function putSuite(url: string, key: string): Promise<void> {
  const row = (i: number) => ({ id: `row-${i}`, text_a: `film ${i}`, label: i % 2 ? "positive" : "negative" });
  const response = await fetch(`${url}/v1/suites/own/films`, {
    method: "PUT",
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${key}` },
    body: [1, 2, 3, 4].map((i) => `${JSON.stringify(row(i))}\n`).join(""),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Its id, which schemathesis.toml gets as a variable. */
async function beginExperiment(url: string, key: string): Promise<string> {
  const variants = ["sst2-teacher", "sst2-pkd-skip"].map((model) => ({ model, weight: 0.5 }));
  const response = await fetch(`${url}/v1/experiments`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ name: "both", task: "text-classification", variants }),
  });
  const { id } = (await response.json()) as { id?: string };
  if (id === undefined) throw new Error(`POST /v1/experiments answered ${response.status}`);
  return id;
}
