/** `retort train` as its user meets it: whole processes, killed ones too, on a made-up data set and the cpu backend. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Card } from "../r2-assets/format/card.ts";
import { calibrationOf } from "../trainer/tasks/calibration-of.ts";
import { readReferenceLogits } from "../trainer/tasks/reference-logits.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { writeTinyEncoder, writeTinyGlue } from "./fixtures/tiny-training.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-train-e2e-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyGlue(join(folder, "data"), "sst2", 64, 24);
});
afterAll(() => rm(folder, { recursive: true }));

const SMALL = ["train.max_length=32", "train.batch_size=8", "train.learning_rate=0.01", "train.epochs=2"];

/** `retort train` on the small world. */
function train(recipe: string, out: string, set: string[] = [], more: string[] = []) {
  const settings = [...SMALL, "export.storage=f32", `encoder.source=${join(folder, "encoder")}`, ...set];
  const where = ["--data", join(folder, "data"), "--out", join(folder, out)];
  return runRetort(["train", recipe, "--backend", "cpu", ...where, ...more, "--set", ...settings]);
}
const read = (...path: string[]) => readFile(join(folder, ...path));
const card = async (...path: string[]) => Card.parse(JSON.parse((await read(...path, "card.json")).toString()));

/** Waits until a file is there. */
async function appears(path: string): Promise<void> {
  while ((await readFile(path).catch(() => undefined)) === undefined) await new Promise((done) => setTimeout(done, 20));
}

test("teacher, then student: cards, records and reference logits say what was done", async () => {
  expect(await train("sst2/teacher", "out").ended).toMatchObject({ code: 0 });
  const soup = JSON.parse((await read("out/sst2/teacher/training.json")).toString());
  expect(soup).toMatchObject({ status: "finished", steps: 48, dev: [{ epoch: 6 }] }); // three runs of two epochs
  const repeated = await train("sst2/teacher", "out").ended;
  expect(repeated).toMatchObject({ code: 1, stderr: expect.stringContaining("holds what a finished run left") });

  expect(await train("sst2/pkd-skip", "out", ["options.layers=2"]).ended).toMatchObject({ code: 0 });
  const outputs = await readdir(join(folder, "out/sst2/teacher/outputs"), { recursive: true });
  expect(outputs).toContainEqual(expect.stringMatching(/mean-2.\w+\.safetensors$/)); // of the teacher's second layer

  const [teacherCard, studentCard] = [await card("out/sst2/teacher"), await card("out/sst2/pkd-skip")];
  expect(studentCard.teacher).toMatchObject({ id: "sst2-teacher", parameters: teacherCard.parameters });
  expect(studentCard.architecture).toMatchObject({ kind: "bert", encoder: { layers: 2 } });
  const record = JSON.parse((await read("out/sst2/pkd-skip/training.json")).toString());
  expect(record).toMatchObject({
    status: "finished",
    steps: 16,
    train_examples: 64,
    recipe: { method: "pkd-skip", options: { layers: 2 } },
  });
  const reading = await readReferenceLogits(join(folder, "out/sst2/pkd-skip"), studentCard);
  const rows = reading.kind === "read" ? reading.rows : [];
  const right = rows.filter(({ gold, logits }) => gold === studentCard.labels[logits[0] >= logits[1] ? 0 : 1]);
  expect(right.length / rows.length).toBeCloseTo(studentCard.training!.dev.accuracy, 10);
  const calibrating = calibrationOf(studentCard, rows, "dev of sst2");
  expect(studentCard.calibration).toEqual(calibrating?.kind === "fitted" ? calibrating.calibration : undefined);

  const again = await train("sst2/pkd-skip", "out", ["options.layers=2"]).ended;
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("--resume");
  expect(await train("sst2/pkd-skip", "out", ["options.layers=2"], ["--resume"]).ended).toMatchObject({ code: 0 });
});

