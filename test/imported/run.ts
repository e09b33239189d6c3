/**
 * Thirteen folders made with transformers, in sizes that people have, imported, served, and held against what transformers answers with them:
 *
 *     npm run test:imported                first installs transformers and PyTorch (test/readers/install.sh --torch), some gigabytes
 *     node test/imported/run.ts [WORDS]    those whose names have the words
 *
 * Prints a table in Markdown: the largest difference of a logit in onnxruntime, in the engine, where it runs such a model, and over HTTP, over the
 * built-in rows. Fails where one is more than 1e-4. Beside it lie the artefacts, in out/imported-test/artefacts.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Artefact, readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { type OpenArtefact, openArtefact } from "../../cli/artefact/open-artefact.ts";
import { openInEngine } from "../../cli/artefact/open-in-engine.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { engineLacks } from "../../worker/runtime/engine/engine-lacks.ts";
import { startServe } from "../fixtures/serve-process.ts";
import { encodingsOf, type Imported, importFolder, readReference } from "./imported.ts";
import { foldersMade, transformersAnswers } from "./in-python.ts";
import { overHttp } from "./over-http.ts";

const MOST = 1e-4;
const OUT = join(projectRoot, "out/imported-test");

const [words = ""] = parseArgs({ allowPositionals: true }).positionals;
const folders = (await foldersMade(OUT)).filter((folder) => folder.includes(words));
await rm(join(OUT, "artefacts"), { recursive: true, force: true });
const models: Imported[] = [];
for (const folder of folders) models.push(await importFolder(folder, join(OUT, "artefacts")));
const references = await Promise.all(models.map(readReference));
const expected = await transformersAnswers(models.map((model, i) => ({ ...model, rows: references[i]! })));

await rm(join(OUT, "state"), { recursive: true, force: true });
await mkdir(join(OUT, "assets"), { recursive: true });
await rm(join(OUT, "assets/models"), { recursive: true, force: true });
for (const { folder } of models) await publishInto(folder);
const server = await startServe([
  ...["--port", "0", "--state", join(OUT, "state"), "--assets", join(OUT, "assets")],
  ...["--no-warm", "--model-memory", "1024"],
]);

console.log(
  "| folder | class | task | parameters | rows | logits | onnxruntime | engine | HTTP |\n|---|---|---|---:|---:|---:|---:|---:|---:|",
);
const faults: string[] = [];
try {
  for (const [i, model] of models.entries()) {
    const reading = await readArtefact(model.folder);
    if (reading.kind !== "sound") throw new Error(`${model.folder} is not sound`);
    const { artefact } = reading;
    const ort = await openArtefact(artefact);
    const encodings = encodingsOf(artefact.card, references[i]!, ort.tokenizer);
    const flat = encodings.flat();
    const inOrt = await ort.run(flat);
    await ort.close();
    const inEngine =
      engineLacks(artefact.card.architecture) === undefined ? await answersOfEngine(artefact, flat) : null;
    const served = await overHttp(server.url, model.id, flat);
    const rows = expected[i]!;
    const told = [inOrt, inEngine, served].map((logits) => logits && largestDifference(rows.flat(), logits));
    const cells = [
      ...[model.id, model.model_class, model.task, model.parameters, rows.length, rows.flat().length],
      ...told.map((difference) => difference?.toExponential(1) ?? "–"),
    ];
    console.log(`| ${cells.join(" | ")} |`);
    if (!told.every((difference) => difference === null || difference <= MOST)) faults.push(model.id);
  }
} finally {
  await server.stop("SIGTERM");
}
if (faults.length > 0) {
  console.error(`more than ${MOST} from transformers: ${faults.join(", ")}`);
  process.exitCode = 1;
}

async function answersOfEngine(artefact: Artefact, encodings: Parameters<OpenArtefact["run"]>[0]) {
  const engine = await openInEngine(artefact, 2 ** 32 - 65_536);
  try {
    return await engine.run(encodings);
  } finally {
    await engine.close();
  }
}

function largestDifference(expected: readonly number[], parts: readonly Float32Array[]): number {
  const own = parts.flatMap((part) => [...part]);
  if (own.length !== expected.length) return Number.NaN; // other tokens
  return own.reduce((most, logit, i) => Math.max(most, Math.abs(logit - expected[i]!)), 0);
}

/** As `retort publish` does, without what the project's own models are allowed to weigh. */
async function publishInto(folder: string): Promise<void> {
  const reading = await readArtefact(folder);
  if (reading.kind !== "sound") throw new Error(`${folder} is not sound`);
  const to = join(OUT, "assets/models", reading.artefact.card.id);
  await mkdir(to, { recursive: true });
  for (const { name, path } of reading.artefact.files) await writeFile(join(to, name), await readFile(path));
}
