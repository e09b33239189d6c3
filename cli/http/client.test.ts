import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiClient, HttpError } from "./client.ts";

/** Answers with the problem that the path names. */
const PROBLEMS: Record<string, object> = {
  "/absent": { type: "suite-absent", title: "Suite absent", detail: "The rows of glue/sst2 are not here." },
  "/listed": {
    ...{ type: "invalid-request", title: "Invalid request", detail: "limit: must be at least 1" },
    errors: [
      { path: "limit", message: "must be at least 1" },
      { path: "suite", message: "is missing" },
    ],
  },
  "/titled": { type: "internal-error", title: "Internal error" },
};

let server: Server;
let api: ApiClient;
beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(409, { "content-type": "application/problem+json" });
    response.end(JSON.stringify(PROBLEMS[request.url!] ?? "no problem"));
  }).listen(0);
  await once(server, "listening");
  api = new ApiClient(`http://localhost:${(server.address() as AddressInfo).port}`);
});
afterAll(() => server.close());

test.each([
  ["/listed", "limit: must be at least 1 (suite: is missing)"],
  ["/titled", "Internal error"],
  ["/other", "/other answered 409 Conflict"],
])("%s: the problem's own sentence, else its title, else the status", async (path, message) => {
  await expect(api.get(path)).rejects.toThrow(new HttpError(409, message));
});

test("what a command can do about it is told beside the server's sentence, which names no command", async () => {
  await expect(api.get("/absent")).rejects.toThrow(
    "The rows of glue/sst2 are not here. A built-in suite's come with `npm start -- --data DIR`; `retort data get`",
  );
});
