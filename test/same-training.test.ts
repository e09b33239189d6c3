/**
 * Training on the `cpu` backend gives the bytes that it gave before: a change of structure changes no number. The golden
 * digests were made before architectures had folders of their own; where a number shall change, `RETORT_WRITE_GOLDEN=1` writes them
 * anew, and the commit
 * says why.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "../r2-assets/format/digest.ts";
import { readSafetensors } from "../r2-assets/format/safetensors.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { TINY_PLAN, writeTinyEncoder, writeTinyGlue, writeTinySquad, writeTinyText } from "./fixtures/tiny-training.ts";

const GOLDEN = new URL("golden/same-training.json", import.meta.url);
const TEACHER = "sst2/teacher-run-1";
const plan = { "options.plan": JSON.stringify(TINY_PLAN) };
const ONE = { "train.epochs": "1" };

/** In this order: later ones learn from earlier ones. */
const TRAININGS: [recipe: string, settings: Record<string, string>, file: string][] = [
  [TEACHER, ONE, "weights.safetensors"],
  ["sst2/pkd-skip", { ...ONE, teacher: TEACHER, "options.layers": "2", "train.frozen": "[]" }, "weights.safetensors"],
  ["sst2/kd", { ...ONE, teacher: TEACHER, "options.layers": "1" }, "weights.safetensors"],
  ["sst2/thin", { ...ONE, teacher: TEACHER, ...thin() }, "weights.safetensors"],
  ["text/kronecker-19x-mlm", { ...ONE, ...plan }, "start.safetensors"],
  ["text/kronecker-19x", { ...ONE, ...plan }, "start.safetensors"],
  ["sst2/kronecker-19x", { ...ONE, ...plan, teacher: TEACHER, "export.storage": "i8" }, "weights.safetensors"],
  ["stsb/teacher", ONE, "weights.safetensors"],
  ["squad/teacher", { ...ONE, "export.storage": "f16" }, "weights.safetensors"],
];

function thin(): Record<string, string> {
  const sizes = { layers: 1, width: 8, heads: 2, ffn: 16 };
  return Object.fromEntries(Object.entries(sizes).map(([name, size]) => [`options.${name}`, `${size}`]));
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-same-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyText(join(folder, "data"), 16);
  await writeTinyGlue(join(folder, "data"), "sst2", 32, 16);
  await writeTinyGlue(join(folder, "data"), "stsb", 16, 8);
  await writeTinySquad(join(folder, "data"), 8, 4);
});
afterAll(() => rm(folder, { recursive: true }));

/** Of names, types, shapes and numbers; a start's metadata holds its wall time. */
async function digestOf(path: string): Promise<string> {
  const { tensors } = readSafetensors(await readFile(path));
  const parts = [...tensors].map(([name, { dtype, shape, data }]) => [
    new TextEncoder().encode(`${name} ${dtype} [${shape}]\n`),
    data,
  ]);
  return sha256(new Uint8Array(Buffer.concat(parts.flat())));
}

test("every method, stage and task trains to the same bytes as before", async () => {
  const digests: Record<string, string> = {};
  for (const [recipe, settings, file] of TRAININGS) {
    await trainHere(tinyJob(folder, recipe, settings));
    digests[recipe] = await digestOf(join(folder, "out", recipe, file));
  }
  if (process.env.RETORT_WRITE_GOLDEN) await writeFile(GOLDEN, `${JSON.stringify(digests, null, 2)}\n`);
  expect(digests).toEqual(JSON.parse(await readFile(GOLDEN, "utf8")));
});
