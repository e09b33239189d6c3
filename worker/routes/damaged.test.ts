/** A byte flipped, cut off or added in each kind of stored object is told as such; put back, the next request works. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import {
  CARD_FILE,
  GRAPH_FILE,
  MANIFEST_KEY,
  modelKey,
  predictionsKey,
  suiteRowsKey,
  TOKENIZER_FILE,
  WEIGHTS_FILE,
} from "../../r2-assets/format/keys.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish, publishAs, tinyFiles } from "../test/artefacts.ts";
import { rowsOf } from "../test/recorded-runs.ts";

/** `at`: which byte is flipped. */
const DAMAGES: Record<string, (bytes: Uint8Array, at: number) => Uint8Array> = {
  flipped: (bytes, at) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)),
  "cut off": (bytes) => bytes.subarray(0, -2), // the last one of a text is its LF
  added: (bytes) => Uint8Array.of(...bytes, "x".charCodeAt(0)),
};
const EACH = Object.keys(DAMAGES);

const bytesOf = async (key: string) => new Uint8Array(await (await env.BUCKET.get(key))!.arrayBuffer());

/** Damages the object, does what is asked, and puts the object back. */
async function whileDamaged<T>(key: string, how: string, work: () => Promise<T>): Promise<T> {
  const sound = await bytesOf(key);
  await env.BUCKET.put(key, DAMAGES[how]!(sound, Math.floor(sound.length / 2)));
  const result = await work();
  await env.BUCKET.put(key, sound);
  return result;
}

describe("of a model", () => {
  let made = 0;
  /** A model that no earlier test has loaded. */
  async function fresh(): Promise<{ id: string; version: string }> {
    const files = tinyFiles("teacher");
    const id = `damaged-${++made}`;
    const card = JSON.stringify({ ...JSON.parse(new TextDecoder().decode(files[CARD_FILE])), id });
    const version = await publishAs(id, { ...files, [CARD_FILE]: new TextEncoder().encode(card) });
    return { id, version };
  }
  const asked = (id: string) => ask(`/models/${id}`, { body: { inputs: "a fine film" } });

  test.each(
    [WEIGHTS_FILE, GRAPH_FILE, TOKENIZER_FILE, CARD_FILE].flatMap((file) => EACH.map((how) => [file, how] as const)),
  )("%s, a byte %s", async (file, how) => {
    const { id, version } = await fresh();
    const problem = await whileDamaged(modelKey(id, version, file), how, () => expectJson(500, asked(id)));
    expect(problem).toMatchObject({ type: "model-damaged", detail: expect.stringContaining(file) });
    expect(problem.detail).toMatch(/bytes|sha256|digest/);
    await expectJson(200, asked(id));
  });

  test("each runtime finds it, and no other model is touched", async () => {
    const [{ id, version }, other] = [await fresh(), await fresh()];
    await whileDamaged(modelKey(id, version, WEIGHTS_FILE), "flipped", async () => {
      for (const runtime of ["engine", "ort"]) {
        const answer = ask(`/models/${id}?runtime=${runtime}`, { body: { inputs: "a fine film" } });
        expect(await expectJson(500, answer)).toMatchObject({ type: "model-damaged" });
      }
      await expectJson(200, asked(other.id));
    });
    await expectJson(200, asked(id));
  });

  test.each(EACH)("the manifest, a byte %s", async (how) => {
    const { id } = await fresh();
    await new Promise((wake) => setTimeout(wake, 2100)); // as long it is believed
    const problem = await whileDamaged(MANIFEST_KEY, how, () => expectJson(500, asked(id)));
    expect(problem).toMatchObject({ type: "model-damaged" });
    await new Promise((wake) => setTimeout(wake, 2100));
    await expectJson(200, asked(id));
  });
});

