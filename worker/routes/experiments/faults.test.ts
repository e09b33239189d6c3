/** A database that fails in passing: nothing is lost, nothing is written twice. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import worker from "../../index.ts";
import { ADMIN_KEY, expectJson } from "../../test/api.ts";
import { publish } from "../../test/artefacts.ts";
import { SPLIT } from "../../test/experiments.ts";
import { type Fault, faultyEnv } from "../../test/faulty-stores.ts";

beforeEach(async () => {
  vi.spyOn(Math, "random").mockReturnValue(-0.45); // pauses a tenth as long as the shortest
  vi.spyOn(console, "error").mockImplementation(() => {});
  await publish("teacher", "student");
});
afterEach(() => vi.restoreAllMocks());

test.each<Fault[]>([["fails"], ["fails late"]])("every second call of the database %s", async (fault) => {
  let calls = 0;
  const bindings = faultyEnv({ ...env, RETORT_ADMIN_KEY: ADMIN_KEY }, ({ store }) =>
    store === "database" && calls++ % 2 === 0 ? fault : undefined,
  );
  const ask = (method: string, path: string, body?: unknown) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${ADMIN_KEY}` };
    const asked = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const request = new Request(`http://retort${path}`, asked) as Request<unknown, IncomingRequestCfProperties>;
    return worker.fetch(request, bindings, createExecutionContext());
  };
  const { id } = await expectJson(201, ask("POST", "/v1/experiments", SPLIT));
  for (let i = 0; i < 10; i++) {
    const question = { inputs: "a warm film", unit: `unit-${i % 8}` };
    const { assignment } = await expectJson(200, ask("POST", `/v1/experiments/${id}/infer`, question));
    const feedback = { assignment, correct: i % 2 === 0 };
    for (const _ of [1, 2]) expect((await ask("POST", `/v1/experiments/${id}/feedback`, feedback)).status).toBe(204);
  }
  const { variants } = await expectJson(200, ask("GET", `/v1/experiments/${id}`));
  const total = (what: string) => variants.reduce((sum: number, one: Record<string, number>) => sum + one[what]!, 0);
  expect(["units", "answers", "judged", "n"].map(total)).toEqual([8, 10, 10, 8]);
});
