/** Both stages of factored students, on a made-up corpus and the cpu backend: text, killed in the middle, then a task. */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Card } from "../r2-assets/format/card.ts";
import { loadStart, START_FILE } from "../trainer/training/start-file.ts";
import { type Ended, runRetort } from "./fixtures/run-retort.ts";
import { tinyJob, trainHere, trainProcess } from "./fixtures/tiny-job.ts";
import { TINY_PLAN, writeTinyEncoder, writeTinyGlue, writeTinyText } from "./fixtures/tiny-training.ts";

const TEACHER = "sst2/teacher-run-1";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-text-e2e-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyText(join(folder, "data"), 48);
  await writeTinyGlue(join(folder, "data"), "sst2", 64, 24);
  await trainHere(tinyJob(folder, TEACHER));
});
afterAll(() => rm(folder, { recursive: true }));

const json = async (...path: string[]) => JSON.parse(await readFile(join(folder, ...path), "utf8"));

/** Waits until a file is there, and then until it is another, or until there is nobody left who would write it. */
async function changes(path: string, ended: Promise<Ended>): Promise<void> {
  const read = () => readFile(path).catch(() => undefined);
  let first: Buffer | undefined;
  let over: Ended | undefined;
  ended.then((how) => {
    over = how;
  });
  for (;;) {
    if (over !== undefined) throw new Error(`the run ended before it could be killed: ${JSON.stringify(over)}`);
    const now = await read();
    if (first !== undefined && now !== undefined && !now.equals(first)) return;
    first ??= now;
    await new Promise((done) => setTimeout(done, 20));
  }
}

describe.each([
  { method: "kronecker", option: "plan", stored: "kronecker" },
  { method: "svd", option: "equal_to", stored: "low_rank" },
])("$method", ({ method, option, stored }) => {
  const [onText, onTask] = [`text/${method}-19x`, `sst2/${method}-19x`];
  const plan = { [`options.${option}`]: JSON.stringify(TINY_PLAN) };
  const textSettings = { ...plan, "train.learning_rate": "0.003", "train.epochs": "4", "train.judged": "2" };
  const textJob = (out: string) => tinyJob(folder, onText, textSettings, { out: join(folder, out) });

  const tags = method === "svd" ? ["long"] : []; // each goes on with what the first one made
  test("the text stage, killed in the middle and resumed, leaves the start of a run that was left alone", {
    tags,
  }, async () => {
    const killed = textJob("killed");
    const { child, ended } = trainProcess(killed, "--checkpoint-every", "0");
    await changes(join(killed.out, onText, "checkpoint/state.safetensors"), ended);
    child.kill("SIGKILL");
    expect(await ended).toMatchObject({ signal: "SIGKILL" });
    expect(existsSync(join(killed.out, onText, START_FILE))).toBe(false);
    await expect(trainHere(killed)).rejects.toThrow(/holds a run at step \d+$/);

    await trainHere({ ...killed, existing: "resume" });
    await trainHere(textJob("out"));
    const [resumed, whole] = await Promise.all([killed.out, join(folder, "out")].map((out) => loadStart(out, onText)));
    expect(resumed!.weights).toEqual(whole!.weights);
    const { tokens, dev_loss } = whole!.origin;
    expect(resumed!.origin).toMatchObject({ recipe: onText, seed: 17, tokens, dev_loss });
    const { dev } = await json("out", onText, "training.json");
    expect(dev).toHaveLength(8); // two looks in each of four epochs
    expect(dev.at(-1).loss).toBeLessThan(dev[0].loss);
    await expect(trainHere(textJob("out"))).rejects.toThrow("holds a run at step 24");
  });

  test("a task's student starts from there, says so on its card, and is published", { tags }, async () => {
    const settings = { ...plan, teacher: TEACHER, "export.storage": "f16" };
    await trainHere(tinyJob(folder, onTask, settings));
    const card = Card.parse(await json("out", onTask, "card.json"));
    const kind = { kind: stored };
    expect(card.architecture).toMatchObject({ embeddings: { word: kind }, encoder: { attention: kind, output: kind } });
    expect(card.training!.start).toEqual((await loadStart(join(folder, "out"), onText)).origin);
    expect(card.teacher?.id).toBe("sst2-fine-tuned-run-1");
    expect(card.parameters).toBeLessThan(card.teacher!.parameters / 2);

    const artefact = join(folder, "out", onTask);
    const { code, stdout, stderr } = await runRetort(["publish", artefact, "--assets", join(folder, "assets")]).ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain(" is published\n");
  });

  test("a start under another plan is refused", { tags }, async () => {
    const other = { ...TINY_PLAN, output: { kind: "dense" } };
    const settings = { [`options.${option}`]: JSON.stringify(other), teacher: TEACHER };
    const job = tinyJob(folder, onTask, settings, { place: "sst2/other" });
    await expect(trainHere(job)).rejects.toThrow("the start was made under another plan");
  });

  test("the start that comes with the project, which learnt from another encoder, is refused", { tags }, async () => {
    const shipped = tinyJob(
      folder,
      onTask,
      { teacher: TEACHER },
      { out: join(folder, "shipped"), place: "sst2/shipped" },
    );
    await expect(trainHere(shipped)).rejects.toThrow(`the start ${onText} learnt from another encoder than`);
  });
});

test("with masked words, stopped and resumed, the text stage leaves a start like any other", {
  tags: ["long"],
}, async () => {
  const name = "text/kronecker-19x-mlm";
  const settings = { "options.plan": JSON.stringify(TINY_PLAN), "train.learning_rate": "0.003" };
  const job = (out: string) => tinyJob(folder, name, settings, { out: join(folder, out) });
  await trainHere(job("words"));
  let steps = 0;
  const parts = job("words-in-parts");
  const { kind } = await trainHere(parts, { shouldStop: () => (++steps === 5 ? "interrupted" : undefined) });
  expect(kind).toBe("interrupted");
  await trainHere({ ...parts, existing: "resume" });

  const [whole, resumed] = await Promise.all([job("words"), parts].map(({ out }) => loadStart(out, name)));
  expect(resumed!.weights).toEqual(whole!.weights);
  expect([...whole!.weights.keys()].filter((tensor) => !tensor.startsWith("bert."))).toEqual([]);
  const { dev } = await json("words", name, "training.json");
  expect(dev.at(-1).metrics.mlm).toBeLessThan(dev[0].metrics.mlm);
});