describe("of a run", () => {
  let suite: { id: string; sha256: string };
  let run: { id: string };
  const predictions = rowsOf("npnp").map(({ id }) => ({ id, label: "positive" }));
  const submitted = () =>
    ask("/v1/submissions", { body: { suite: "own/films", model: { name: "other" }, predictions } });

  beforeEach(async () => {
    await publish("teacher");
    suite = await expectJson(201, putSuite("own/films", rowsOf("npnp")));
    run = await expectJson(201, submitted());
  });

  async function evaluated(): Promise<{ status: string; error?: string }> {
    const { id } = await expectJson(202, ask("/v1/evals", { body: { model: "tiny-teacher", suite: "own/films" } }));
    return expect
      .poll(() => expectJson(200, ask(`/v1/evals/${id}`)))
      .toMatchObject({ status: expect.stringMatching(/^(complete|failed)$/) })
      .then(() => expectJson(200, ask(`/v1/evals/${id}`)));
  }

  test.each(EACH)("its suite's rows, a byte %s: nothing is scored on them", async (how) => {
    await whileDamaged(suiteRowsKey(suite.id, suite.sha256), how, async () => {
      expect(await expectJson(500, submitted())).toMatchObject({
        type: "suite-damaged",
        detail: expect.stringMatching(/^The stored copy of own\/films is damaged: .* has the sha256/),
      });
      expect(await evaluated()).toMatchObject({ status: "failed", error: expect.stringContaining("is damaged") });
    });
    expect((await expectJson(200, ask("/v1/runs?suite=own/films"))).runs).toMatchObject([{ id: run.id }]);
    await expectJson(201, submitted());
    expect(await evaluated()).toMatchObject({ status: "complete" });
  });

  test.each(EACH)("its predictions, a byte %s: none is shown, and nothing is computed from them", async (how) => {
    const other = await expectJson(201, submitted());
    const [shown, compared] = [`/v1/runs/${run.id}/predictions`, `/v1/comparisons?run_a=${run.id}&run_b=${other.id}`];
    await whileDamaged(predictionsKey(run.id), how, async () => {
      for (const path of [shown, compared])
        expect(await expectJson(500, ask(path))).toMatchObject({
          type: "predictions-damaged",
          detail: expect.stringContaining(run.id),
        });
      expect((await ask(shown, { headers: { accept: "text/csv" } })).status).toBe(500);
    });
    expect((await ask(shown)).status).toBe(200);
    await expectJson(200, ask(compared));
  });

  test.each([
    ["flipped", `replace(record, '"errors":0', '"errors":1')`],
    ["cut off", "substr(record, 1, length(record) - 1)"],
    ["added", "record || ' '"],
  ])("its record, a byte %s: the run is no longer told, the others are", async (_, damage) => {
    const other = await expectJson(201, submitted());
    const { record } = (await env.DB.prepare("SELECT record FROM runs WHERE id = ?").bind(run.id).first<{
      record: string;
    }>())!;
    await env.DB.prepare(`UPDATE runs SET record = ${damage} WHERE id = ?`).bind(run.id).run();
    expect(await expectJson(500, ask(`/v1/runs/${run.id}`))).toMatchObject({
      type: "run-damaged",
      detail: expect.stringContaining(run.id),
    });
    expect((await expectJson(200, ask("/v1/runs"))).runs.map(({ id }: { id: string }) => id)).toEqual([other.id]);
    await env.DB.prepare("UPDATE runs SET record = ? WHERE id = ?").bind(record, run.id).run();
    await expectJson(200, ask(`/v1/runs/${run.id}`));
  });

  test("a damaged run can be deleted, alone and with its suite", async () => {
    const other = await expectJson(201, submitted());
    await env.DB.prepare("UPDATE runs SET record = '{'").run();
    expect((await ask(`/v1/runs/${run.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await ask("/v1/suites/own/films", { method: "DELETE" })).status).toBe(204);
    for (const { id } of [run, other]) {
      await expectJson(404, ask(`/v1/runs/${id}`));
      expect(await env.BUCKET.head(predictionsKey(id))).toBeNull();
    }
  });

  test.each([
    ["flipped", `replace(body, '"n":4', '"n":5')`],
    ["cut off", "substr(body, 1, length(body) - 1)"],
    ["added", "body || ' '"],
  ])("what was computed from it, a byte %s: it is computed again", async (_, damage) => {
    const other = await expectJson(201, submitted());
    const compared = () => expectJson(200, ask(`/v1/comparisons?run_a=${run.id}&run_b=${other.id}`));
    const before = await compared();
    expect((await env.DB.prepare(`UPDATE analyses SET body = ${damage}`).run()).meta.changes).toBe(1);
    expect(await compared()).toEqual(before);
  });
});
