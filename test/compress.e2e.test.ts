/** `retort compress` as its user meets it: killed in training and in measuring, and gone on with. A tiny encoder, made-up rows, the cpu backend. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Compression } from "../cli/compress/result.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { TINY_PLAN, writeTinyEncoder, writeTinyGlue } from "./fixtures/tiny-training.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-compress-e2e-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyGlue(join(folder, "data"), "mrpc", 64, 40);
});
afterAll(() => rm(folder, { recursive: true }));

const PLAN = JSON.stringify(TINY_PLAN);

/** With a student of half the layers and, unless told, one of factors. */
function compress(more: string[] = [], methods = ["kronecker-19x", "pkd-skip"]) {
  const where = ["--data", join(folder, "data"), "--out", join(folder, "out"), "--backend", "cpu"];
  const small = ["train.max_length=32", "train.batch_size=8", "train.learning_rate=0.01", "train.epochs=2"];
  const set = [`encoder.source=${join(folder, "encoder")}`, ...small, "pkd-skip:options.layers=2"];
  const factors = ["start=null", `options.plan=${PLAN}`].map((set) => `kronecker-19x:${set}`);
  return runRetort([
    ...["compress", "mrpc", "--methods", methods.join(","), "--requests", "20", "--checkpoint-every", "0", ...where],
    ...["--set", ...set, "export.storage=f32", ...(methods.length > 1 ? factors : []), ...more],
  ]);
}

/** Waits until the command has said so. */
function said(child: ReturnType<typeof compress>["child"], words: RegExp): Promise<void> {
  let text = "";
  return new Promise((done) => {
    child.stderr!.on("data", (piece) => {
      text += piece;
      if (words.test(text)) done();
    });
  });
}

const result = async () =>
  Compression.parse(JSON.parse(await readFile(join(folder, "out/mrpc/compress.json"), "utf8")));

test("killed in a training and in the measuring, the same command goes on, and does nothing twice", {
  tags: ["long"],
}, async () => {
  const first = compress();
  await said(first.child, /step 2 of 6: train kronecker-19x/);
  first.child.kill("SIGKILL");
  await first.ended;

  const second = compress();
  await said(second.child, /step 5 of 6: score/);
  second.child.kill("SIGKILL");
  expect((await second.ended).stderr).toContain("step 1 of 6: train teacher: done before");

  const third = await compress(["--max-bytes", "1MB", "--report", join(folder, "report.csv")]).ended;
  expect(third).toMatchObject({ code: 0 });
  for (const name of ["teacher", "kronecker-19x", "pkd-skip"])
    expect(third.stderr).toMatch(new RegExp(`train ${name}: done before`));
  expect(third.stdout).toContain("mrpc: 2 students against their teacher, as served, on 40 dev rows");

  const { models, advice, measured_on, budget } = await result();
  expect(models.map(({ name }) => name)).toEqual(["teacher", "kronecker-19x", "pkd-skip"]);
  expect(measured_on).toMatchObject({ suite: "glue/mrpc", split: "dev", rows: 40 });
  expect(budget).toEqual({ bytes: 1_000_000, ms: null, loss: 0.01 });
  const [teacher, ...students] = models;
  expect(teacher).toMatchObject({ difference: null, loss: null });
  for (const { score, difference, misses, latency } of students) {
    expect(difference!.value).toBeCloseTo(score.value! - teacher!.score.value!, 10);
    expect(misses).toEqual(difference!.value! < -0.01 ? ["loss"] : []);
    expect(latency.n).toBe(20);
  }
  expect([null, "kronecker-19x", "pkd-skip"]).toContain(advice.ship);
  expect(await readdir(join(folder, "out/mrpc"))).toEqual(
    expect.arrayContaining(["compress.md", "compress.svg", "served"]),
  );
  expect((await readFile(join(folder, "report.csv"), "utf8")).split("\n")[1]).toMatch(
    /^models,mrpc,glue\/mrpc,dev,40,f1,teacher,/,
  );

  const fourth = await compress(["--max-bytes", "1kB"], ["pkd-skip"]).ended;
  expect(fourth).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/no student fits into 1 kB: pkd-skip \d+ kB; give a larger/),
  });
  const fifth = await compress(["--seed", "18"], ["pkd-skip"]).ended;
  expect(fifth.stderr).toMatch(/step 1 of 5: train teacher, about/);
  expect((await result()).models).toHaveLength(2);
});

test("two at once are refused, and who stops it, in a training or while it serves, is told how to go on", {
  tags: ["long"],
}, async () => {
  const out = ["--out", join(folder, "stopped")];
  const first = compress(["train.epochs=400", ...out], ["pkd-skip"]);
  await said(first.child, /step 1 of 5: train teacher/);
  const other = await compress(out, ["pkd-skip"]).ended;
  expect(other).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/mrpc is being compressed by another process/),
  });
  first.child.kill("SIGTERM"); // a terminal's Ctrl-C goes to the training process, too
  const stopped = await first.ended;
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toMatch(/compress: stopped; go on with: retort compress mrpc .*train.epochs=400 /);

  const serving = compress(out, ["pkd-skip"]); // other epochs: what the first began is begun anew
  await said(serving.child, /step 4 of 5: score/);
  serving.child.kill("SIGINT");
  expect(await serving.ended).toMatchObject({
    code: 130,
    stderr: expect.stringContaining("compress: stopped; go on with"),
  });
});