test("a run killed twice ends with the same weights as one that was left alone", async () => {
  for (const round of [1, 2]) {
    const { child, ended } = train(
      "sst2/teacher-run-1",
      "killed",
      [],
      ["--checkpoint-every", "0", ...(round > 1 ? ["--resume"] : [])],
    );
    const path = join(folder, "killed/sst2/teacher-run-1/checkpoint/state.safetensors");
    await appears(path);
    const before = await readFile(path);
    while ((await readFile(path)).equals(before)) await new Promise((done) => setTimeout(done, 20));
    child.kill("SIGKILL");
    expect(await ended).toMatchObject({ signal: "SIGKILL" });
  }
  const other = train("sst2/teacher-run-1", "killed", ["seed=18"], ["--resume"]);
  expect((await other.ended).stderr).toContain("belongs to another recipe");
  expect(await train("sst2/teacher-run-1", "killed", [], ["--resume"]).ended).toMatchObject({ code: 0 });
  expect(await train("sst2/teacher-run-1", "whole").ended).toMatchObject({ code: 0 });
  const weights = "sst2/teacher-run-1/weights.safetensors";
  expect((await read("killed", weights)).equals(await read("whole", weights))).toBe(true);
});

test("Ctrl-C saves a checkpoint and says how to go on", async () => {
  const { child, ended } = train("sst2/teacher-run-1", "interrupted", [], ["--checkpoint-every", "0"]);
  await appears(join(folder, "interrupted/sst2/teacher-run-1/checkpoint/state.safetensors"));
  child.kill("SIGTERM");
  const { code, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toMatch(
    /continue with: retort train sst2\/teacher-run-1 .*--out \S+\/interrupted .*train\.epochs=2 .*--resume\n/,
  );
});

test("beginning anew keeps the old run until the new one can start, and a half-made teacher teaches nobody", async () => {
  const [teacher, out] = ["sst2/teacher-run-1", "anew"];
  const student = ["options.layers=2", `teacher=${teacher}`];
  expect(await train(teacher, out).ended).toMatchObject({ code: 0 });
  const best = await read(out, teacher, "checkpoint/best.safetensors");
  const nowhere = await train(teacher, out, [], ["--restart", "--data", "/nowhere"]).ended;
  expect(nowhere.stderr).toContain("cannot read /nowhere");
  expect((await read(out, teacher, "checkpoint/best.safetensors")).equals(best)).toBe(true);

  const { child, ended } = train(teacher, out, ["train.epochs=50"], ["--restart", "--checkpoint-every", "0"]);
  const state = join(folder, out, teacher, "checkpoint/state.safetensors");
  const before = await readFile(state);
  while ((await readFile(state).catch(() => before)).equals(before)) await new Promise((done) => setTimeout(done, 20));
  child.kill("SIGTERM");
  expect(await ended).toMatchObject({ code: 130 });
  const untaught = await train("sst2/pkd-skip", out, student).ended;
  expect(untaught).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/there is no trained model|is not finished/),
  });
});

test("seeds of several commands are summed up together, those with other settings are not", {
  tags: ["long"],
}, async () => {
  const recipe = "sst2/teacher-run-1";
  const seeds = (list: string, set: string[] = []) =>
    train(recipe, "seeded", ["train.epochs=1", ...set], ["--seeds", list]);
  const summed = async () => {
    const { seeds } = JSON.parse((await read("seeded", recipe, "seeds.json")).toString());
    return seeds.map(({ seed }: { seed: number }) => seed);
  };
  expect(await seeds("18").ended).toMatchObject({ code: 0 });
  expect(await summed()).toEqual([18]);
  expect(await seeds("17,19").ended).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("over seeds 17, 18, 19"),
  });
  expect(await summed()).toEqual([17, 18, 19]);
  expect(await seeds("20", ["train.learning_rate=0.02"]).ended).toMatchObject({ code: 0 });
  expect(await summed()).toEqual([20]);
});

test("a setting before the recipe is no list of recipes, and a run to resume that is not there begins", async () => {
  const swallowed = await runRetort(["train", "--set", "train.epochs=1", "sst2/teacher-run-1"]).ended;
  expect(swallowed).toMatchObject({ code: 1, stderr: expect.stringContaining("the recipe's name goes before --set") });
  const nameless = await runRetort(["train", "--set", "train.epochs=1"]).ended;
  expect(nameless).toMatchObject({ code: 1, stderr: expect.stringContaining("name the recipe first") });
  const begun = await train("sst2/teacher-run-1", "new", ["train.epochs=1"], ["--resume"]).ended;
  expect(begun).toMatchObject({ code: 0, stderr: expect.stringContaining("there is no checkpoint to resume in") });
});

