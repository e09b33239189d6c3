import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { expect, test, vi } from "vitest";
import { turnQueue } from "../runtime/shared-queue.ts";
import { ask, expectJson } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { begin, inferAs } from "../test/experiments.ts";
import { streamed } from "./streamed.ts";

const app = new Hono()
  .get("/whole", (c) =>
    streamed(c, async ({ write }) => {
      for (const line of ["a\n", "b\n"]) await write(line);
    }),
  )
  .get("/half", (c) =>
    streamed(c, async ({ write }) => {
      await write("a\n");
      throw new Error("no more");
    }),
  );

test("all that is written arrives", async () => {
  expect(await (await app.request("/whole")).text()).toBe("a\nb\n");
});

test("half an answer is not taken for a whole one", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  await expect((await app.request("/half")).text()).rejects.toThrow("no more");
});

test("an answer that nobody reads keeps no place in the queue", async () => {
  await publish("teacher", "student");
  const { id } = await begin();
  await expectJson(200, inferAs(id, "a"));
  const before = turnQueue.length;
  const unread = await ask(`/v1/experiments/${id}/assignments`);
  expect(unread.status).toBe(200);
  await expect.poll(() => turnQueue.length).toBe(before);
});

test("an export that fails on the way breaks off", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  await publish("teacher", "student");
  const { id } = await begin();
  await expectJson(200, inferAs(id, "a"));
  await env.DB.prepare("UPDATE experiment_units SET weights = 'damaged'").run();
  await expect((await ask(`/v1/experiments/${id}/assignments`)).text()).rejects.toThrow();
});

test("nothing is made for HEAD, and no place in the queue is kept", async () => {
  await publish("teacher", "student");
  const { id } = await begin();
  await expectJson(200, inferAs(id, "a"));
  const before = turnQueue.length;
  for (let i = 0; i < 3; i++) {
    const answer = await ask(`/v1/experiments/${id}/assignments`, { method: "HEAD" });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  }
  expect(turnQueue.length).toBe(before);
});
