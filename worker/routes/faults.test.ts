/** Bucket and database that fail, now and then or for good: what is answered, and what goes on. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CARD_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import type { TinyName } from "../../test/fixtures/provided.ts";
import worker from "../index.ts";
import { ADMIN_KEY, expectJson } from "../test/api.ts";
import { publishAs, tinyFiles } from "../test/artefacts.ts";
import { type Fault, type Faults, faultyEnv } from "../test/faulty-stores.ts";

let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(-0.45); // pauses a tenth as long as the shortest
  log = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

/** A Worker of its own stores' memory, through its real entry, whose stores meet the faults of the moment. */
function faulty(faults: { now: Faults }) {
  const bindings = faultyEnv({ ...env, RETORT_ADMIN_KEY: ADMIN_KEY }, (call) => faults.now(call));
  return async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const context = createExecutionContext();
    const request = new Request(`http://retort${path}`, {
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    }) as Request<unknown, IncomingRequestCfProperties>;
    const response = await worker.fetch(request, bindings, context);
    void waitOnExecutionContext(context);
    return response;
  };
}

const none: Faults = () => undefined;
const down =
  (store: "bucket" | "database"): Faults =>
  (call) =>
    call.store === store ? "fails" : undefined;

let made = 0;
/** A model that no earlier test has loaded. */
async function fresh(name: TinyName = "teacher"): Promise<string> {
  const files = tinyFiles(name);
  const id = `faulty-${++made}`;
  const card = JSON.stringify({ ...JSON.parse(new TextDecoder().decode(files[CARD_FILE])), id });
  await publishAs(id, { ...files, [CARD_FILE]: new TextEncoder().encode(card) });
  return id;
}

const FINE = { inputs: "a fine film" };

describe("a bucket that is down", () => {
  test("is one sentence in each protocol, and what needs no bucket goes on", async () => {
    const id = await fresh();
    const ask = faulty({ now: down("bucket") });
    const response = await ask(`/models/${id}`, FINE);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(response.headers.get("x-error-message")).toBe("The bucket does not answer for the moment.");
    expect(await expectJson(500, response)).toEqual({
      type: "storage-unavailable",
      title: "Storage unavailable",
      status: 500,
      detail: "The bucket does not answer for the moment.",
    });
    expect(await expectJson(500, ask(`/v2/models/${id}`))).toEqual({
      error: "The bucket does not answer for the moment.",
    });
    expect(await expectJson(500, ask("/v1/models"))).toMatchObject({ type: "storage-unavailable" });
    for (const path of ["/openapi.json", "/docs", "/", "/v1/suites", "/v1/runs", "/v2", "/v2/health/live"])
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    expect((await ask("/metrics", undefined, { authorization: `Bearer ${ADMIN_KEY}` })).status).toBe(200);
    for (const [line] of log.mock.calls) expect(line).toMatch(/^(the bucket failed at "get manifest\.json"|readiness)/);
  });

  test("does not stop a model that is warm; one that is not known may be there", async () => {
    const id = await fresh();
    const faults = { now: none };
    const ask = faulty(faults);
    const before = await expectJson(200, ask(`/models/${id}`, FINE));
    faults.now = down("bucket");
    await new Promise((wake) => setTimeout(wake, 2100)); // the manifest is believed for 2 s
    expect(await expectJson(200, ask(`/models/${id}`, FINE))).toEqual(before);
    expect(await expectJson(500, ask("/models/of-a-later-release", FINE))).toMatchObject({
      type: "storage-unavailable",
    });
  });

  test("those who wait for one load get its error, logged once; who comes next loads anew, and others are not touched", async () => {
    const [id, other] = [await fresh(), await fresh("student")];
    const weights: Faults = ({ key }) => (key.includes(id) && key.endsWith(WEIGHTS_FILE) ? "fails" : undefined);
    const faults = { now: weights };
    const ask = faulty(faults);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(`/models/${id}`, FINE)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(500));
    expect(log).toHaveBeenCalledTimes(1);
    await expectJson(200, ask(`/models/${other}`, FINE));
    faults.now = none;
    await expectJson(200, ask(`/models/${id}`, FINE));
  });
});

describe("a database that is down", () => {
  const sentence = "The database does not answer for the moment.";

  test("is not asked for inference", async () => {
    const id = await fresh();
    const calls: string[] = [];
    const ask = faulty({
      now({ store }) {
        calls.push(store);
        return store === "database" ? "fails" : undefined;
      },
    });
    await expectJson(200, ask(`/models/${id}`, FINE));
    await expectJson(200, ask(`/v1/models/${id}`));
    await expectJson(200, ask("/v1/compare", { models: [id], inputs: ["a fine film"] }));
    await expectJson(200, ask(`/models/${id}/health`));
    await expectJson(200, ask(`/v2/models/${id}`));
    await expectJson(
      200,
      ask(`/v2/models/${id}/infer`, {
        inputs: [{ name: "text", datatype: "BYTES", shape: [1], data: ["a fine film"] }],
      }),
    );
    expect((await ask("/v2/health/ready")).status).toBe(200);
    expect(new Set(calls)).toEqual(new Set(["bucket"]));
  });

  test("is one sentence where it is needed, keys among it", async () => {
    const model = await fresh();
    const ask = faulty({ now: down("database") });
    const key = { authorization: `Bearer retort_${"0".repeat(64)}` };
    for (const response of [
      await ask("/v1/runs"),
      await ask("/v1/models"),
      await ask("/v1/evals", { model, suite: "own/films" }, key),
      await ask("/v1/evals", { model, suite: "own/films" }, { authorization: `Bearer ${ADMIN_KEY}` }),
      await ask("/metrics", undefined, key),
    ]) {
      expect(response.headers.get("retry-after")).toBe("5");
      expect(await expectJson(500, response)).toMatchObject({ type: "storage-unavailable", detail: sentence });
    }
  });
});

test("reads that fail, tarry and break off, some of every object: every request is answered, and none wrong", async () => {
  const ids = [await fresh(), await fresh("topics")];
  const right = faulty({ now: none });
  const texts = Array.from({ length: 24 }, (_, i) => `film number ${i} is fine`);
  const expected = await Promise.all(
    texts.map((inputs, i) => expectJson(200, right(`/models/${ids[i % 2]}`, { inputs }))),
  );
  // What is warm by now is read again under other names.
  const cold = [await fresh(), await fresh("topics")];
  const left = new Map<string, Fault[]>();
  const ask = faulty({
    now({ call, key }) {
      if (call !== "get") return undefined;
      if (!left.has(key))
        left.set(key, [
          "fails",
          "breaks off",
          ...(key.includes(cold[0]!) && key.endsWith(WEIGHTS_FILE) ? [{ slow: 700 }] : []),
          "fails late",
        ]);
      return left.get(key)!.shift();
    },
  });
  const answers = await Promise.all(texts.map((inputs, i) => ask(`/models/${cold[i % 2]}`, { inputs })));
  for (const [i, answer] of answers.entries()) expect(await expectJson(200, answer)).toEqual(expected[i]);
  expect(left.size).toBeGreaterThan(6); // a manifest, two cards and what lies beside them
  expect(log).not.toHaveBeenCalled();
});