test("a smoke run of a student tries its teacher first", { tags: ["long"] }, async () => {
  const { code, stderr } = await train("sst2/pkd-skip", "try", ["options.layers=2"], ["--smoke"]).ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect((await card("try-smoke/sst2/pkd-skip")).teacher?.id).toBe("sst2-teacher");
});

test.each([
  [
    "an unknown recipe",
    "sst2/none",
    [],
    [],
    "no recipe named sst2/none; known: atis/teacher, atis/xtremedistil, cola/kd-mpnet, ",
  ],
  ["an unknown key", "sst2/teacher-run-1", ["train.epoch=2"], [], "has the unknown key epoch"],
  ["a value that does not fit", "sst2/teacher-run-1", ["train.epochs=none"], [], "train.epochs"],
  ["a setting without a value", "sst2/teacher-run-1", ["train.epochs"], [], "--set takes key=value"],
  ["a list of seeds that ends in a comma", "sst2/teacher-run-1", [], ["--seeds", "17,"], "must be a whole number"],
  [
    "a plan that does not exist",
    "sst2/kronecker-19x",
    ["options.plan=K_99"],
    [],
    "options.plan is neither a preset (K_8, K_21, K_19, K_5, ",
  ],
  ["a backend that does not exist", "sst2/teacher-run-1", [], ["--backend", "abacus"], "abacus"],
  [
    "data that is not there",
    "sst2/teacher-run-1",
    [],
    ["--data", "/nowhere"],
    "cannot read /nowhere/glue/sst2/train.jsonl.gz",
  ],
  [
    "an output folder that cannot be made",
    "sst2/teacher-run-1",
    [],
    ["--out", "/proc/none"],
    "cannot write to /proc/none",
  ],
  [
    "a student whose teacher is not trained",
    "sst2/pkd-skip",
    ["options.layers=2", "teacher=sst2/teacher-run-1"], // whose model is not published
    [],
    "run `retort train sst2/teacher-run-1` first",
  ],
  [
    "answers that are not there",
    "sst2/kd",
    ["options.layers=2"],
    ["--teacher-logits", "none.ndjson"],
    "--teacher-logits: there is no none.ndjson in",
  ],
  ["a skip map that does not exist", "sst2/pkd-skip", ["options.layers=3"], ["--out", "OUT", "--resume"], "multiple"],
  ["more layers than there are", "sst2/teacher-run-1", ["options.layers=9"], [], "options.layers is 9"],
  ["an option of another method", "sst2/teacher-run-1", ["options.beta=1"], [], "has the unknown key beta"],
  ["a teacher where none is wanted", "sst2/teacher-run-1", ["teacher=sst2/kd"], [], "fine-tuned has no teacher"],
  [
    "rounding to I8 in training what is exported in halves",
    "sst2/teacher-run-1",
    ["train.quantization_aware=true", "export.storage=f16"],
    [],
    "train.quantization_aware is for models that are exported as i8",
  ],
  ["a start that is not trained", "sst2/kronecker-19x", ["start=text/none"], [], "run `retort train text/none` first"],
  [
    "texts longer than the encoder reads",
    "sst2/teacher-run-1",
    ["train.max_length=65"],
    [],
    "train.max_length is 65, but the encoder has 64 positions",
  ],
])("%s ends with one clear line", async (_, recipe, set, more, message) => {
  const options = more.map((word) => (word === "OUT" ? join(folder, "out") : word));
  const { code, stderr } = await train(recipe, "empty", set, options).ended;
  const complaint = stderr.split("\n").filter((line) => line.startsWith("retort: "));
  expect(code).toBe(1);
  expect(complaint).toHaveLength(1);
  expect(complaint[0]).toContain(message);
  expect(stderr).not.toContain("    at ");
});

test("damaged data is refused with its line, and a damaged gzip as such", async () => {
  const rows = join(folder, "data/glue/sst2/train.jsonl.gz");
  const whole = await readFile(rows);
  await writeFile(rows, whole.subarray(0, 40));
  const { code, stderr } = await train("sst2/teacher-run-1", "damaged").ended;
  await writeFile(rows, whole);
  expect(code).toBe(1);
  expect(stderr).toContain("is not a gzip file, or it is damaged");
});
