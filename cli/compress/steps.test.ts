import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSteps, STEPS_FILE } from "./steps.ts";

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "retort-steps-"));
});
afterEach(() => rm(place, { recursive: true }));

const [INPUTS, OTHERS] = ["a".repeat(64), "b".repeat(64)];
const [VERSION, ANOTHER] = ["0".repeat(12), "1".repeat(12)];
const open = (restart = false) => openSteps(place, { restart });

test("what is finished with the same inputs is done, in another process, too", async () => {
  await (await open()).noteTrained("teacher", INPUTS, VERSION);
  expect((await open()).standing("teacher", INPUTS, VERSION)).toBe("done");
});

test.each([
  ["begun", INPUTS, null, INPUTS, undefined, "resume"],
  ["finished, but its artefact is gone", INPUTS, VERSION, INPUTS, undefined, "resume"],
  ["finished, but there is another artefact now", INPUTS, VERSION, INPUTS, ANOTHER, "resume"],
  ["finished with other inputs", INPUTS, VERSION, OTHERS, VERSION, "restart"],
  ["begun with other inputs", INPUTS, null, OTHERS, undefined, "restart"],
] as const)("%s", async (_, inputs, version, now, there, standing) => {
  await (await open()).noteTrained("teacher", inputs, version);
  expect((await open()).standing("teacher", now, there)).toBe(standing);
});

test("a model of somebody else's hand is gone on with, where that is the same experiment: the trainer knows", async () => {
  expect((await open()).standing("teacher", INPUTS, VERSION)).toBe("resume");
});

test("a restart forgets everything, and trains each model once", async () => {
  await (await open()).noteTrained("teacher", INPUTS, VERSION);
  const steps = await open(true);
  expect(steps.standing("teacher", INPUTS, VERSION)).toBe("restart");
  await steps.noteTrained("teacher", INPUTS, VERSION);
  expect(steps.standing("teacher", INPUTS, VERSION)).toBe("done");
});

test("a restart that was killed is gone on with: what it had not trained yet is still dropped", async () => {
  const first = await open();
  for (const name of ["teacher", "kd"]) await first.noteTrained(name, INPUTS, VERSION);
  await (await open(true)).noteTrained("teacher", INPUTS, null);
  const steps = await open();
  expect(steps.standing("teacher", INPUTS, undefined)).toBe("resume");
  expect(steps.standing("kd", INPUTS, VERSION)).toBe("restart");
  expect(steps.standing("svd", INPUTS, VERSION)).toBe("resume");
  await steps.noteTrained("kd", INPUTS, null);
  expect((await open()).standing("kd", INPUTS, undefined)).toBe("resume");
});

test("times are taken once for the same models and texts", async () => {
  const timings = [{ p50: 1, p95: 2, p99: 3, n: 50, runtime: "engine" as const }];
  await (await open()).noteTimed({ inputs: INPUTS, load: 0.5, timings });
  expect((await open()).timed(INPUTS)).toMatchObject({ load: 0.5, timings });
  expect((await open()).timed(OTHERS)).toBeUndefined();
});

test("a damaged file is one sentence, and a restart writes it anew", async () => {
  await writeFile(join(place, STEPS_FILE), '{"format":1,');
  await expect(open()).rejects.toThrow(/compress-steps.json is damaged, or of another release: --restart begins anew$/);
  await (await open(true)).noteTrained("teacher", INPUTS, null);
  expect(JSON.parse(await readFile(join(place, STEPS_FILE), "utf8"))).toMatchObject({ format: 1 });
});
