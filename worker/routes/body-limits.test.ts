/** Bodies without an end: every route that takes one stops reading at its limit. */
import { expect, test } from "vitest";
import { ask, expectJson } from "../test/api.ts";

const MIB = 2 ** 20;
const CHUNK = new TextEncoder().encode(" ".repeat(MIB / 4));

/** What may be read ahead of where it is counted: some chunks. */
const AHEAD = 4 * CHUNK.length;

/** A route has the limit of JSON unless it says more here. */
const LIMITS: Readonly<Record<string, number>> = {
  "PUT /v1/suites/{a}/{b}": 50 * MIB,
  "POST /v1/submissions": 20 * MIB,
};

interface Operation {
  requestBody?: { content: Record<string, object> };
}

const { paths } = (await expectJson(200, ask("/openapi.json"))) as {
  paths: Record<string, Record<string, Operation>>;
};

const TAKING = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody }]) =>
    requestBody === undefined
      ? []
      : Object.keys(requestBody.content).map((type) => [`${method.toUpperCase()} ${path}`, type] as const),
  ),
);

test("there are as many routes as take a body", () => {
  expect(TAKING.length).toBeGreaterThanOrEqual(10);
  expect(TAKING.map(([operation]) => operation)).toEqual(expect.arrayContaining(Object.keys(LIMITS)));
});

test.each(TAKING)("%s of %s", async (operation, type) => {
  const [method, path] = operation.split(" ") as [string, string];
  const filled = path.replace("{id}", "tiny-teacher").replace("{version}", "1").replace("{a}/{b}", "own/films");
  const query = path.startsWith("/v1/suites") ? "?labels=negative,positive" : "";
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += CHUNK.length;
      controller.enqueue(CHUNK);
    },
  });
  const answer = await ask(filled + query, { method, body, headers: { "content-type": type } });
  expect(answer.status).toBe(413);
  const limit = LIMITS[operation] ?? MIB;
  expect(sent).toBeGreaterThan(limit);
  expect(sent).toBeLessThanOrEqual(limit + AHEAD);
});
